import type { Span } from '../article/schema';
import { findOutlet, sourceOf } from '../sources/registry';
import type { Scan } from '../times/scan';
import type { TimeToken } from '../times/tokens';
import { readDayAndMonth } from './dates';
import type { PrintedCitation } from './model';
import { cueBefore, isDay, isReporting } from './running';
import { isPressName } from './source-names';

/**
 * Sources of running text that no registry has, found from the day of their report on: "Sermitsiaq reported on 28
 * December", "according to ActuNiger, 2 March", "told Mareb Press in an interview published April 11". How sure the form
 * makes one that the name is an outlet's decides what else is asked of the name.
 */

/** What is known of a name beside its words. */
export interface NameFacts {
  /** What extractors before took these words, or a part of them, for. */
  mention(span: Span): { type: string; known: boolean; whole: boolean } | undefined;
  /** Whether a parenthesis of the article cites it. */
  isCited(name: string): boolean;
}

/**
 * `issue`: only papers are of a day. `certain`: nothing but a source is said so. `written`: what papers and stations do.
 * `reported`: what they do more than others. `said`: what anybody does.
 */
type Form = 'issue' | 'certain' | 'written' | 'reported' | 'said';

interface Name {
  from: number;
  to: number;
  quoted: boolean;
}

interface Found {
  name: Name;
  form: Form;
  /** The token that the citation begins with. */
  first: number;
}

type Expression = Scan['expressions'][number];

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
/** Within names: "Folha de S.Paulo", "Sahara and Sahel Post". */
const PARTICLE = /^(?:de|del|della|do|da|dos|di|la|le|el|al|of|the|for|und|et|y|v|na|i|&)$/;
/** Begin sentences and clauses, and no names. */
const NOT_FIRST =
  /^(?:The|A|An|But|And|Yet|Also|When|While|As|In|On|At|By|For|After|Before|Since|However|Meanwhile|Moreover|Then|That|This|It|He|She|They|We|Last|Earlier|According)$/;
/** Bodies and papers of state, which announce and are no outlets. */
const INSTITUTION =
  /\b(?:Ministr(?:y|ies)|Minister|President|Government|Parliament|Senate|Congress|Assembly|Duma|Council|Court|Commission|Committee|Party|Bank|University|Police|Army|Navy|Force|Forces|Guard|Office|Department|Agreement|Treaty|Act|Law|Resolution|Declaration|Charter|Decree|Protocol|Company|Corporation|Group|Union|Organi[sz]ation|Front|Movement|Institute|Embassy|Authority|Staff|Command|Service)\b/;

const OF_PAPER =
  /^(?:envoy|envoys|correspondent|correspondents|reporter|reporters|stringer|bureau|website|site|service|columnist|editor)$/;
const LONGEST_NAME = 7;
const MOST_JOINED = 6;
const REACH = 10;

/** @param inside whether an offset lies in a parenthesis that is read elsewhere */
export function datedNames(
  text: string,
  { tokens, expressions }: Scan,
  inside: (offset: number) => boolean,
  facts: NameFacts,
): PrintedCitation[] {
  const citations: PrintedCitation[] = [];
  let chain: { to: number; found: Found } | undefined;
  const days = daysOf(tokens, expressions);
  const starts = new Set(days.map(({ token }) => token));
  for (const date of days) {
    const bracketed = tokens[date.token - 1]?.text === '(' && tokens[date.to]?.text === ')';
    if (inside(date.start) && !bracketed) continue;
    const found =
      interviewBefore(tokens, date) ??
      issueBefore(tokens, date) ??
      verbBefore(tokens, date) ??
      nameBefore(text, tokens, date, chain?.to) ??
      nameAfter(tokens, date, starts);
    if (!found) continue;
    if (found.form === 'certain' || found.form === 'issue') chain = { to: date.to, found };
    const names = [found.name, ...joinedBefore(tokens, found.name)]
      .map((name) => withoutPlace(tokens, name, facts))
      .filter((name) => isOutlet(text, tokens, name, found.form, facts));
    const [head] = names;
    const [first, last] = [tokens[Math.min(found.first, ...names.map(({ from }) => from))], tokens[found.name.to - 1]];
    if (!head || !first || !last) continue;
    citations.push({
      start: Math.min(first.start, date.start),
      end: Math.max(date.end, last.end),
      form: 'running',
      cites: names
        .map((name) => spanOf(tokens, name))
        .map(({ start, end }) => ({ start, end, source: sourceOf(text.slice(start, end)), date })),
    });
  }
  return citations;
}

/** Days in text order: those that the scan found, "29/12", and "the same day", which is the one before. */
function daysOf(tokens: readonly TimeToken[], expressions: readonly Expression[]): Expression[] {
  const days = expressions.filter(isDay);
  const more: Expression[] = [];
  let at = 0;
  let last: Expression | undefined;
  tokens.forEach((token, index) => {
    while (at < days.length && (days[at]?.token ?? 0) <= index) last = days[at++];
    if (last && last.to > index) return;
    const numbers = token.kind === 'number' ? readDayAndMonth(tokens, index) : undefined;
    const isSame = token.word === 'the' && tokens[index + 1]?.word === 'same' && tokens[index + 2]?.word === 'day';
    const form: Expression['form'] | undefined = numbers
      ? { kind: 'calendar', parts: numbers }
      : isSame
        ? last?.form
        : undefined;
    if (!form) return;
    last = { start: token.start, end: tokens[index + 2]?.end ?? token.end, form, token: index, to: index + 3 };
    more.push(last);
  });
  return [...days, ...more].sort((a, b) => a.token - b.token);
}

function spanOf(tokens: readonly TimeToken[], { from, to }: Name): Span {
  return { start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
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
  if (!verb || !(isReporting(verb.word) || WRITES.has(verb.word)) || verb.first) return undefined;
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
  if (!name || name.to >= date.token + 1) return undefined;
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
  if (joint === 'on' && verb && !verb.first && (isReporting(verb.word) || WRITES.has(verb.word)))
    return { name, form: formOf(verb.word), first: start };
  if (joint === 'on' || joint === undefined || joint === tokens[name.to - 1]?.text) return undefined;
  const before = tokens[name.from - 1];
  if (before && isReporting(before.word)) return { name, form, first: name.from - 1 };
  let after = date.to;
  if (tokens[after]?.text === ')') after++;
  // "The Reporter, 10 March, and Walta, 9 March, carry": the verb stands behind the last.
  for (let step = 0; step < 2 * REACH && after < tokens.length; step++, after++) {
    const token = tokens[after];
    if (!token || token.first) return undefined;
    if (token.kind === 'word' && (isReporting(token.word) || WRITES.has(token.word)))
      return { name, form, first: name.from };
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
    if (!verb || !(isReporting(verb.word) || WRITES.has(verb.word))) continue;
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

const forward = (tokens: readonly TimeToken[], at: number): number => {
  let to = at;
  while (to < at + 3 && /^(?:[”"]|has|had|also)$/.test(tokens[to]?.word ?? '')) to++;
  return to;
};

/** "Studio Tamani (Bamako) and local media reported": the other names. */
function joinedBefore(tokens: readonly TimeToken[], { from }: Name): Name[] {
  const names: Name[] = [];
  for (let at = from; names.length < MOST_JOINED; ) {
    if (/^[“"]$/.test(tokens[at - 1]?.text ?? '')) at--;
    const joint = tokens[at - 1]?.text;
    if (joint !== 'and' && !(joint === ',' && names.length > 0)) break;
    const before = beforeBracket(tokens, at - 1);
    // "Bloomberg (4 June) and Reuters (5 June)": each has its day.
    if (tokens.slice(before, at - 1).some(({ kind }) => kind === 'number')) break;
    const name = nameEnding(tokens, before);
    if (!name) break;
    names.push(name);
    at = name.from;
  }
  return names;
}

function back(tokens: readonly TimeToken[], at: number, over: ReadonlySet<string>): number {
  let to = at;
  while (to > at - REACH && !tokens[to]?.first && over.has(tokens[to - 1]?.word ?? '')) to--;
  return to;
}

/** Before ", citing the interior ministry,". */
function beforeInsert(tokens: readonly TimeToken[], at: number): number {
  if (tokens[at - 1]?.text !== ',') return at;
  for (let from = at - 2; from > at - 2 * REACH && from > 0; from--) {
    if (tokens[from]?.first) return at;
    if (tokens[from]?.text !== ',') continue;
    return /^(?:citing|quoting|in|a|an|the|its|referring|which)$/.test(tokens[from + 1]?.word ?? '') ? from : at;
  }
  return at;
}

/** Before "’s Moscow correspondent". */
function beforeCorrespondent(tokens: readonly TimeToken[], at: number): number {
  if (!OF_PAPER.test(tokens[at - 1]?.word ?? '') || !/^\p{Ll}/u.test(tokens[at - 1]?.text ?? '')) return at;
  for (let from = at - 1; from > at - 5; from--) if (/^['’]s?$/.test(tokens[from]?.word ?? '')) return from;
  // "a correspondent of Hawlati" and "the Tuesday weekly" have the name elsewhere.
  return at;
}

/** Before "(Bamako)". */
function beforeBracket(tokens: readonly TimeToken[], at: number): number {
  if (tokens[at - 1]?.text !== ')' && tokens[at - 1]?.text !== ']') return at;
  for (let from = at - 2; from > at - 2 * REACH && from > 0; from--)
    if (tokens[from]?.text === '(' || tokens[from]?.text === '[') return from;
  return at;
}

/** Before ", in Somali, 1500 gmt". */
function beforeDetails(tokens: readonly TimeToken[], at: number): number {
  let to = at;
  for (let step = 0; step < 3; step++) {
    const [a, b, c] = [tokens[to - 3], tokens[to - 2], tokens[to - 1]];
    const isDetail =
      a?.text === ',' && b && c && (b.word === 'in' || (/^\d{4}$/.test(b.text) && /^(?:gmt|utc)$/.test(c.word)));
    if (!isDetail) return to;
    to -= 3;
  }
  return to;
}

/** The name whose last token stands before `to`: capital letters, digits and what joins them; or in quotation marks. */
function nameEnding(tokens: readonly TimeToken[], to: number): Name | undefined {
  const quote = /^[”"]$/.test(tokens[to - 1]?.text ?? '');
  let end = quote ? to - 1 : to;
  if (quote && tokens[end - 1]?.text === ',') end--;
  if (quote) return quotedEnding(tokens, end);
  let from = end;
  while (from > end - LONGEST_NAME && from > 0) {
    const [token, next] = [tokens[from - 1], tokens[from]];
    if (!token) break;
    const glued = from < end && next?.spaced === false;
    const isDomain = from === end && !token.spaced && tokens[from - 2]?.text === '.';
    const isName =
      isDomain ||
      (token.kind === 'mark'
        ? glued && /^[./'’&+-]$/.test(token.text)
        : /^[\p{Lu}\d]/u.test(token.text) || glued || (from < end && PARTICLE.test(token.text)));
    if (!isName) break;
    from--;
    if (token.first) break;
  }
  // A particle or a mark begins no name, nor does what begins a sentence.
  while (from < end && !beginsName(tokens, from)) from++;
  return from === end ? genericEnding(tokens, end) : { from, to: end, quoted: false };
}

/** All that stands in quotation marks, where it begins as a name does. */
function quotedEnding(tokens: readonly TimeToken[], to: number): Name | undefined {
  for (let from = to - 1; from > to - LONGEST_NAME && from > 0; from--)
    if (/^[“"]$/.test(tokens[from - 1]?.text ?? ''))
      return beginsName(tokens, from) ? { from, to, quoted: true } : undefined;
  return undefined;
}

function beginsName(tokens: readonly TimeToken[], at: number): boolean {
  const [token, dot, domain] = tokens.slice(at, at + 3);
  if (!token) return false;
  // "uza.uz"
  if (dot?.text === '.' && !dot.spaced && domain?.spaced === false && /^[a-z]{2,6}$/.test(domain.text)) return true;
  return /^[\p{Lu}\d]/u.test(token.text) && !NOT_FIRST.test(token.text);
}

/** "local media", "Russian news agencies". */
function genericEnding(tokens: readonly TimeToken[], to: number): Name | undefined {
  return isGeneric(tokens, to) ? { from: to - 2, to, quoted: false } : undefined;
}

function isGeneric(tokens: readonly TimeToken[], to: number): boolean {
  const isKind =
    /^(?:media|agencies|newspapers|papers|dailies|wires|radio|television)$/.test(tokens[to - 1]?.text ?? '') &&
    /^(?:local|state|national|independent|opposition|foreign|international|regional|news|wire|state-run)$|^\p{Lu}\p{Ll}+$/u.test(
      tokens[to - 2]?.text ?? '',
    );
  return isKind && !NOT_FIRST.test(tokens[to - 2]?.text ?? '');
}

/** "the Listin Diario of Santo Domingo". */
function withoutPlace(tokens: readonly TimeToken[], name: Name, facts: NameFacts): Name {
  for (let at = name.from + 1; at < name.to - 1; at++) {
    if (tokens[at]?.word !== 'of') continue;
    const place = facts.mention(spanOf(tokens, { ...name, from: at + 1 }));
    if (place?.type === 'GPE') return { ...name, to: at };
  }
  return name;
}

function isOutlet(text: string, tokens: readonly TimeToken[], name: Name, form: Form, facts: NameFacts): boolean {
  const span = spanOf(tokens, name);
  const printed = text.slice(span.start, span.end);
  if (printed.length < 2 || /^\d+$/.test(printed)) return false;
  if (findOutlet(printed) && (form !== 'said' || printed.includes(' ') || name.quoted)) return true;
  if (/^\p{Ll}/u.test(printed) || isGeneric(tokens, name.to)) return true;
  if (facts.isCited(printed) || isPressName(printed)) return true;
  const found = facts.mention(span);
  // The "Eritrean" of the "Eritrean Profile" says nothing of it.
  const mention = found?.whole || found?.type === 'PERSON' ? found : undefined;
  if (INSTITUTION.test(printed) || mention?.type === 'LAW' || mention?.type === 'EVENT') return false;
  if (form === 'issue' || (form === 'certain' && mention?.type !== 'PERSON')) return true;
  if (name.quoted && (form !== 'said' || mention?.type !== 'PERSON')) return true;
  if (mention?.type === 'PERSON') return form === 'certain' && !printed.includes(' ');
  if (mention?.known) return false;
  if (form === 'written') return mention === undefined || !/^(?:GPE|LOC|NORP|FAC)$/.test(mention.type);
  // "Residents reported on Monday" is of people, "Kyrgyzstan reported" of a state.
  const isCommon = tokens[name.from]?.first === true && /s$/.test(printed) && !printed.includes(' ');
  return form === 'reported' && !isCommon && mention?.type !== 'NORP';
}
