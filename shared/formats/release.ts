import type { Statement } from '../article/metadata';
import type { Warning } from '../article/schema';
import { headStatements, looksLikeHeading, looksLikeProse, looksLikeTitle, markup } from './head';
import { groupLines, type Line } from './lines';

/** Press releases: "FOR IMMEDIATE RELEASE", a day, whom to ask, the title, the text, "###", and what the sender is. */

const OPENING = /^(?:for (?:immediate )?release|immediate release|embargoed (?:until|till))\b(?:[^:]{0,20}: {0,3})?/i;
/** Blocks of whom to ask, where a release has them between its opening and its title. */
const CONTACT =
  /^(?:(?:media|press|news|for more information) ?)?(?:contacts?|inquiries|enquiries)\b[^.]{0,60}$|^for (?:more|further) information\b/i;
const MOST_BLOCKS = 8;

export interface Release {
  statements: Statement[];
  /** Where its text begins and ends. */
  from: number;
  to: number;
  warnings: Warning[];
}

/** What stands around the text of a press release; undefined for any other text. */
export function readRelease(source: string): Release | undefined {
  if (!OPENING.test(source.slice(0, 400).trimStart())) return undefined;
  const blocks = groupLines(source.slice(0, MOST_HEAD), 0);
  const statements: Statement[] = [];
  let from: number | undefined;
  for (const [index, block] of blocks.slice(0, MOST_BLOCKS).entries()) {
    const [first] = block;
    if (!first) break;
    if (CONTACT.test(wordsOf(source, first))) continue;
    const said = block.map((line, at) => lineSays(source, line, index === 0 && at === 0));
    if (said.every((statement) => statement !== undefined)) {
      statements.push(...said.flat());
      continue;
    }
    const titles = titlesOf(source, block, blocks[index + 1]);
    statements.push(...titles);
    from = (titles.length > 0 ? blocks[index + 1]?.[0]?.start : undefined) ?? first.start;
    break;
  }
  if (from === undefined) return undefined;
  const to = endOf(source, from);
  const left = source.slice(to).replace(/^\S+/, '').trim().length;
  const message = `${left} characters behind the end mark of the press release were left out`;
  return { statements, from, to, warnings: left > 0 ? [{ code: 'after-end-mark', message }] : [] };
}

/** So much of the file holds the head of a release. */
const MOST_HEAD = 10_000;

function lineSays(source: string, line: Line, isOpening: boolean): Statement[] | undefined {
  const words = wordsOf(source, line);
  const opening = isOpening ? (OPENING.exec(words)?.[0].length ?? 0) : 0;
  const rest = words.slice(opening).trimStart();
  if (rest === '') return [];
  const said = headStatements(rest, line.end - rest.length);
  return said ?? (isOpening ? [] : undefined);
}

/** A title and what stands below it in the same block, with prose in the next one. */
function titlesOf(source: string, block: readonly Line[], next: readonly Line[] | undefined): Statement[] {
  const [title, ...others] = block;
  const [start, end] = [next?.[0]?.start, next?.at(-1)?.end];
  if (!title || others.length > 3 || start === undefined || !looksLikeProse(source.slice(start, end))) return [];
  const words = wordsOf(source, title);
  if (!looksLikeTitle(words) || !others.every((line) => looksLikeHeading(wordsOf(source, line), 150))) return [];
  const [first, last] = [others[0], others.at(-1)];
  const below = first && last && source.slice(first.start, last.end);
  return [
    { field: 'title', value: words, evidence: markup(words, title.start, title.end) },
    ...(below ? [{ field: 'standfirst' as const, value: below, evidence: markup(below, first.start, last.end) }] : []),
  ];
}

/** At the first mark of an end that stands on a line of its own. */
function endOf(source: string, from: number): number {
  const at = source.slice(from).search(/^[ \t]{0,80}(?:# ?# ?#|-{1,3} ?30 ?-{1,3}|[-–]?ends?[-–]?)[ \t\r]{0,80}$/im);
  return at === -1 ? source.length : from + at;
}

function wordsOf(source: string, { start, end }: Line): string {
  return source.slice(start, Math.min(end, start + 200));
}
