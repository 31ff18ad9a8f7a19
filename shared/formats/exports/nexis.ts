import type { FieldName, Statement } from '../../article/metadata';
import type { Draft } from '../draft';
import {
  bodyBetween,
  dayIn,
  type Labelled,
  labelledAt,
  labelStatement,
  labelsIn,
  type PrintedLine,
  placeStatement,
  wordsOf,
} from './lines';

/**
 * Articles as LexisNexis prints them: "1 of 25 DOCUMENTS", publication and day, title, labelled lines, the text, and a tail
 * of labels (Nexis, Academic); or title, publication and day, labelled lines, "Body", "Classification", "End of Document"
 * (Nexis Uni).
 */

const COUNTER = /^(?:\d{1,5} of \d{1,5} DOCUMENTS?|DOCUMENT \d{1,5} of \d{1,5})$/i;
const END = /^End of Document$/i;
/** Before the text. */
const HEAD_LABEL = /^(byline|section|length|dateline|highlight|headline|title|series|url|body)\s{0,3}:/i;
/** After it, and nowhere else. */
const SURE_TAIL = /^(?:load-date|publication-type|pub-type|journal[- ]code|acc-no|language|correction-date)\s{0,3}:/i;
const TAIL_LABEL =
  /^(load-date|publication-type|pub-type|journal[- ]code|acc-no|language|correction-date|document-type|graphic|subject|company|organization|ticker|industry|geographic|country|state|city|person|issn|isbn|notes|distribution|type|url|name|correction|print-media|media-type|series|enhancement|category)\s{0,3}:/i;
const COPYRIGHT = /^(?:copyright|©|\(c\)) ?(?:©|\(c\))? ?\d{4}\b|^all rights reserved\b/i;
const FIELDS: Readonly<Record<string, FieldName>> = {
  byline: 'bylines',
  section: 'section',
  dateline: 'dateline',
  highlight: 'standfirst',
  headline: 'title',
  language: 'language',
  subject: 'keywords',
  url: 'url',
};

/** Whether a text may be of this kind; then its items decide. */
export const NEXIS =
  /^[ \t]{0,80}(?:\d{1,5} of \d{1,5} DOCUMENTS?|End of Document|LOAD-DATE: {0,3}\p{L}{3,9} \d{1,2}, \d{4})[ \t]{0,80}$/imu;

/** Where each item's lines begin and end. */
export function nexisItems(source: string, lines: readonly PrintedLine[]): [number, number][] {
  const counters = indexesOf(source, lines, COUNTER);
  if (counters.length > 0) return counters.map((at, index) => [at + 1, counters[index + 1] ?? lines.length]);
  const ends = indexesOf(source, lines, END);
  if (ends.length > 0) return ends.map((end, index) => [(ends[index - 1] ?? -1) + 1, end]);
  return [[0, lines.length]];
}

function indexesOf(source: string, lines: readonly PrintedLine[], pattern: RegExp): number[] {
  return lines.flatMap((line, index) =>
    line.end - line.start < 40 && pattern.test(wordsOf(source, line)) ? [index] : [],
  );
}

/** The article of an item; undefined when it has not the head and the tail that only these exports have. */
export function readNexisItem(source: string, lines: readonly PrintedLine[]): Draft | undefined {
  const labelAt = lines.findIndex((line) => HEAD_LABEL.test(wordsOf(source, line)));
  const head = lines.slice(0, labelAt === -1 ? 0 : labelAt);
  const dayAt = head.findLastIndex((line) => dayIn(wordsOf(source, line)) !== undefined);
  const [day, publication] = [head[dayAt], head[dayAt - 1]];
  if (!day || !publication) return undefined;
  const { labels, body } = readLabels(source, lines, labelAt);
  const tail = tailAt(source, lines, body);
  const tailLabels = labelsIn(source, lines.slice(tail), TAIL_LABEL);
  const isCounted = labels.some(
    ({ label, start, end }) => label === 'length' && /^\s{0,9}[\d,]{1,9} words?$/i.test(source.slice(start, end)),
  );
  const isLoaded = tailLabels.some(({ label }) => label === 'load-date');
  const copyright = lines.find((line) => COPYRIGHT.test(wordsOf(source, line)));
  if ([isCounted, isLoaded, copyright].filter(Boolean).length < 2 || body >= tail) return undefined;
  const [first, last] = [lines[body], lines[tail - 1]];
  return {
    body: bodyBetween(source, first?.from ?? 0, last?.end ?? 0),
    statements: [
      ...[...labels, ...tailLabels].flatMap((said) => {
        const field = FIELDS[said.label];
        return field ? labelStatement(source, field, said) : [];
      }),
      ...titleOf(source, head, dayAt),
      ...placeStatement(source, 'publication', publication),
      ...placeStatement(source, 'published', day),
      ...(copyright ? placeStatement(source, 'copyright', copyright) : []),
    ],
    warnings: [],
  };
}

/** The labelled lines of the head, and where the text begins. */
function readLabels(source: string, lines: readonly PrintedLine[], from: number): { labels: Labelled[]; body: number } {
  const opened = lines.findIndex((line, index) => index > from && /^body:?$/i.test(wordsOf(source, line)));
  const labels: Labelled[] = [];
  let at = from;
  for (let said = labelledAt(source, lines, at, HEAD_LABEL); said; said = labelledAt(source, lines, at, HEAD_LABEL)) {
    labels.push(said);
    at = said.to;
  }
  return { labels, body: opened === -1 ? at : opened + 1 };
}

/** Where the tail of labels begins: at the first sure one, or at what stands directly before it and can only be of the tail. */
function tailAt(source: string, lines: readonly PrintedLine[], body: number): number {
  const isTail = (line: PrintedLine) =>
    line.apart && (SURE_TAIL.test(wordsOf(source, line)) || /^classification$/i.test(wordsOf(source, line)));
  const sure = lines.findIndex((line, index) => index > body && isTail(line));
  let tail = sure === -1 ? lines.length : sure;
  for (let at = tail - 1; at > body; at--) {
    const line = lines[at];
    if (!line?.apart) continue;
    const words = wordsOf(source, line);
    if (TAIL_LABEL.test(words) || COPYRIGHT.test(words)) tail = at;
    // "Graphic", and its caption in the next block.
    else if (/^(?:graphic|notes|correction)$/i.test(words)) tail = at;
    else if (!/^(?:graphic|notes|correction)$/i.test(wordsOf(source, lines[at - 1]))) break;
  }
  return tail;
}

/** Below the day, or above the publication, where the copyright is below. */
function titleOf(source: string, head: readonly PrintedLine[], dayAt: number): Statement[] {
  const below = head
    .slice(dayAt + 1)
    .filter((line) => !COPYRIGHT.test(wordsOf(source, line)) && !/\bedition\b/i.test(wordsOf(source, line)));
  const [title] = below;
  if (title) {
    const next = below.findIndex((line, index) => index > 0 && line.apart);
    const last = below.slice(0, next === -1 ? below.length : next).at(-1);
    const rest = next === -1 ? [] : below.slice(next);
    return [
      ...placeStatement(source, 'title', title, last),
      ...(rest[0] ? placeStatement(source, 'standfirst', rest[0], rest.at(-1)) : []),
    ];
  }
  let first = dayAt - 2;
  while (head[first] && !head[first]?.apart) first--;
  const [from, to] = [head[first], head[dayAt - 2]];
  return from && to ? placeStatement(source, 'title', from, to) : [];
}
