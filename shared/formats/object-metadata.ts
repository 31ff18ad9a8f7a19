import type { FieldName, Statement } from '../article/metadata';
import type { Warning } from '../article/schema';

/** `x-amz-meta-dateline-…` of a dropped object, and the fields they give. */
const NAMES: Readonly<Record<string, FieldName>> = {
  'dateline-title': 'title',
  'dateline-standfirst': 'standfirst',
  'dateline-publication': 'publication',
  'dateline-volume': 'volume',
  'dateline-issue': 'issue',
  'dateline-section': 'section',
  'dateline-byline': 'bylines',
  'dateline-bylines': 'bylines',
  'dateline-published': 'published',
  'dateline-updated': 'updated',
  'dateline-language': 'language',
  'dateline-url': 'url',
  'dateline-keywords': 'keywords',
  'dateline-copyright': 'copyright',
};

const ENCODED_WORD = /=\?([\w.:-]{1,40})\?([BbQq])\?([^?\s]*)\?=/g;

/**
 * What the dropped object's own metadata say: the most trusted statements. S3 hands non-ASCII values over as RFC 2047
 * encoded words, which are decoded. A `dateline-` name that we do not know gives a warning, since it was meant for us.
 */
export function readObjectMetadata(metadata: Readonly<Record<string, string>> = {}): {
  statements: Statement[];
  warnings: Warning[];
} {
  const statements: Statement[] = [];
  const warnings: Warning[] = [];
  for (const [key, raw] of Object.entries(metadata)) {
    const name = key.toLowerCase();
    if (!name.startsWith('dateline-')) continue;
    const field = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    const value = decodeWords(raw).trim();
    if (field)
      statements.push({
        field,
        value,
        evidence: { from: 'object-metadata', name: `x-amz-meta-${name}`, quote: value },
      });
    else warnings.push(unknownName(name));
  }
  return { statements, warnings };
}

function unknownName(name: string): Warning {
  const message = `x-amz-meta-${name} is not known and was ignored; known are ${Object.keys(NAMES).join(', ')}`;
  return { code: 'object-metadata-unknown', message };
}

/** Decodes RFC 2047 encoded words; what is none, or is in a charset that is not known, stays as it is. */
export function decodeWords(text: string): string {
  // White space between two encoded words only separates them (RFC 2047 §6.2).
  const joined = text.replace(/(\?=)\s{1,80}(?==\?)/g, '$1');
  return joined.replace(ENCODED_WORD, (word, charset: string, encoding: string, content: string) => {
    const bytes = /b/i.test(encoding) ? Buffer.from(content, 'base64') : fromQuoted(content);
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      return word;
    }
  });
}

function fromQuoted(content: string): Buffer {
  const latin1 = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(latin1, 'latin1');
}
