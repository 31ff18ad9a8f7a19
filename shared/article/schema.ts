import * as z from 'zod';

/** `[start, end)` in UTF-16 code units. */
export const Span = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() });
export type Span = z.infer<typeof Span>;

/** Where a metadata value was found. */
const EVIDENCE_KINDS = [
  'header', // a "Publication: Monitor Volume: 6" line at the head of a text file
  'front-matter', // YAML between --- fences of a Markdown file
  'json', // a member of a JSON document
  'meta-tag', // <meta>, <link>, <html lang> or <title> of an HTML page
  'json-ld', // schema.org data in a script of an HTML page
  'microdata', // an element of an HTML page with an itemprop
  'address', // the page's own address
  'ninjs', // a member of an IPTC ninjs item
  'newsml-g2', // an element of an IPTC NewsML-G2 item
  'newsml', // an element of an IPTC NewsML 1.2 item
  'nitf', // an element of an IPTC NITF document
  'iptc7901', // a part of an IPTC 7901 message
  'anpa', // a tag or header of an ANPA 1312 message
  'xml', // an element of an XML document whose vocabulary we do not know
  'feed', // an element of an RSS or Atom feed
  'archive', // a header of a WARC record
  'document-properties', // the properties of a PDF, DOCX, ODT or RTF document
  'mail', // a header of an e-mail
  'markup', // a heading or another element of the document itself
  'object-metadata', // x-amz-meta-dateline-* of the dropped object
  'detected', // told from the text itself
  'derived', // made by us from the text, not printed as such
] as const;

/**
 * The words that a metadata value came from. `span.in` says which text the offsets count in: `source` is the decoded
 * file, `text` is the article's canonical text; object metadata has no span.
 */
export const Evidence = z.object({
  from: z.enum(EVIDENCE_KINDS),
  /** The name it had there: a header label, a front-matter key, a JSON member, a metadata header. */
  name: z.string().optional(),
  quote: z.string(),
  span: Span.extend({ in: z.enum(['source', 'text']) }).optional(),
  /** Of a document that has pages: from 1. */
  page: z.int().positive().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

const field = <T extends z.ZodType>(value: T) =>
  z.object({
    value,
    evidence: Evidence,
    /** What else the file or the object said and what this value won over, most trusted first. */
    lost: z.array(z.object({ value: z.string(), evidence: Evidence })).optional(),
  });

/** A metadata value with its evidence. */
export type Field<T> = { value: T; evidence: Evidence; lost?: { value: string; evidence: Evidence }[] | undefined };

/** A calendar day `2000-12-18` or an instant in UTC `2000-12-18T09:30:00Z`; nothing is more precise than its source. */
export const DayOrInstant = z.union([z.iso.date(), z.iso.datetime()]);

/** A volume or issue: a number when it is printed as one, else as printed ("3-4", "XII"). */
const SerialNumber = z.union([z.int(), z.string()]);

/** An instant with the offset of the zone that it was written in: `2025-05-21T14:19:07+02:00`. */
const LocalTime = z.iso.datetime({ offset: true });

/** What an article is about, or of which kind it is, as its sender classified it. */
export const Subject = z.object({
  name: z.string().optional(),
  /** What it is, where that is said: "person", "place", "genre", "cpnat:abstract". */
  type: z.string().optional(),
  /** As printed: a QCode ("medtop:20000350"), a URI, or a code of `scheme`. */
  code: z.string().optional(),
  scheme: z.string().optional(),
});
export type Subject = z.infer<typeof Subject>;

export const Metadata = z.object({
  /** Always there: derived from the text (`evidence.from` is `derived`) where the file has none. */
  title: field(z.string()),
  /** The sentence or two below the title that say what the article is about. */
  standfirst: field(z.string()).optional(),
  publication: field(z.string()).optional(),
  volume: field(SerialNumber).optional(),
  issue: field(SerialNumber).optional(),
  section: field(z.string()).optional(),
  bylines: field(z.array(z.string())).optional(),
  /** When the article says that it was published; absent when nothing says so. Never the drop's time. */
  published: field(DayOrInstant).optional(),
  /** The days that the issue is printed with, where they are several: `2013-09-09/2013-09-15`, both inclusive. */
  publishedWithin: field(z.string().regex(/^\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2}$/)).optional(),
  /** The two days that a date of numbers can mean ("3/6/2002"), the earlier first: `2002-03-06/2002-06-03`. Dating chooses. */
  publishedEither: field(z.string().regex(/^\d{4}-\d{2}-\d{2}\/\d{4}-\d{2}-\d{2}$/)).optional(),
  updated: field(DayOrInstant).optional(),
  /** `published` and `updated` by the clock of the zone that they are written in, where that is not UTC. */
  publishedLocal: field(LocalTime).optional(),
  updatedLocal: field(LocalTime).optional(),
  /** BCP 47. */
  language: field(z.string()).optional(),
  url: field(z.string()).optional(),
  keywords: field(z.array(z.string())).optional(),
  /** As printed: "MOSCOW, Monday (Reuters)". */
  dateline: field(z.string()).optional(),
  /** The place that the article comes from, the smallest first: "Berlin, Germany". */
  located: field(z.string()).optional(),
  subjects: field(z.array(Subject)).optional(),
  /** An agency's short name of the story: "US-Finance-Fed". */
  slugline: field(z.string()).optional(),
  /** IPTC: 1 is the most urgent, 9 (NITF: 8) the least. */
  urgency: field(z.int().min(1).max(9)).optional(),
  copyright: field(z.string()).optional(),
  /** What its sender calls it for all time: a guid, a URN, a Message-ID. */
  identifier: field(z.string()).optional(),
  /** When this version of it was made, where that is said apart from when it was published. */
  versionCreated: field(DayOrInstant).optional(),
  /** Not to be published before. */
  embargoed: field(DayOrInstant).optional(),
});
export type Metadata = z.infer<typeof Metadata>;

export const PARAGRAPH_KINDS = ['body', 'heading', 'quote', 'list-item', 'caption', 'code'] as const;

export const Paragraph = Span.extend({
  kind: z.enum(PARAGRAPH_KINDS),
  /** BCP 47, where it plainly is another one than the article's. */
  language: z.string().optional(),
});
export type Paragraph = z.infer<typeof Paragraph>;

/** `paragraph` is the index (from 0) of the paragraph that the sentence lies in. */
export const Sentence = Span.extend({ paragraph: z.int().nonnegative() });
export type Sentence = z.infer<typeof Sentence>;

/** Something about the file that the user should know although it became an article. */
export const Warning = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof Warning>;

/** What was repaired: `[start, end)` of the canonical text read `original` in the file. Empty where something was left out. */
export const Repair = Span.extend({
  kind: z.enum(['mojibake', 'lost-space', 'hyphenation']),
  original: z.string(),
});
export type Repair = z.infer<typeof Repair>;

/** What looks damaged and was left as it is. */
export const Suspicion = Span.extend({
  kind: z.enum(['all-caps', 'glued-headline', 'lost-letters', 'mojibake', 'lost-space', 'hyphenation']),
  score: z.number().min(0).max(1),
});
export type Suspicion = z.infer<typeof Suspicion>;

/**
 * One article as a parser reads it: canonical text (paragraphs separated by a blank line, no header block), its
 * structure, its metadata. All offsets count UTF-16 code units of `text` unless they say otherwise.
 */
export const ParsedArticle = z.object({
  text: z.string().min(1),
  paragraphs: z.array(Paragraph).min(1),
  sentences: z.array(Sentence),
  metadata: Metadata,
  /**
   * How the canonical text maps back to the decoded file: runs `[textStart, sourceStart, length]` of equal code units,
   * ascending in both; what lies between runs was inserted (a joined line's space) or left out. Empty for documents
   * whose decoded text no user has (PDF, DOCX, ODT, RTF).
   */
  sourceMap: z.array(z.tuple([z.int(), z.int(), z.int()])),
  /** Where pages begin in the text: `[textStart, page]`, ascending, pages from 1; only for documents that have pages. */
  pages: z.array(z.tuple([z.int(), z.int()])).optional(),
  /** What of the text was damaged for certain, and is repaired; absent in articles of older parsers. */
  repairs: z.array(Repair).optional(),
  /** What of it may be damaged. */
  suspicions: z.array(Suspicion).optional(),
  warnings: z.array(Warning),
});
export type ParsedArticle = z.infer<typeof ParsedArticle>;

export const FORMATS = [
  'text',
  'markdown',
  'json',
  'json-lines',
  'ninjs',
  'newsml-g2',
  'newsml',
  'nitf',
  'xml',
  'rss',
  'atom',
  'iptc7901',
  'anpa',
  'email',
  'html',
  'pdf',
  'docx',
  'odt',
  'rtf',
] as const;
/** Names of the Encoding Standard (WHATWG). */
export const ENCODINGS = [
  ...(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const),
  ...(['windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256'] as const),
  ...(['windows-1257', 'windows-1258', 'windows-874', 'ibm866', 'koi8-r', 'koi8-u', 'macintosh'] as const),
  ...(['x-mac-cyrillic', 'iso-8859-2', 'iso-8859-3', 'iso-8859-4', 'iso-8859-5', 'iso-8859-6'] as const),
  ...(['iso-8859-7', 'iso-8859-8', 'iso-8859-8-i', 'iso-8859-10', 'iso-8859-13', 'iso-8859-14'] as const),
  ...(['iso-8859-15', 'iso-8859-16', 'gbk', 'gb18030', 'big5', 'euc-jp', 'iso-2022-jp', 'shift_jis'] as const),
  'euc-kr',
  /** Not a text as a whole: PDF, and packages of XML. */
  'binary',
] as const;

/** One of the articles that a file holds. */
export const FoundArticle = z.object({
  format: z.enum(FORMATS),
  encoding: z.enum(ENCODINGS),
  /** Path of the container's member that it was read from, `!/` between containers; absent for the file itself. */
  member: z.string().optional(),
  /** What tells it from the other articles of its file or member: a name that they give it, else its position (from 0). */
  part: z.union([z.string(), z.int().nonnegative()]),
  article: ParsedArticle,
});
export type FoundArticle = z.infer<typeof FoundArticle>;

/** A file to read: its name decides only where its content leaves a doubt. */
export interface SourceFile {
  /** Object key or path; only its last segment and extension matter. */
  name: string;
  bytes: Uint8Array;
  /** The Content-Type that it was stored with, if any. */
  contentType?: string | undefined;
  /** User metadata of the object, keys in lower case without `x-amz-meta-`. `dateline-*` overrides what the file says. */
  metadata?: Readonly<Record<string, string>> | undefined;
}
