import { readHedge } from './hedges';
import { afterHyphen, type Match, wordAt } from './match';
import type { Quantity, TimeForm } from './model';
import { readOrdinal } from './numbers';
import { readAll, readQuantities, readVague } from './quantities';
import { readShift } from './shifts';
import type { TimeToken } from './tokens';
import { UNITS_BY_NAME } from './words';

/** Directions of "the past eighteen months", "the next two years". */
const TOWARD: ReadonlyMap<string, -1 | 1 | 0> = new Map([
  ['past', -1],
  ['last', -1],
  ['previous', -1],
  ['preceding', -1],
  ['recent', -1],
  ['next', 1],
  ['coming', 1],
  ['following', 1],
  ['upcoming', 1],
  ['first', 0],
  ['final', 0],
  ['intervening', 0],
]);

/** Reads "eighteen months", "a two-year", "more than a week", "the past three years", "two days ago", "a week later". */
export function readDuration(tokens: readonly TimeToken[], at: number): Match | undefined {
  const hedge = readHedge(tokens, at);
  const start = hedge ? hedge.to : at;
  const found = readDirected(tokens, start) ?? readPlain(tokens, start) ?? readWithArticle(tokens, start);
  if (!found || hedge === undefined) return found;
  // "Cut by half over four years": the preposition; "for over four years" more than that.
  const over = wordAt(tokens, at) === 'over';
  if (over && at > 0 && !BEFORE_MORE_THAN.test(wordAt(tokens, at - 1))) return undefined;
  // "over the next years": the preposition is none of it.
  const toward = found.form.kind === 'duration' && found.form.toward !== undefined;
  return over && toward ? undefined : { ...found, mod: hedge.mod };
}

const BEFORE_MORE_THAN =
  /^(?:for|after|in|within|of|is|was|been|be|are|were|took|take|takes|lasted|last|spent|spend|served|waited|by|at|and|,|just|well|little|bit|with|to)$/;

/** "[the] past eighteen months", "the last two and a half years", "the past decade", "the first nine months". */
function readDirected(tokens: readonly TimeToken[], at: number): Match | undefined {
  const article = /^(?:the|these|those|its|their|his|her)$/.test(wordAt(tokens, at)) ? 1 : 0;
  const toward = TOWARD.get(wordAt(tokens, at + article));
  // "Could last years": the verb.
  const verb =
    article === 0 &&
    wordAt(tokens, at) === 'last' &&
    /^(?:can|could|will|would|may|might|should|must|to|not|['’]t)$/.test(wordAt(tokens, at - 1));
  if (toward === undefined || verb) return undefined;
  const start = at + article + 1;
  const found = readQuantities(tokens, start);
  const form = (quantities: readonly Quantity[]): TimeForm => ({
    kind: 'duration',
    quantities,
    ...(toward === 0 ? {} : { toward }),
  });
  if (found && !found.glued && tokens[start]?.word !== 'a') return { to: found.to, form: form(found.quantities) };
  const unit = UNITS_BY_NAME.get(wordAt(tokens, start));
  if (unit === undefined) return undefined;
  const plural = wordAt(tokens, start).endsWith('s');
  const word = wordAt(tokens, at + article);
  // "In past years", "in coming months", without an article, are no stretch of time but some day.
  if (plural && article === 0 && (word === 'past' || word === 'coming'))
    return { to: start + 1, form: { kind: 'reference', value: word === 'past' ? 'PAST_REF' : 'FUTURE_REF' } };
  if (plural) return toward === 0 ? undefined : { to: start + 1, form: form([{ amount: undefined, unit }]) };
  // "the past year" is a stretch that ends now; "the last week" names a week, which relative.ts reads.
  const over = /^(?:over|during|in|within|for|throughout)$/.test(wordAt(tokens, at - 1));
  const stretch =
    article === 1 &&
    (word === 'past' ||
      (word === 'last' && over && unit !== 'quarter') ||
      (word === 'last' && (unit === 'decade' || unit === 'century')));
  return stretch ? { to: start + 1, form: form([{ amount: 1, unit }]) } : undefined;
}

/** A number of units, and what follows it: "ago", "later", "from now". */
function readPlain(tokens: readonly TimeToken[], at: number): Match | undefined {
  const found = readQuantities(tokens, at) ?? readAll(tokens, at) ?? readVague(tokens, at);
  if (!found) return undefined;
  const { to, quantities } = found;
  const quantity = quantities.length === 1 ? quantities[0] : undefined;
  if (quantity && !found.glued) {
    const shifted = readShift(tokens, to, quantity);
    if (shifted) return shifted;
  }
  // "a day" without more: often "a year" of "$5 a year", which sets.ts reads, or no time at all.
  return { to, form: { kind: 'duration', quantities } };
}

/** "the eighteen months", "these two weeks": TIMEX3 takes the article in. */
function readWithArticle(tokens: readonly TimeToken[], at: number): Match | undefined {
  if (!/^(?:the|these|those)$/.test(wordAt(tokens, at))) return undefined;
  const found = readQuantities(tokens, at + 1);
  const counted = found && !found.glued && !/^(?:a|an|some|many|several|few)$/.test(wordAt(tokens, at + 1));
  return counted ? { to: found.to, form: { kind: 'duration', quantities: found.quantities } } : undefined;
}

/** "the third day", "its second week": a unit counted from something that is not said. Only told apart, not resolved. */
export function isCountedUnit(tokens: readonly TimeToken[], at: number): boolean {
  const ordinal = readOrdinal(tokens, at);
  return ordinal !== undefined && UNITS_BY_NAME.has(wordAt(tokens, afterHyphen(tokens, ordinal.to)));
}
