import type { SourceFile } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { findFrontMatter } from './front-matter';
import { looksLikeJsonLines } from './json-lines';

/**
 * How to read a file. `promised`: the name, the type or the content leaves no doubt that it is meant to be JSON, so
 * that what does not parse is damaged; without the promise it is a text that begins like JSON.
 */
export type Detected = { format: 'text' | 'markdown' | 'json-lines' } | { format: 'json'; promised: boolean };

/** Formats that are text, and that we do not read (yet): reading them as plain text would take markup for words. */
const NOT_YET: readonly { name: string; start?: RegExp; extension?: RegExp; type?: RegExp }[] = [
  {
    name: 'HTML',
    start: /^(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i,
    extension: /^(?:html?|xhtml)$/,
    type: /^(?:text\/html|application\/xhtml\+xml)$/,
  },
  {
    name: 'XML',
    start: /^<\?xml\b|^<(?:rss|feed|nitf|newsml|newsItem)\b/i,
    extension: /^(?:xml|rss|atom|nitf)$/,
    type: /[/+]xml$/,
  },
  { name: 'RTF', start: /^\{\\rtf/, extension: /^rtf$/, type: /^(?:application|text)\/rtf$/ },
  {
    name: 'an e-mail',
    start: /^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To): \S/i,
    extension: /^eml$/,
    type: /^message\/rfc822$/,
  },
  {
    name: 'a mailbox',
    start: /^From \S{1,200} (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /,
    extension: /^mbox$/,
    type: /^application\/mbox$/,
  },
  { name: 'a table (CSV)', extension: /^(?:csv|tsv)$/, type: /^text\/(?:csv|tab-separated-values)$/ },
];

/** An object or an array of objects. "[Editor's note]" and "{braces}" are text. */
const LIKE_JSON = /^\{\s*(?:"|\}\s*$)|^\[\s*(?:\{\s*"|\]\s*$)/;

/**
 * Tells the format: by the content where it is plain, then by the Content-Type, then by the name.
 * @throws UnreadableFileError `format-not-supported-yet`
 */
export function detect(text: string, file: Pick<SourceFile, 'name' | 'contentType'>): Detected {
  const head = text.slice(0, 4000).trimStart();
  const extension = extensionOf(file.name);
  const type = file.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const foreign =
    NOT_YET.find((format) => format.start?.test(head)) ??
    NOT_YET.find((format) => format.extension?.test(extension)) ??
    NOT_YET.find((format) => format.type?.test(type));
  if (foreign) throw notYet(foreign.name);

  const areLines = /^(?:jsonl|ndjson)$/.test(extension) || /^application\/(?:x-ndjson|jsonl|json-seq)$/.test(type);
  if (areLines || looksLikeJsonLines(text)) return { format: 'json-lines' };
  const isText = /^(?:txt|text)$/.test(extension);
  const isMarkdown = /^(?:md|markdown|mdown|mkd)$/.test(extension) || /^text\/(?:x-)?markdown$/.test(type);
  const isJson =
    /^(?:json|geojson|jsonld)$/.test(extension) || /^(?:application|text)\/(?:[\w.-]{1,80}\+)?json$/.test(type);
  if (isJson || LIKE_JSON.test(head)) return { format: 'json', promised: isJson || !(isText || isMarkdown) };
  return { format: isMarkdown || findFrontMatter(text) ? 'markdown' : 'text' };
}

function extensionOf(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes('.') ? last.slice(last.lastIndexOf('.') + 1).toLowerCase() : '';
}

function notYet(name: string): UnreadableFileError {
  return new UnreadableFileError(
    'unsupported',
    'format-not-supported-yet',
    `The file is ${name}, which is not read yet`,
    'Drop the article as plain text, Markdown or JSON.',
  );
}
