import { findOutlet } from '../sources/registry';
import type { TimeToken } from '../times/tokens';
import type { Form } from './likely-outlets';
import { LONGEST_NAME, type Name, nameEnding, PARTICLE, spanOf } from './printed-names';
import type { Expression } from './report-days';
import { cueBefore, isReporting } from './report-words';
import { back, beforeBracket, beforeCorrespondent, beforeDetails, beforeInsert, forward, REACH } from './skips';

/** The name that a day dates a report of, and what the two stand in. */
interface Found {
  name: Name;
  form: Form;
  /** The token that the citation begins with. */
  first: number;
}

/** What papers and stations do, beside what anybody does who is cited. */
const WRITES: ReadonlySet<string> = new Set(
  'wrote writes written devotes devoted speaks speak features featured editorialized editorialised headlined broadcast broadcasts aired airs published publishes printed prints carried carries carry ran runs'.split(
    ' ',
  ),
);

/** Between a verb, or a name, and its day. */
const BEFORE_DAY: ReadonlySet<string> = new Set(
  'on in its their an a the of issue issues edition editions bulletin bulletins editorial report statement dispatch commentary article broadcast weekly late early evening morning front page website online for'.split(
    ' ',
  ),
);
const BEFORE_VERB: ReadonlySet<string> = new Set('has had have also later first now itself then already'.split(' '));

/** Whose day it is: "told Mareb Press in an interview that appeared on April 24". */
const OF_INTERVIEW: ReadonlySet<string> = new Set(
  ', the paper newspaper it ran on published printed broadcast aired that which appeared was carried posted in a an'.split(
    ' ',
  ),
);

/**
 * The name that a day dates a report of, in the first of the forms that fits.
 * @param days tokens at which days begin
 * @param chained where the day of the report before ends, which this one may go on from
 */
export function reportOn(
  text: string,
  tokens: readonly TimeToken[],
  date: Expression,
  days: ReadonlySet<number>,
  chained: number | undefined,
): Found | undefined {
  return (
    interviewBefore(tokens, date) ??
    issueBefore(tokens, date) ??
    verbBefore(tokens, date) ??
    nameBefore(text, tokens, date, chained) ??
    nameAfter(tokens, date, days)
  );
}

/** "told Milenio in an interview published on November 11", "in an interview with Milenio published on November 11". */
function interviewBefore(tokens: readonly TimeToken[], date: Expression): Found | undefined {
  let at = back(tokens, date.token, OF_INTERVIEW);
  const word = (index: number) => tokens[index - 1]?.word;
  if (word(at) === 'interview') {
    at = back(tokens, at - 1, OF_INTERVIEW);
    const name = nameEnding(tokens, beforeBracket(tokens, at));
    return name && word(name.from) === 'told' ? { name, form: 'certain', first: name.from - 1 } : undefined;
  }
  if (at === date.token) return undefined;
  const name = nameEnding(tokens, at);
  const isWith = name && /^(?:with|to)$/.test(word(name.from) ?? '') && word(name.from - 1) === 'interview';
  return isWith ? { name, form: 'certain', first: name.from - 2 } : undefined;
}

/** "The Harbour Times, in its weekly issue of 10 March, says": an issue is nobody's but a paper's. */
function issueBefore(tokens: readonly TimeToken[], date: Expression): Found | undefined {
  const at = back(tokens, date.token, BEFORE_DAY);
  if (tokens[at]?.word !== 'in' || !/^(?:its|their|an|a)$/.test(tokens[at + 1]?.word ?? '')) return undefined;
  const words = tokens.slice(at, date.token).map(({ word }) => word);
  const behind = tokens[date.to]?.word ?? '';
  if (/^(?:issue|edition)$/.test(behind)) words.push(behind);
  const isIssue = words.some((word) => /^(?:issue|edition|bulletin)s?$/.test(word));
  if (!isIssue && !words.some((word) => /^(?:editorial|commentary|dispatch|article)$/.test(word))) return undefined;
  const comma = tokens[at - 1]?.text === ',' ? at - 1 : at;
  const name = nameEnding(tokens, beforeBracket(tokens, comma));
  return name ? { name, form: isIssue ? 'certain' : 'written', first: name.from } : undefined;
}

/** "Sermitsiaq reported on 28 December", "KNR, quoting the minister, wrote on Monday". */
function verbBefore(tokens: readonly TimeToken[], date: Expression): Found | undefined {
  let at = quoteVerb(tokens, date) ?? back(tokens, date.token, BEFORE_DAY);
  const verb = tokens[at - 1];
  if (!verb || !reports(verb) || verb.first) return undefined;
  at = back(tokens, at - 1, BEFORE_VERB);
  const insert = beforeInsert(tokens, at);
  // "Erbol, a network of stations, said": the apposition says what it is.
  const isMedium = tokens.slice(insert, at).some(({ word }) => MEDIUM_NOUN.test(word));
  at = beforeCorrespondent(tokens, insert);
  const name = nameEnding(tokens, beforeBracket(tokens, at));
  if (!name) return undefined;
  return { name, form: isMedium ? 'issue' : formOf(verb.word), first: name.from };
}

const MEDIUM_NOUN =
  /^(?:newspaper|paper|daily|weekly|monthly|magazine|agency|broadcaster|station|stations|channel|network|website|portal|tabloid)$/;

const reports = ({ word }: TimeToken): boolean => isReporting(word) || WRITES.has(word);

const formOf = (verb: string): Form =>
  WRITES.has(verb) ? 'written' : /^report(?:s|ed)?$/.test(verb) ? 'reported' : 'said';

/** Behind the verb of "quoted a lawyer on Tuesday as saying". */
function quoteVerb(tokens: readonly TimeToken[], { token, to }: Expression): number | undefined {
  if (tokens[to]?.word !== 'as' || tokens[to + 1]?.word !== 'saying') return undefined;
  for (let at = token - 1; at > token - REACH && at > 0; at--) {
    if (/^(?:quoted|cited|quotes|cites)$/.test(tokens[at]?.word ?? '')) return at + 1;
    if (tokens[at]?.first) return undefined;
  }
  return undefined;
}

/** Whether the registry has a name. */
function isKnownOutlet(text: string, tokens: readonly TimeToken[], name: Name): boolean {
  const { start, end } = spanOf(tokens, name);
  return findOutlet(text.slice(start, end)) !== undefined;
}

/** "according to ActuNiger, 2 March", "says Koh Santepheap of 12 September", "Jamhuuriya (Hargeysa), 12 March, prints". */
function nameBefore(
  text: string,
  tokens: readonly TimeToken[],
  date: Expression,
  chained: number | undefined,
): Found | undefined {
  const joint = tokens[date.token - 1]?.text;
  let at = date.token;
  if (joint === ',' || joint === 'of' || joint === '(' || joint === 'on') at--;
  if (joint === ',') at = beforeDetails(tokens, at);
  const name = nameEnding(tokens, beforeBracket(tokens, at));
  if (!name) return undefined;
  const start = name.quoted ? name.from - 1 : name.from;
  const cue = cueBefore(tokens, start);
  const form = joint === 'of' || joint === ',' ? 'issue' : 'certain';
  if (cue !== undefined) return { name, form, first: cue };
  // "according to Al Jazeera, April 6, and Press TV, April 7".
  if (joint === ',' && chained !== undefined && start > chained && start - chained <= 4)
    return { name, form, first: start };
  // "Vecer of May 29": of a paper.
  if (joint === 'of' && isKnownOutlet(text, tokens, name)) return { name, form, first: start };
  // "Kavkazky Uzel on July 30 quoted".
  const verb = tokens[date.to];
  if (joint === 'on' && verb && !verb.first && reports(verb)) return { name, form: formOf(verb.word), first: start };
  if (joint === 'on' || joint === tokens[name.to - 1]?.text) return undefined;
  const before = tokens[name.from - 1];
  if (before && isReporting(before.word)) return { name, form, first: name.from - 1 };
  let after = date.to;
  if (tokens[after]?.text === ')') after++;
  // "The Reporter, 10 March, and Walta, 9 March, carry": the verb stands behind the last.
  for (let step = 0; step < 2 * REACH && after < tokens.length; step++, after++) {
    const token = tokens[after];
    if (!token || token.first) return undefined;
    if (token.kind === 'word' && reports(token)) return { name, form, first: name.from };
    const goesOn = /^(?:,|and|\(|\))$/.test(token.word) || /^[\p{Lu}\d]/u.test(token.text) || PARTICLE.test(token.word);
    if (!goesOn) return undefined;
  }
  return undefined;
}

/** "On 15 May Danas wrote". */
function nameAfter(tokens: readonly TimeToken[], date: Expression, days: ReadonlySet<number>): Found | undefined {
  const edition = editionOf(tokens, date);
  if (edition) return edition;
  // "He resigned on 30 December, CTK reported" is of another day than the report: only what begins the sentence counts.
  const leads = tokens[date.token]?.first || tokens[date.token - 1]?.first;
  if (!leads) return undefined;
  const from = tokens[date.to]?.text === ',' ? date.to + 1 : date.to;
  const the = tokens[from]?.word === 'the' ? 1 : 0;
  for (let to = Math.min(from + LONGEST_NAME, tokens.length); to > from + the; to--) {
    const verb = tokens[forward(tokens, to)];
    if (!verb || !reports(verb)) continue;
    const name = nameEnding(tokens, to);
    if (name?.from !== from + the + (name?.quoted ? 1 : 0)) continue;
    // "Since 27 October, state media reported on Tuesday": the other day is the report's.
    const behind = forward(tokens, to) + 1;
    if (days.has(behind) || days.has(behind + 1)) return undefined;
    return { name, form: formOf(verb.word), first: name.from };
  }
  return undefined;
}

/** "Monday’s edition of El Comercio", "the December 16 issue of Izvestia". */
function editionOf(tokens: readonly TimeToken[], date: Expression): Found | undefined {
  const at = /^['’]s$/.test(tokens[date.to]?.word ?? '') ? date.to + 1 : date.to;
  if (!/^(?:issue|edition)$/.test(tokens[at]?.word ?? '') || tokens[at + 1]?.word !== 'of') return undefined;
  const from = tokens[at + 2]?.word === 'the' ? at + 3 : at + 2;
  let to = from;
  while (to < from + LONGEST_NAME && /^[\p{Lu}\d]/u.test(tokens[to]?.text ?? '') && (to === from || !tokens[to]?.first))
    to++;
  return to === from ? undefined : { name: { from, to, quoted: false }, form: 'issue', first: date.token };
}
