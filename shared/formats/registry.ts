import { beginsLikeMail } from './mail/head';
import type { Reader } from './reader';

/** A kind of file: how it is told, and how to get its reader. */
export interface FormatEntry {
  /** The name that a user knows it by, with its article. */
  called: string;
  /** First bytes that only this format has. Looked at before everything else. */
  magic?: (bytes: Uint8Array) => boolean;
  /** How its text begins, in `Source.head`. */
  start?: { test(head: string): boolean };
  /** The same, where a text may begin so too: counts only when name and type say nothing else. */
  like?: RegExp;
  /** Extensions, in lower case without the dot. */
  extension?: RegExp;
  /** Media types without parameters. */
  type?: RegExp;
  /** Loads its reader, which happens only when such a file comes; without one it is refused by its name. */
  load?: () => Promise<Reader>;
}

/**
 * Every format, in the order in which they are looked for: first by content, then by extension, then by type. What is
 * none of them is plain text, or a binary file that is refused (`decode.ts`).
 */
export const FORMATS: readonly FormatEntry[] = [
  {
    called: 'a PDF document',
    // Readers of PDF look for it in the first kilobyte.
    magic: (bytes) => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-'),
    load: async () => (await import('./documents/pdf')).readPdfFile,
  },
  {
    called: 'a ZIP archive',
    // With a file, empty, or marked as one part of several.
    magic: (bytes) =>
      startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06') || startsWith(bytes, 'PK\x07\x08'),
    load: async () => (await import('./containers/zip')).readZipFile,
  },
  {
    called: 'an Office document that is encrypted or old',
    magic: (bytes) => startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    load: async () => (await import('./documents/ole')).readOleFile,
  },
  {
    called: 'a gzip file',
    magic: (bytes) => startsWith(bytes, '\x1f\x8b'),
    load: async () => (await import('./containers/gzip')).readGzipFile,
  },
  {
    called: 'a TAR archive',
    magic: (bytes) => startsWith(bytes, 'ustar', 257),
    load: async () => (await import('./containers/tar')).readTarFile,
  },
  {
    called: 'a WARC file',
    magic: (bytes) => startsWith(bytes, 'WARC/'),
    load: async () => (await import('./containers/warc')).readWarcFile,
  },
  {
    called: 'HTML',
    start: /^(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i,
    extension: /^(?:html?|xhtml)$/,
    type: /^(?:text\/html|application\/xhtml\+xml)$/,
    load: async () => (await import('./html-file')).readHtmlFile,
  },
  {
    called: 'XML',
    start:
      /^<\?xml\b|^<!DOCTYPE (?:nitf|NewsML|rss)\b|^<(?:rss|rdf:RDF|feed|entry xmlns|nitf|newsml|newsItem|newsMessage|packageItem)\b/i,
    extension: /^(?:xml|rss|atom|rdf|nitf|newsml)$/,
    type: /[/+]xml$/,
    load: async () => (await import('./xml-file')).readXmlFile,
  },
  {
    called: 'RTF',
    start: /^\{\\rtf/,
    load: async () => (await import('./documents/rtf')).readRtfFile,
  },
  {
    called: 'an e-mail',
    start: { test: beginsLikeMail },
    extension: /^(?:eml|mht|mhtml)$/,
    type: /^(?:message\/rfc822|multipart\/related|application\/x-mimearchive)$/,
    load: async () => (await import('./mail/mail')).readMailFile,
  },
  {
    called: 'a mailbox',
    start: /^From \S{1,200} {1,3}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /,
    extension: /^mbox$/,
    type: /^application\/mbox$/,
    load: async () => (await import('./mail/mbox')).readMboxFile,
  },
  {
    called: 'JSON Lines',
    extension: /^(?:jsonl|ndjson)$/,
    type: /^application\/(?:x-ndjson|jsonl|json-seq)$/,
    load: async () => (await import('./json-file')).readJsonLinesFile,
  },
  {
    called: 'a wire message (IPTC 7901)',
    // With its control characters, or without: archives often drop them.
    start:
      /^[\x16\r\n]{0,10}(?:\x01\s{0,4}[a-z]{1,10}\d{1,6}[ \t]{1,3}\d[ \t]{1,3}[a-z]{1,6}[ \t]|[a-z]{2,5}\d{4} \d [a-z]{1,4} {1,2}\d{1,5}\b[^\n]{0,60}\r?\n)/i,
    load: async () => (await import('./iptc7901')).readIptc7901File,
  },
  {
    called: 'a wire message (ANPA 1312)',
    start:
      /^[ \t\x16]{0,10}\x01?[a-z]\d{4}\x1f?[a-z-]{0,12}[ \t]{0,3}\r?\n[a-z] [a-z][\x11-\x14 ]{1,4}(?:am|pm|bc|ap)-[^\r\n]{1,120}\r?\n/i,
    load: async () => (await import('./anpa')).readAnpaFile,
  },
  { called: 'a table (CSV)', extension: /^(?:csv|tsv)$/, type: /^text\/(?:csv|tab-separated-values)$/ },
  {
    called: 'JSON',
    // An object or an array of objects. "[Editor's note]" and "{braces}" are text.
    like: /^\{\s*(?:"|\}\s*$)|^\[\s*(?:\{\s*"|\]\s*$)/,
    extension: /^(?:json|geojson|jsonld)$/,
    type: /^(?:application|text)\/(?:[\w.-]{1,80}\+)?json$/,
    load: async () => (await import('./json-file')).readJsonFile,
  },
];

function startsWith(bytes: Uint8Array, signature: string, at = 0): boolean {
  return [...signature].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
