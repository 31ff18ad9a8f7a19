import { titleKey } from '../offices/titles';
import { isTogether, printed, type View, wordAt } from './view';
import { BEFORE_DEPUTY, DEPUTIES, OFFICES, PORTFOLIOS, type RoleStatus, STATUS_ENDINGS } from './words';

/** An office by the words of its title, tokens `[from, to)`. */
export interface Title {
  readonly from: number;
  readonly to: number;
  /** As it is printed, on one line. */
  readonly title: string;
  /** As titles are compared, see `titleKey`. */
  readonly office: string;
  /** Said after it: "president-elect". */
  readonly status: RoleStatus | undefined;
}

/** Words of titles by what may follow them. */
interface Node {
  readonly next: Map<string, Node>;
  ends: boolean;
}

const ROOT: Node = { next: new Map(), ends: false };
for (const office of OFFICES) {
  let node = ROOT;
  for (const word of office.split(' ')) {
    const next = node.next.get(word) ?? { next: new Map(), ends: false };
    node.next.set(word, next);
    node = next;
  }
  node.ends = true;
}

const HYPHENS = new Set(['-', '‐', '‑']);
/** Words of a portfolio: "Economics, Trade and Industry". */
const LONGEST_PORTFOLIO = 6;
/** A title before which one of these stands is part of something else: "foreign minister's spokesman", "presidential". */
const NOT_AFTER = new Set(
  'candidate hopeful contender aide adviser advisor spokesman spokeswoman administration election elections palace residence guard hotel avenue street bridge park library center prize award cup'.split(
    ' ',
  ),
);

/** The titles of offices in a text, in order, none overlapping another. Linear: each looks a bounded number of tokens ahead. */
export function titlesIn(view: View): Title[] {
  const titles: Title[] = [];
  let done = 0;
  for (let at = 0; at < view.tokens.length; at++) {
    if (at < done) continue;
    const found = wordAt(view, at) === 'minister' ? ministerAt(view, at, done) : officeAt(view, at);
    if (!found) continue;
    const from = withDeputies(view, found.from, done);
    done = found.to;
    const ending = HYPHENS.has(wordAt(view, done)) ? STATUS_ENDINGS.get(wordAt(view, done + 1)) : undefined;
    const goesOn = isGlue(view, done) && ending === undefined;
    if (goesOn || NOT_AFTER.has(wordAt(view, done)) || (isGlue(view, from - 1) && !isEx(view, from))) continue;
    const title = printed(view, from, done);
    titles.push({ from, to: ending ? done + 2 : done, title, office: titleKey(title), status: ending });
  }
  return titles;
}

/** A hyphen without spaces; a dash may be one with them. */
export const isGlue = (view: View, at: number): boolean =>
  HYPHENS.has(wordAt(view, at)) && view.tokens[at]?.spaced === false && view.tokens[at + 1]?.spaced === false;

/** "ex-president": the hyphen joins a word about the status. */
const isEx = (view: View, from: number): boolean => /^(?:ex|then|now)$/.test(wordAt(view, from - 2));

/** Whether another title begins at a token: "president and chief executive". */
export const isTitleAt = (view: View, at: number): boolean => officeAt(view, at) !== undefined;

/** The longest office that begins at a token; a hyphen may stand where a space does. */
function officeAt(view: View, from: number): { from: number; to: number } | undefined {
  let node: Node | undefined = ROOT.next.get(wordAt(view, from));
  let to: number | undefined;
  for (let at = from; node !== undefined && isTogether(view, from, at); ) {
    if (node.ends) to = at + 1;
    at = HYPHENS.has(wordAt(view, at + 1)) ? at + 2 : at + 1;
    node = node.next.get(wordAt(view, at));
  }
  return to === undefined ? undefined : { from, to };
}

/** "Foreign Minister", "Minister of Defense", "minister for economy and trade"; nothing for a minister of what is not said. */
function ministerAt(view: View, at: number, done: number): { from: number; to: number } | undefined {
  let from = at;
  while (from > done && at - from < LONGEST_PORTFOLIO && isTogether(view, from - 1, at)) {
    const word = wordAt(view, from - 1);
    const joins = (word === 'and' || word === ',') && PORTFOLIOS.has(wordAt(view, from - 2)) && from - 2 >= done;
    if (!PORTFOLIOS.has(word) && !joins) break;
    from--;
  }
  if (from < at) return { from, to: at + 1 };
  let to = at + 1;
  if (!/^(?:of|for)$/.test(wordAt(view, to)) || !isTogether(view, at, to)) return undefined;
  to++;
  if (wordAt(view, to) === 'the') to++;
  const first = to;
  while (to - first < LONGEST_PORTFOLIO && isTogether(view, at, to)) {
    const joins = wordAt(view, to) === 'and' && PORTFOLIOS.has(wordAt(view, to + 1));
    if (!PORTFOLIOS.has(wordAt(view, to)) && !joins) break;
    to++;
  }
  return to > first ? { from: at, to } : undefined;
}

/** "First Deputy Prime Minister", "vice-chairman": the deputy is part of the title. */
function withDeputies(view: View, title: number, done: number): number {
  let from = title;
  for (;;) {
    const before = HYPHENS.has(wordAt(view, from - 1)) ? from - 2 : from - 1;
    const word = wordAt(view, before);
    const deputy = DEPUTIES.has(word) || (from < title && BEFORE_DEPUTY.has(word));
    if (!deputy || before < done || !isTogether(view, before, title)) return from;
    from = before;
  }
}
