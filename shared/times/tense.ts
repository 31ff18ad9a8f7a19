import { isHyphen } from './match';
import type { TimeToken } from './tokens';

/** Which way a date without a year points: by the verbs around it, or because a source is cited by it, which is past. */
export type Tense = 'past' | 'future' | 'none' | 'cited';

/** Tokens that are looked at on each side. */
const REACH = 12;

const FUTURE: ReadonlySet<string> = new Set(
  'will shall upcoming scheduled slated due planned plans plan expected expects intends forthcoming ahead hopes hoping tomorrow may might must postponed adjourned opens begins starts ends closes expires convenes departs arrives resumes reopens deadline looms'.split(
    ' ',
  ),
);
/** "Set for July 9", "set to meet": not "set a record". */
const SET_AHEAD: ReadonlySet<string> = new Set(['for', 'to']);
const PAST: ReadonlySet<string> = new Set(
  'was were had did said met took came went made began held told gave became left won lost sent led saw got fell rose spoke wrote broke cut found ran put brought since ago'.split(
    ' ',
  ),
);
/** Participles that end like past tenses and say nothing of the time. */
const NOT_PAST: ReadonlySet<string> = new Set(
  'scheduled planned expected postponed adjourned need united indeed speed exceed proceed hundred red bed'.split(' '),
);

/**
 * The tense around an expression, inside its sentence: the nearest verb that shows one, those before it first. "Will"
 * and plans look ahead; past forms look back; a present leaves it open.
 */
export function tenseAround(tokens: readonly TimeToken[], from: number, to: number): Tense {
  for (let at = from - 1; at >= 0 && at >= from - REACH; at--) {
    const tense = tenseOf(tokens, at);
    if (tense) return tense;
    if (tokens[at]?.first) break;
  }
  for (let at = to; at < tokens.length && at < to + REACH && !tokens[at]?.first; at++) {
    const tense = tenseOf(tokens, at);
    if (tense) return tense;
  }
  return 'none';
}

function tenseOf(tokens: readonly TimeToken[], at: number): Tense | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const { word } = token;
  if (word === 'may' && /^\p{Lu}/u.test(token.text)) return undefined;
  if (FUTURE.has(word)) return 'future';
  if (word === 'set' && SET_AHEAD.has(tokens[at + 1]?.word ?? '')) return 'future';
  if (PAST.has(word)) return 'past';
  const participle = /^[a-z]{2,}ed$/.test(token.text) && !NOT_PAST.has(word) && !isHyphen(tokens[at - 1]);
  return participle ? 'past' : undefined;
}
