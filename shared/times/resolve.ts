import { type DayInterval, dayOf } from './calendar';
import { meaningAt } from './form-meaning';
import type { Anchor, Meaning, Story } from './meaning';
import type { ResolvedTime, TimeExpression, TimeForm } from './model';
import type { Scan } from './scan';
import { type Tense, tenseAround } from './tense';
import type { Period } from './values';

/**
 * Gives the expressions of a scan their values. What depends on the day of publication is worked out for the first and
 * the last day that it can be, and says only what holds for both: the value has X where they differ, the interval
 * covers both. Dates without a year point the way that the tense around them does, else to the nearest one.
 */
export function resolveTimes({ tokens, expressions }: Scan, anchor: Anchor): ResolvedTime[] {
  const resolved: ResolvedTime[] = [];
  let last: Period | undefined;
  let figures: Period | undefined;
  let [sentence, lastSentence, figuresSentence, seen] = [0, 0, 0, 0];
  let year: { token: number; value: number } | undefined;
  for (const expression of expressions) {
    const { token, to } = expression;
    for (; seen <= token; seen++) if (tokens[seen]?.first) sentence++;
    const near = sentence - lastSentence <= 1;
    const cited = isInParentheses(tokens, token);
    const sameSentence = year !== undefined && !breaksBetween(tokens, year.token, token);
    const story: Story = cited
      ? { tense: 'cited', last, near, figures, year: undefined }
      : { tense: tenseAround(tokens, token, to), last, near, figures, year: sameSentence ? year?.value : undefined };
    // "From a year earlier": compared with now, or with what the figures are of.
    const compared = /^(?:from|than|with|against)$/.test(tokens[token - 1]?.word ?? '');
    const form =
      attacksOf2001(expression.form, tokens, token, to, anchor) ??
      yearOfFigures(expression.form, figures, sentence - figuresSentence, compared) ??
      (compared ? fromNow(expression.form) : expression.form);
    const meaning = meaningAt(ahead(form, tokens, token, to, story.tense), story, anchor);
    if (!meaning) continue;
    resolved.push(toResolved(expression, meaning));
    // What "overnight" moved does not move the story to the day before.
    if (meaning.period && tokens[token]?.word !== 'overnight') {
      last = meaning.period;
      lastSentence = sentence;
    }
    if (isFirstMonths(tokens, token, to)) figures = undefined;
    else if (
      meaning.period &&
      isOfFigures(expression.form, meaning.period) &&
      !LIMIT.test(tokens[token - 1]?.word ?? '')
    ) {
      figures = meaning.period;
      figuresSentence = sentence;
    }
    const aside = LIMIT.test(tokens[token - 1]?.word ?? '') || isApposition(tokens, token, to);
    const named = aside ? undefined : namedYear(expression.form);
    if (named !== undefined) year = { token, value: named };
  }
  return resolved;
}

/** A quarter, half or month by its name: what figures are reported of, and compared with those of another year. */
const isOfFigures = (form: TimeForm, { value }: Period): boolean =>
  (form.kind === 'calendar' || form.kind === 'relative' || form.kind === 'span' || form.kind === 'part') &&
  /^\d{4}-(?:[QH]\d|\d{2})$/.test(value);

/** "The bank, founded in 1869, said": a year by the way is not the sentence's. */
const isApposition = (tokens: Scan['tokens'], from: number, to: number): boolean =>
  tokens[to]?.text === ',' && tokens.slice(Math.max(0, from - 4), from).some(({ text }) => text === ',');

/** Before a month or quarter that only bounds: "the highest since January". */
const LIMIT = /^(?:since|until|till|by|after|before|than)$/;

/** "The first nine months": figures of these are not those of the quarter told of before. */
const isFirstMonths = (tokens: Scan['tokens'], from: number, to: number): boolean =>
  tokens[to - 1]?.word === 'months' &&
  tokens.slice(from, to).some(({ word }) => word === 'first' || word === 'nine' || word === 'six');

/**
 * "A year earlier" in figures of a quarter, in this sentence or the one before, is that quarter; "from a year earlier" in figures
 * of a month, in the same sentence, that month.
 */
function yearOfFigures(
  form: TimeForm,
  figures: Period | undefined,
  sentences: number,
  compared: boolean,
): TimeForm | undefined {
  if (form.kind !== 'shift' || form.direction > 0 || form.quantity.unit !== 'year' || form.quantity.amount !== 1)
    return undefined;
  if (!figures || sentences > (figures.unit === 'month' ? 0 : 1) || (figures.unit === 'month' && !compared))
    return undefined;
  return { kind: 'compared', unit: undefined, year: undefined };
}

/** A year before the day of publication rather than before the time told of. */
const fromNow = (form: TimeForm): TimeForm =>
  form.kind === 'shift' && form.from === 'narrative' && form.direction < 0 && form.quantity.unit === 'year'
    ? { ...form, from: 'publication' }
    : form;

/** A date that something was published on, from the days that what cites it can have been published on. */
export function resolveCited(form: TimeForm, anchor: Anchor): { value: string; interval: DayInterval | undefined } {
  const meaning = meaningAt(
    form,
    { tense: 'cited', last: undefined, near: false, figures: undefined, year: undefined },
    anchor,
  );
  return { value: meaning?.value ?? 'XXXX-XX-XX', interval: meaning?.interval ?? meaning?.period };
}

/** "Will meet in two weeks": a distance from today, which "in two weeks of talks" is not. */
function ahead(form: TimeForm, tokens: Scan['tokens'], from: number, to: number, tense: Tense): TimeForm {
  if (form.kind === 'time' && tokens[from]?.word === 'overnight' && tense === 'future')
    return { ...form, on: { kind: 'relative', unit: 'day', offset: 0 } };
  if (form.kind !== 'duration' || form.toward !== undefined || tense !== 'future') return form;
  const [quantity, ...others] = form.quantities;
  const distance =
    tokens[from - 1]?.word === 'in' &&
    tokens[to]?.word !== 'of' &&
    others.length === 0 &&
    !isSpanOfRecord(tokens, from) &&
    quantity?.amount !== undefined &&
    // Nobody dates what is ahead by centuries.
    !(quantity.unit === 'year' && quantity.amount >= 100);
  return distance ? { kind: 'shift', quantity, direction: 1, from: 'publication' } : form;
}

/** "The first time in thirty years", "the lowest in two months", "not in years": how long, not when. */
function isSpanOfRecord(tokens: Scan['tokens'], from: number): boolean {
  const start = Math.max(0, from - 7);
  const first = tokens.slice(start, from).findLastIndex((token) => token.first);
  return tokens
    .slice(first < 0 ? start : start + first, from - 1)
    .some(({ word }) =>
      /^(?:first|second|third|last|only|most|least|worst|best|never|not|no|time|[a-z]{2,}est)$/.test(word),
    );
}

const ATTACKS =
  /^(?:attacks?|attackers?|terrorists?|terrorism|terror|tragedy|hijackings?|hijackers?|events|strikes|suicide|bombings?)$/;

/** "The September 11 attacks", "post-September 11": of 2001, in whatever year since then that is written. */
function attacksOf2001(
  form: TimeForm,
  tokens: Scan['tokens'],
  from: number,
  to: number,
  anchor: Anchor,
): TimeForm | undefined {
  if (form.kind !== 'calendar' || form.parts.month !== 9 || form.parts.day !== 11 || form.parts.year !== undefined)
    return undefined;
  if (!anchor || anchor.from < dayOf({ year: 2001, month: 9, day: 11 })) return undefined;
  const before = tokens.slice(Math.max(0, from - 3), from).map(({ word }) => word);
  const after = /^['’]s$/.test(tokens[to]?.word ?? '') ? to + 1 : to;
  const told =
    ATTACKS.test(tokens[after]?.word ?? '') ||
    before.some((word) => ATTACKS.test(word)) ||
    /^(?:post|pre)$/.test(before.at(-2) ?? '');
  return told ? { ...form, parts: { ...form.parts, year: 2001 } } : undefined;
}

/** Tokens of a sentence that are looked back over. */
const LONGEST_SENTENCE = 150;

/** Tokens that a parenthesis with a source may hold before the date. */
const LONGEST_PARENTHESIS = 40;

/** In parentheses stands what was published before: "(Reuters, December 16)". */
function isInParentheses(tokens: Scan['tokens'], at: number): boolean {
  for (let before = at - 1; before >= 0 && before >= at - LONGEST_PARENTHESIS; before--) {
    const text = tokens[before]?.text;
    if (text === '(' || text === '[') return true;
    if (text === ')' || text === ']') return false;
  }
  return false;
}

function breaksBetween(tokens: Scan['tokens'], from: number, to: number): boolean {
  if (to - from > LONGEST_SENTENCE) return true;
  for (let at = from + 1; at <= to; at++) if (tokens[at]?.first) return true;
  return false;
}

function namedYear(form: TimeForm): number | undefined {
  if (form.kind === 'part') return namedYear(form.of);
  // "In 1999 …, in March": after a full date a month without a year is rather of the year of publication.
  return form.kind === 'calendar' && !form.parts.fiscal && form.parts.day === undefined ? form.parts.year : undefined;
}

function toResolved({ start, end, mod }: TimeExpression, meaning: Meaning): ResolvedTime {
  const { type, value, period, reason } = meaning;
  const interval = meaning.interval ?? period;
  const said = mod ?? meaning.mod;
  return {
    start,
    end,
    type,
    value,
    ...(said && { mod: said }),
    ...(interval && { interval: { from: interval.from, to: interval.to } }),
    reason,
  };
}
