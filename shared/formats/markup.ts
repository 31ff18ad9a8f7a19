import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { type Body, CanonicalBuilder } from '../article/canonical';
import { PARAGRAPH_KINDS, type Paragraph } from '../article/schema';
import { layOut, writeBlocks } from './layout';

/**
 * Takes the text out of a fragment of HTML, XHTML or NITF, as JSON documents, Markdown files, feeds and agencies' items
 * hold: tags are left out, those of blocks end a paragraph, <br> ends a line, character references are decoded, scripts
 * and comments are skipped. Reading whole HTML pages is another matter.
 */

/** Elements that begin a paragraph, by the kind that it then has. */
const ELEMENTS: Readonly<Record<Paragraph['kind'], string>> = {
  body: 'p div section article main aside header footer figure table tr ul ol dl dt dd hr body html address form block media body.content body.head body.end byline dateline abstract tagline',
  heading: 'h1 h2 h3 h4 h5 h6 hl1 hl2',
  'list-item': 'li',
  quote: 'blockquote bq',
  caption: 'figcaption caption media-caption',
  code: 'pre',
};
const KIND_OF = new Map(
  PARAGRAPH_KINDS.flatMap((kind) => ELEMENTS[kind].split(' ').map((element) => [element, kind] as const)),
);
/** Elements whose content is no text of the article. */
const SKIPPED = new Set([
  ...['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'head', 'title', 'select', 'textarea'],
  ...['media-metadata', 'media-producer', 'media-reference'],
]);

const BLOCK_TAG =
  /<(?:\/(?:p|div|h[1-6]|ul|ol|li|blockquote|figure|table|section|article)|br ?\/?|p(?: [a-z][^<>]{0,500})?)>/i;
const INLINE_TAG =
  /<\/(?:span|a|b|i|em|strong|u|sup|sub|small|q|cite|code|abbr|mark|script|style|svg|iframe|object|video|audio|font)>|<img\s[^<>]{0,2000}>/i;
/** References that nobody writes but for HTML. */
const REFERENCE = /&(?:#\d{2,6}|#x[0-9a-f]{2,5}|amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip);/i;
/**
 * A comment, a CDATA section, an instruction, a tag with its name (XML's prefix apart), a reference, or white space. An
 * attribute in quotes may hold ">"; where quotes do not pair, the tag ends with the first one.
 */
const TOKEN =
  /<!--|<!\[CDATA\[|<[!?][a-z][^<>]*>|<(\/?)(?:[a-z][\w-]{0,20}:)?([a-z][a-z0-9.-]{0,30})(?=[\s/>])(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>|&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});|\s+/gi;

export type Markup = 'none' | 'lines' | 'blocks';

/**
 * How a text holds HTML: with tags that make paragraphs (`blocks`), with tags or character references within lines that
 * are as in plain text (`lines`), or not at all. "a < b", "<name>" and "R&D" are no HTML.
 */
export function markupIn(text: string): Markup {
  if (BLOCK_TAG.test(text)) return 'blocks';
  return INLINE_TAG.test(text) || REFERENCE.test(text) ? 'lines' : 'none';
}

/**
 * The text of a fragment that may hold HTML; its source map maps to the fragment. Linear in its length.
 * @param surely it is HTML by what names it, so that its line ends mean nothing; blank lines without a tag that makes
 *   paragraphs mean something all the same
 * @param isLaidOut tables lay it out, as in mails: cells are paragraphs, and so is a link or bold text that ends a line
 */
export function readMarkup(fragment: string, surely = false, isLaidOut = false): Body {
  const builder = new CanonicalBuilder(fragment);
  const markup = surely && (isLaidOut || !/\n[ \t\r]{0,100}\n/.test(fragment)) ? 'blocks' : markupIn(fragment);
  if (markup === 'blocks') writeMarkup(fragment, 0, fragment.length, builder, isLaidOut);
  else {
    const take = markup === 'none' ? undefined : (from: number, to: number) => writeInline(fragment, from, to, builder);
    writeBlocks(fragment, layOut(fragment), builder, take);
  }
  return builder.finish();
}

/** Elements that titles of a text without headings stand in. */
const EMPHASIS = new Set(['a', 'b', 'strong']);

/** Writes the text of `[from, to)` of the builder's input, which is HTML with blocks there. */
export function writeMarkup(
  input: string,
  from: number,
  to: number,
  builder: CanonicalBuilder,
  isLaidOut = false,
): void {
  const open: Paragraph['kind'][] = [];
  const kind = () => open.at(-1) ?? 'body';
  /** White space to write before the next text: as a browser shows it, one space or one line end. */
  let pending: { at: number; put: '' | ' ' | '\n' } = { at: -1, put: '' };
  const nothing = { at: -1, put: '' } as const;
  /** Open links and bold elements, and whether all of the paragraph so far stands in one. */
  let emphasis = 0;
  let isEmphasis = true;
  const take = (start: number, end: number) => {
    if (start === end) return;
    if (pending.at >= 0) builder.take(pending.at, pending.at + 1);
    else builder.put(pending.put);
    pending = nothing;
    if (emphasis === 0) isEmphasis = false;
    builder.take(start, end);
  };
  const begin = () => {
    builder.open(kind());
    pending = nothing;
    isEmphasis = true;
  };

  begin();
  eachToken(input, from, to, { take, put: (text) => builder.put(flushed(text)) }, (found, end) => {
    const [token, slash, name] = found;
    const element = name?.toLowerCase();
    const begins = KIND_OF.get(element ?? '');
    if (element === undefined) {
      if (kind() === 'code') take(found.index, end);
      else if (pending.put === '') pending = { at: token === ' ' ? found.index : -1, put: ' ' };
    } else if (element === 'br') {
      // Two of them are how some write the end of a paragraph.
      if (pending.put === '\n' || (isLaidOut && isEmphasis)) begin();
      else pending = { at: -1, put: '\n' };
    } else if (EMPHASIS.has(element)) {
      if (!token.endsWith('/>')) emphasis = Math.max(0, emphasis + (slash === '' ? 1 : -1));
    } else if (element === 'td' || element === 'th') {
      if (isLaidOut) begin();
      else if (pending.put === '') pending = { at: -1, put: ' ' };
    } else if (begins !== undefined) {
      // A paragraph in a quotation is a quotation; closing tags that nothing opened change nothing.
      if (slash === '' && begins !== 'body' && !token.endsWith('/>')) open.push(begins);
      else if (slash !== '' && open.at(-1) === begins) open.pop();
      begin();
    }
  });
  builder.open('body');

  function flushed(text: string): string {
    const before = pending.put;
    pending = nothing;
    return before + text;
  }
}

/** Writes `[from, to)` of the builder's input to the paragraph in the making, without tags. */
function writeInline(input: string, from: number, to: number, builder: CanonicalBuilder): void {
  eachToken(input, from, to, builder, (found, end) => {
    if (found[2] === undefined) builder.take(found.index, end);
  });
}

/** Takes the text between tokens, decodes references and skips what is no text; the rest is the caller's. */
function eachToken(
  input: string,
  from: number,
  to: number,
  writer: Pick<CanonicalBuilder, 'take' | 'put'>,
  visit: (token: RegExpExecArray, end: number) => void,
): void {
  let at = from;
  TOKEN.lastIndex = from;
  for (let found = TOKEN.exec(input); found && TOKEN.lastIndex <= to; found = TOKEN.exec(input)) {
    writer.take(at, found.index);
    at = TOKEN.lastIndex;
    const [token, slash, name, reference] = found;
    if (token === '<!--') at = endOf(input, /-->/, at, to);
    else if (token === '<![CDATA[') {
      const end = endOf(input, /]]>/, at, to);
      writer.take(at, input.startsWith(']]>', end - 3) ? end - 3 : end);
      at = end;
    } else if (name === undefined && reference === undefined && token.startsWith('<')) {
      // A document type or a processing instruction.
    } else if (reference !== undefined) writer.put(decodeReference(reference) ?? token);
    else if (slash === '' && SKIPPED.has(name?.toLowerCase() ?? '') && !token.endsWith('/>'))
      at = endOf(input, new RegExp(`</(?:[a-z][\\w-]{0,20}:)?${name}[^<>]*>`, 'i'), at, to);
    else visit(found, at);
    TOKEN.lastIndex = at;
  }
  writer.take(at, to);
}

function endOf(input: string, mark: RegExp, from: number, to: number): number {
  const found = mark.exec(input.slice(from, to));
  return found ? from + found.index + found[0].length : to;
}

/** The characters of "amp", "#8217", "#x2019"; undefined for what is no character. */
export function decodeReference(reference: string): string | undefined {
  if (!reference.startsWith('#')) return decodeNamedCharacterReference(reference) || undefined;
  const hexadecimal = /^#x/i.test(reference);
  const code = Number.parseInt(reference.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return String.fromCodePoint(code);
}
