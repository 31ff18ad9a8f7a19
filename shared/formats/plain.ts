import { UnreadableFileError } from '../errors';
import { decode } from './decode';
import { readDigest } from './digest';
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
    : (readDigest(text) ?? [readText(text)]);
  if (drafts.every(({ body }) => body.text === '')) throw noText();
  return { format: isMarkdown ? 'markdown' : 'text', encoding, warnings, drafts };
};

async function hasFrontMatter(text: string): Promise<boolean> {
  if (!/^(?:---|\+\+\+)/.test(text)) return false;
  const { findFrontMatter } = await import('./front-matter');
  return findFrontMatter(text) !== undefined;
}

function noText(): UnreadableFileError {
  const message = 'The file has a header or a title but no text';
  return new UnreadableFileError('damaged', 'no-text', message, 'Drop the file again with the text of the article.');
}
