import type { FieldName, Statement } from '../../article/metadata';
import { looksLikeNames } from '../../article/values';
import { joinBodies } from '../bodies';
import type { Draft } from '../draft';
import { bodyBetween, dayIn, type PrintedLine, placeStatement, wordsOf } from './lines';

/**
 * Articles as Factiva prints them, each ending with its number ("Document GRDN000020030314dz3e0001"): a section, the title, a byline,
 * "512 words", the day, the source with its code, the language, the copyright, and the text; or each of these behind a code
 * of two or three letters (HD, BY, WC, PD, SN, SC, LA, CY, LP, TD …).
 */

const NUMBER = /^(?:AN[ \t|]{1,40})?Document [A-Z][A-Z0-9]{2,9}\d{8}[a-z0-9]{7,12}$/;
const WORD_COUNT = /^\d[\d,]{0,7} words$/;
const CODE =
  /^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|RF|CT|CO|IN|NS|RE|IPD|IPC|PUB|CLM|AN)(?:[ \t]{0,9}\|[ \t]{0,9}|[ \t]{2,40}|\t|$)/;
/** Codes that come after the text. */
const AFTER = new Set(['ART', 'RF', 'CT', 'CO', 'IN', 'NS', 'RE', 'IPD', 'IPC', 'PUB', 'CLM', 'AN']);
const FIELDS: Readonly<Record<string, FieldName>> = {
  HD: 'title',
  BY: 'bylines',
  PD: 'published',
  SN: 'publication',
  SE: 'section',
  LA: 'language',
  CY: 'copyright',
  AN: 'identifier',
};
/** Lines between the word count and the text, at most. */
const MOST_HEAD_LINES = 14;
/** Printed below each page. */
const FOOTER = /^(?:Page \d{1,5} of \d{1,5} )?© \d{4} (?:Factiva|Dow Jones)\b|^Page \d{1,5} of \d{1,5}$/;

/** Whether a text may be of this kind; then its items decide. */
export const FACTIVA =
  /^[ \t]{0,9}(?:(?:AN[ \t|]{1,40})?Document [A-Z][A-Z0-9]{2,9}\d{8}[a-z0-9]{7,12}|WC(?:[ \t|]{1,40}|[ \t]{0,9}\r?\n\s{0,9})\d[\d,]{0,7} words)[ \t]{0,9}$/m;

/** Where each item's lines begin and end. */
export function factivaItems(source: string, lines: readonly PrintedLine[]): [number, number][] {
  const ends = lines.flatMap((line, index) =>
    line.end - line.start <= 60 && NUMBER.test(wordsOf(source, line)) ? [index + 1] : [],
  );
  return ends.map((end, index) => [ends[index - 1] ?? 0, end]);
}

export function readFactivaItem(source: string, all: readonly PrintedLine[]): Draft | undefined {
  const lines = all.filter((line) => line.end - line.start > 120 || !FOOTER.test(wordsOf(source, line)));
  return readCodes(source, lines) ?? readHuman(source, lines);
}

interface Coded {
  code: string;
  /** Lines of its value; the first may begin behind the code. */
  lines: PrintedLine[];
}

function readCodes(source: string, lines: readonly PrintedLine[]): Draft | undefined {
  const coded = codedOf(source, lines);
  const linesOf = (code: string) => coded.find((found) => found.code === code)?.lines ?? [];
  const isWhole = ['HD', 'WC', 'PD', 'SN'].every((code) => linesOf(code).length > 0);
  const text = [...linesOf('LP'), ...linesOf('TD')];
  const [first, last] = [text[0], text.at(-1)];
  if (!isWhole || !first || !last || !WORD_COUNT.test(wordsOf(source, linesOf('WC')[0]))) return undefined;
  const statements = Object.entries(FIELDS).flatMap(([code, field]): Statement[] => {
    const [from, ...rest] = linesOf(code);
    if (!from) return [];
    return placeStatement(source, field, from, rest.at(-1) ?? from).map((said) => ({
      ...said,
      evidence: { ...said.evidence, from: 'header', name: code },
    }));
  });
  const bodies = ['LP', 'TD'].flatMap((code) => {
    const [from, to] = [linesOf(code)[0], linesOf(code).at(-1)];
    return from && to ? [bodyBetween(source, from.from, to.end)] : [];
  });
  return { body: joinBodies(bodies), statements, warnings: [] };
}

function codedOf(source: string, lines: readonly PrintedLine[]): Coded[] {
  const coded: Coded[] = [];
  for (const line of lines) {
    const found = CODE.exec(wordsOf(source, line));
    const last = coded.at(-1);
    const code = found?.[1];
    // Within the text a line that begins like another code is text.
    const isCode = code !== undefined && (last === undefined || !isText(last.code) || code === 'TD' || AFTER.has(code));
    if (found && code !== undefined && isCode) {
      const start = Math.min(line.end, line.start + found[0].length);
      coded.push({ code, lines: start < line.end ? [{ ...line, start, from: start }] : [] });
    } else last?.lines.push(line);
  }
  return coded;
}

const isText = (code: string) => code === 'LP' || code === 'TD';

function readHuman(source: string, lines: readonly PrintedLine[]): Draft | undefined {
  const countAt = lines.findIndex((line) => WORD_COUNT.test(wordsOf(source, line)));
  const day = lines[countAt + 1];
  if (countAt < 1 || !day || dayIn(wordsOf(source, day)) === undefined) return undefined;
  const hasTime = /^\d{1,2}:\d{2}/.test(wordsOf(source, lines[countAt + 2]));
  const publication = lines[countAt + (hasTime ? 3 : 2)];
  const head = lines.slice(countAt, countAt + MOST_HEAD_LINES);
  const copyright = head.findIndex((line) => /^(?:©|\(c\)|copyright)/i.test(wordsOf(source, line)));
  const language = head.findIndex((line) => /^\p{Lu}\p{Ll}{3,20}$/u.test(wordsOf(source, line)));
  const headEnd = countAt + Math.max(copyright, language) + 1;
  const [from, to] = [lines[headEnd], lines.at(-2)];
  if (!publication || Math.max(copyright, language) < 2 || !from || !to || to.end <= from.start) return undefined;
  const said = (field: FieldName, line: PrintedLine | undefined) => (line ? placeStatement(source, field, line) : []);
  return {
    body: bodyBetween(source, from.from, to.end),
    statements: [
      ...titleOf(source, lines.slice(0, countAt)),
      ...said('publication', publication),
      ...said('published', day),
      ...(language === -1 ? [] : said('language', head[language])),
      ...(copyright === -1 ? [] : said('copyright', head[copyright])),
      ...said('identifier', lines.at(-1)),
    ],
    warnings: [],
  };
}

/** A section, the title and a byline, of which only the title is always there. */
function titleOf(source: string, above: readonly PrintedLine[]): Statement[] {
  const rest = [...above];
  const words = wordsOf(source, rest.at(-1));
  const isByline = /^by\s/i.test(words) || (rest.length > 1 && looksLikeNames(words));
  const byline = isByline && rest.length > 1 ? rest.pop() : undefined;
  const title = rest.pop();
  const section = rest.length === 1 ? rest[0] : undefined;
  return [
    ...(title ? placeStatement(source, 'title', title) : []),
    ...(byline ? placeStatement(source, 'bylines', byline) : []),
    ...(section && section.end - section.start <= 40 ? placeStatement(source, 'section', section) : []),
  ];
}
