import type { TimeToken } from '../times/tokens';

/** Tokens that may stand between "told" and "that": whom, when and where. */
const LONGEST_SETTING = 9;
/** Tokens within which a clause shows its verb. */
const LONGEST_SUBJECT = 16;

/**
 * Where the clause of what was said begins, after the verb at `verb`: after "that", or with a noun phrase that has a verb of
 * its own; undefined where there is none ("said nothing", "told a story").
 */
export function clauseAfter(tokens: readonly TimeToken[], verb: number, to: number): number | undefined {
  let start = verb + 1;
  if (tokens[start]?.word === 'out') start++;
  for (let at = start; at < Math.min(to - 1, start + LONGEST_SETTING); at++) {
    const token = tokens[at];
    if (
      /^(?:that|how|whether)$/.test(token?.word ?? '') ||
      (at === start && /^(?:ask|know$)/.test(tokens[verb]?.word ?? '') && /^(?:if|who|what)$/.test(token?.word ?? ''))
    )
      return at + 1;
    if (/^[:;.]$/.test(token?.text ?? '') || FINITE.has(token?.word ?? '')) break;
    // "Told the court on Monday that", "said on Monday that"; not "said nothing of the pact that".
    if (at === start && !TELLING.test(tokens[verb]?.word ?? '') && !SETTING.test(token?.word ?? '')) break;
  }
  if (tokens[start]?.kind === 'mark') return undefined;
  // "Denies perverting the course of justice".
  if (/^(?:den|adm)/.test(tokens[verb]?.word ?? '') && /^\p{Ll}{2,}ing$/u.test(tokens[start]?.text ?? '')) return start;
  start = afterWhom(tokens, verb, start);
  while (start < verb + 6 && WHEN.test(tokens[start]?.word ?? '')) start++;
  if (!beginsClause(tokens[start])) return undefined;
  if (tokens[start]?.word === 'it' && TELLING.test(tokens[verb]?.word ?? '')) return undefined;
  if (/^(?:it|he|she|they|there|we|i|you|nobody|everyone|everybody|this)$/.test(tokens[start]?.word ?? ''))
    return start;
  // "Says the pavements belong to pedestrians".
  if (
    /^sa(?:id|ys)$/.test(tokens[verb]?.word ?? '') &&
    (tokens[start]?.word === 'the' || /^\p{Lu}/u.test(tokens[start]?.text ?? '')) &&
    to - start > 4
  )
    return start;
  const subject = tokens.slice(start + 1, Math.min(to, start + LONGEST_SUBJECT));
  return subject.some(({ word, text }) => FINITE.has(word) || /^\p{Ll}{2,}ed$/u.test(text)) ? start : undefined;
}

/** "Told reporters", "warned the council": past the one who hears it. */
function afterWhom(tokens: readonly TimeToken[], verb: number, start: number): number {
  if (!TELLING.test(tokens[verb]?.word ?? '')) return start;
  return /^(?:reporters|journalists|me|him|her|us|them|investors|lawmakers|deputies|staff|police)$/.test(
    tokens[start]?.word ?? '',
  )
    ? start + 1
    : start;
}

function beginsClause(token: TimeToken | undefined): boolean {
  if (!token || token.kind === 'mark') return false;
  return !/^(?:to|by|in|of|for|with|as|up|about|against|nothing|so|yes|goodbye|farewell|sorry|much|little|less|from|at|into)$/.test(
    token.word,
  );
}

const TELLING = /^(?:tells?|told|warn(?:s|ed)|assured?|reminded|informed)$/;
const SETTING =
  /^(?:on|in|at|to|during|by|via|through|late|last|this|yesterday|today|again|also|here|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;
const WHEN = /^(?:on|today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/;

const FINITE: ReadonlySet<string> = new Set(
  'is are was were will would has have had can could may might should must does do did cannot'.split(' '),
);
