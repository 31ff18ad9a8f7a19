import { isHyphen } from './match';
import type { TimeToken } from './tokens';

/**
 * Which way a date without a year points: by the verbs around it, because a source is cited by it, which is past, or because
 * something has gone on since.
 */
export type Tense = 'past' | 'future' | 'none' | 'cited' | 'begun';

/** Tokens that are looked at on each side. */
const REACH = 12;

const FUTURE: ReadonlySet<string> = new Set(
  'will shall upcoming scheduled slated due planned plans plan expected expects expect predict predicts would intends forthcoming ahead hope hopes hoping tomorrow may might must should postponed adjourned opens begins starts ends closes expires convenes departs arrives resumes reopens deadline looms'.split(
    ' ',
  ),
);
/** "Set for July 9", "set to meet": not "set a record". */
const SET_AHEAD: ReadonlySet<string> = new Set(['for', 'to']);
const PAST: ReadonlySet<string> = new Set(
  'was were had did said met took came went made began held told gave became left won lost sent led saw got fell rose spoke wrote broke cut found ran put brought taken seen shown born chosen sat stood spent paid heard knew thought grew flew drew threw chose drove rode struck shook shot sold bought taught caught fought sought built felt meant kept slept swept hung stuck sank sang rang swam fled stole froze woke sought withdrew overtook forgot since ago'.split(
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
  const before = tokens[from - 1]?.word;
  if (before === 'since') return 'begun';
  if (FOR_TRADE.test(tokens[to]?.word ?? '')) return 'future';
  if (before === 'until' && tokens.slice(Math.max(0, from - 8), from).some(({ word }) => PUT_OFF.test(word)))
    return 'future';
  for (let at = from - 1; at >= 0 && at >= from - REACH && tokens[at]?.text !== ';'; at--) {
    const tense = tenseOf(tokens, at);
    if (tense) return tense;
    if (tokens[at]?.first) break;
  }
  // "Has until Monday": a term that no past verb stands before is still open.
  if (before === 'until' || before === 'till') return 'future';
  for (let at = to; at < tokens.length && at < to + REACH && !tokens[at]?.first; at++) {
    const tense = tenseOf(tokens, at);
    if (tense) return tense;
  }
  return before === 'by' ? 'future' : 'none';
}

/** What is put off until a day is ahead of it, in whatever tense. */
const PUT_OFF = /^(?:off|delayed|postponed|deferred|adjourned|extended|suspended|shelved|valid)$/;
/** "March delivery", "December futures": what is traded now to be delivered then. */
const FOR_TRADE = /^(?:delivery|futures|contracts?|settlement)$/;
/** Verbs whose infinitive is ahead of them: "agreed to meet Friday", unlike "failed to meet". */
const LEADS_ON: ReadonlySet<string> = new Set(
  'agreed promised decided voted ordered vowed pledged threatened wants want wanted asked told urged offered called invited prepared preparing ready'.split(
    ' ',
  ),
);
/** Present tenses of what is arranged by the calendar. */
const ARRANGED: ReadonlySet<string> = new Set(
  'meets meet plays play faces hosts speaks travels returns votes airs debuts goes'.split(' '),
);

function tenseOf(tokens: readonly TimeToken[], at: number): Tense | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word') return undefined;
  const { word } = token;
  if (word === 'may' && /^\p{Lu}/u.test(token.text)) return undefined;
  if (tokens[at - 1]?.word === 'had' && FUTURE.has(word)) return 'past';
  if (FUTURE.has(word) || (ARRANGED.has(word) && tokens[at - 1]?.word !== 'to')) return 'future';
  if (word === 'to' && LEADS_ON.has(tokens[at - 1]?.word ?? '')) return 'future';
  if (word === 'runs' && tokens[at + 1]?.word === 'out') return 'future';
  if (word === 'set' && SET_AHEAD.has(tokens[at + 1]?.word ?? '')) return 'future';
  if (word === 'to' && /^(?:is|are)$/.test(tokens[at - 1]?.word ?? '')) return 'future';
  // "Will be signed", "could have been seen": the verb before it has the tense.
  if (tokens[at - 1]?.word === 'be') return undefined;
  if (PAST.has(word)) return 'past';
  const participle = /^[a-z]{2,}ed$/.test(token.text) && !NOT_PAST.has(word) && !isHyphen(tokens[at - 1]);
  return participle ? 'past' : undefined;
}
