import { detectLanguage } from '../article/language';
import type { Warning } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { decode } from './decode';
import { readDigest } from './digest';
import type { Draft } from './draft';
import { readExported } from './exports';
import type { Reader, Source } from './reader';
import { readText } from './text';

const MARKDOWN = { extension: /^(?:md|markdown|mdown|mkd)$/, type: /^text\/(?:x-)?markdown$/ };

/** Whether its name or type says that a file is text, with marks or without: then it need not be what it begins like. */
export function isNamedText({ extension, type }: Source): boolean {
  return /^(?:txt|text)$/.test(extension) || isNamedMarkdown({ extension, type });
}

function isNamedMarkdown({ extension, type }: Pick<Source, 'extension' | 'type'>): boolean {
  return MARKDOWN.extension.test(extension) || MARKDOWN.type.test(type);
}

/** Reads plain text; as Markdown when its name, its type or its front matter says so. */
export const readTextFile: Reader = async (source) => {
  const { text, encoding, warnings } = decode(source.bytes, source.contentType);
  const isMarkdown = isNamedMarkdown(source) || (await hasFrontMatter(text));
  const drafts = isMarkdown
    ? [(await import('./markdown')).readMarkdown(text)]
    : ((await readExported(text)) ?? readDigest(text) ?? [readText(text)]);
  if (drafts.every(({ body }) => body.text === '')) throw noText();
  const isAssumed = encoding === 'windows-1252' && !/;\s*charset\s*=/i.test(source.contentType ?? '');
  const doubts = isAssumed ? await doubtsOf(drafts) : [];
  return { format: isMarkdown ? 'markdown' : 'text', encoding, warnings: [...warnings, ...doubts], drafts };
};

/** Languages that Windows-1252 lacks letters of, though most of their words are the same in it. */
const NOT_WESTERN = new Set(['bs', 'cs', 'hr', 'hu', 'lt', 'lv', 'pl', 'ro', 'sk', 'sl', 'sr', 'tr']);

/** What was read as Windows-1252 for want of a better guess, in a language that is not written in it. */
async function doubtsOf(drafts: readonly Draft[]): Promise<Warning[]> {
  const text = drafts.find(({ body }) => /(?![\x00-\x7f])\p{L}/u.test(body.text))?.body.text;
  const language = text === undefined ? undefined : await detectLanguage(text);
  if (language === undefined || !NOT_WESTERN.has(language)) return [];
  const message = `Nothing says what encoding the file is in: it was read as Windows-1252, which lacks letters of its language (${language}); some may be wrong`;
  return [{ code: 'encoding-doubtful', message }];
}

async function hasFrontMatter(text: string): Promise<boolean> {
  if (!/^(?:---|\+\+\+)/.test(text)) return false;
  const { findFrontMatter } = await import('./front-matter');
  return findFrontMatter(text) !== undefined;
}

function noText(): UnreadableFileError {
  const message = 'The file has a header or a title but no text';
  return new UnreadableFileError('damaged', 'no-text', message, 'Drop the file again with the text of the article.');
}
