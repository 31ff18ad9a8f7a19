import { isHyphen, wordAt } from './match';
import type { TimeToken } from './tokens';
import { MONTHS, MONTHS_ALSO_WORDS, WEEKDAYS } from './words';

/** A month's name; its short forms need their stop or a number after them, as words that are names do. */
export function monthAt(tokens: readonly TimeToken[], at: number): { to: number; month: number } | undefined {
  const token = tokens[at];
  const month = token && MONTHS.get(token.word);
  if (!token || month === undefined || !/^\p{Lu}/u.test(token.text)) return undefined;
  const stop =
    token.text.length <= 4 &&
    !WHOLE_NAMES.has(token.word) &&
    wordAt(tokens, at + 1) === '.' &&
    tokens[at + 1]?.spaced === false;
  return { to: at + (stop ? 2 : 1), month };
}

/** Short names that are whole: a stop behind them ends the sentence. */
const WHOLE_NAMES: ReadonlySet<string> = new Set(['may', 'june', 'july']);

/** Whether a month stands by itself: "March" and "May" only after a word that dates follow. */
export function isMonthAlone(tokens: readonly TimeToken[], at: number, to: number): boolean {
  const word = wordAt(tokens, at);
  const full = word.length > 3 && word !== 'sept';
  if (!full && word !== 'may' && tokens[to - 1]?.text !== '.') return false;
  if (isPartOfName(tokens, at, to)) return false;
  if (!MONTHS_ALSO_WORDS.has(word)) return true;
  const before = isHyphen(tokens[at - 1]) ? wordAt(tokens, at - 2) : wordAt(tokens, at - 1);
  // "But March is worse": nobody is called so, nor is the verb printed so.
  const lower = (token: TimeToken | undefined) => token?.kind === 'word' && /^\p{Ll}/u.test(token.text);
  if (word === 'march' && !tokens[at]?.first && lower(tokens[at - 1]) && lower(tokens[to])) return true;
  // "A May memo", "its May meeting".
  if (word === 'may' && /^(?:a|the|its|his|their|['’]s)$/.test(before) && lower(tokens[to])) return true;
  if (!BEFORE_MONTH.has(before)) return false;
  // "to May and Johnson": a name. A month is followed by no capital letter but a weekday's or a month's.
  const next = tokens[to];
  return !(
    word === 'may' &&
    before !== 'in' &&
    before !== 'last' &&
    before !== 'past' &&
    next?.kind === 'word' &&
    /^\p{Lu}/u.test(next.text)
  );
}

const BEFORE_MONTH: ReadonlySet<string> = new Set(
  'in since by until till of during from to through and or last next this past early late mid before after for between each every the on around about coming'.split(
    ' ',
  ),
);

/** "Judge August Summers": beside a name that is no date's. After a comma, "a daughter, April." */
function isPartOfName(tokens: readonly TimeToken[], at: number, to: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[to]];
  const named = (token: TimeToken | undefined) =>
    token?.kind === 'word' && /^\p{Lu}\p{Ll}/u.test(token.text) && !MONTHS.has(token.word) && !WEEKDAYS.has(token.word);
  return named(before) && !before?.first && named(next) && !next?.first && next?.spaced === true;
}
