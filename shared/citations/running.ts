import { namesMedium } from '../sources/press-names';
import { outletsStarting, sourceOf } from '../sources/registry';
import type { Scan } from '../times/scan';
import type { TimeToken } from '../times/tokens';
import type { PrintedCitation, PrintedDate } from './model';
import { DateFinder } from './report-days';
import { cueBefore, isDateWord, KIND, ORIGIN, verbAfter } from './report-words';

interface Named {
  from: number;
  to: number;
  printed: string;
  weak: boolean;
}

/**
 * Finds sources cited in running text: an outlet of the registry (or a name with "newspaper" and the like beside it)
 * next to a verb of reporting, or after "according to" and the like. A date counts only where it stands by the outlet or
 * the verb: "Interfax reported May 1", not "Interfax reported that he will leave on May 1".
 */
export function runningCitations(
  text: string,
  { tokens, expressions }: Scan,
  inside: (offset: number) => boolean,
): PrintedCitation[] {
  const found: PrintedCitation[] = [];
  const dates = new DateFinder(expressions);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'word' && token?.kind !== 'number') continue;
    if (!/^[\p{Lu}\d]/u.test(token.text)) continue;
    // "Prime-Tass" is not Tass.
    if (!token.spaced && /^[-–/]$/.test(tokens[at - 1]?.text ?? '')) continue;
    const named = outletAt(text, tokens, at) ?? unknownAt(text, tokens, at);
    if (!named) continue;
    if (inside(token.start)) {
      at = named.to - 1;
      continue;
    }
    const citation = citationOf(tokens, named, dates);
    if (citation) found.push(citation);
    at = named.to - 1;
  }
  return found;
}

/** The longest name of the registry that stands here, letter for letter. */
function outletAt(text: string, tokens: readonly TimeToken[], at: number): Named | undefined {
  for (const { words, weak } of outletsStarting(tokens[at]?.text ?? '')) {
    if (!words.every((word, index) => tokens[at + index]?.text === word)) continue;
    const to = at + words.length;
    // Part of a longer name: "Reuters Foundation", "Moscow Times Square".
    const next = tokens[to];
    const goesOn =
      next?.kind === 'word' &&
      next.spaced &&
      /^\p{Lu}\p{Ll}/u.test(next.text) &&
      !KIND.has(next.word) &&
      !isDateWord(next);
    if (goesOn) continue;
    return {
      from: at,
      to,
      printed: text.slice(tokens[at]?.start, tokens[to - 1]?.end),
      weak: weak && !hasKind(tokens, at, to),
    };
  }
  return undefined;
}

/** "the newspaper Nasha Gazeta", "the Lastochka news agency": what is not in the registry, but called an outlet. */
function unknownAt(text: string, tokens: readonly TimeToken[], at: number): Named | undefined {
  let to = at;
  while (
    to < at + 4 &&
    /^\p{Lu}/u.test(tokens[to]?.text ?? '') &&
    tokens[to]?.kind === 'word' &&
    (to === at || tokens[to]?.spaced)
  )
    to++;
  if (to === at) return undefined;
  // "The Seattle Times": its name says what it is, if it is more than one word.
  const from = tokens[at]?.word === 'the' ? at + 1 : at;
  const last = tokens[to - 1];
  if (to > from + 1 && last && namesMedium(last.text)) return named(text, tokens, from, to);
  if (tokens[at]?.first) return undefined;
  const before = tokens[at - 1]?.word ?? '';
  // "the German weekly": an origin, and a name to follow.
  const isOrigin = to === at + 1 && ORIGIN.test(tokens[at]?.text ?? '');
  const kindBefore = /^(?:newspaper|daily|weekly|magazine|agency|website|journal)$/.test(before);
  const kindAfter =
    /^(?:newspaper|daily|weekly|magazine|website)$/.test(tokens[to]?.word ?? '') ||
    (tokens[to]?.word === 'news' && tokens[to + 1]?.word === 'agency');
  return kindBefore || (kindAfter && !isOrigin) ? named(text, tokens, at, to) : undefined;
}

const named = (text: string, tokens: readonly TimeToken[], from: number, to: number): Named => ({
  from,
  to,
  printed: text.slice(tokens[from]?.start, tokens[to - 1]?.end),
  weak: false,
});

function hasKind(tokens: readonly TimeToken[], from: number, to: number): boolean {
  return KIND.has(tokens[to]?.word ?? '') || KIND.has(tokens[from - 1]?.word ?? '');
}

function citationOf(tokens: readonly TimeToken[], named: Named, dates: DateFinder): PrintedCitation | undefined {
  if (named.weak) return undefined;
  const start = nameStart(tokens, named.from);
  const end = kindEnd(tokens, named.to);
  const cue = cueBefore(tokens, start);
  const verb = verbAfter(tokens, end);
  if (cue === undefined && verb === undefined && !inIssue(tokens, start) && !datedOf(tokens, end, dates))
    return undefined;
  const after = dates.startingBy(verb === undefined ? end : verb + 1, tokens) ?? dates.startingBy(end, tokens);
  const before = dates.endingBy(cue ?? start, tokens) ?? dates.endingBy(start, tokens);
  const date = after ?? before;
  const first = Math.min(cue ?? start, start, date?.token ?? start);
  const last = Math.max(end, verb === undefined ? end : verb + 1, date?.to ?? end);
  const [head, tail] = [tokens[named.from], tokens[named.to - 1]];
  const [from, to] = [tokens[first], tokens[last - 1]];
  if (!head || !tail || !from || !to) return undefined;
  const printed: PrintedDate | undefined = date && { start: date.start, end: date.end, form: date.form };
  const cite = { start: head.start, end: tail.end, source: sourceOf(named.printed), date: printed };
  return { start: from.start, end: to.end, form: 'running', cites: [cite] };
}

/** "Izvestia of May 29". */
const datedOf = (tokens: readonly TimeToken[], end: number, dates: DateFinder): boolean =>
  tokens[end]?.word === 'of' && dates.startingBy(end + 1, tokens) !== undefined;

/** "In its December 19 issue, Vedomosti traced": the issue is named right before. */
function inIssue(tokens: readonly TimeToken[], start: number): boolean {
  const at = tokens[start - 1]?.text === ',' ? start - 2 : start - 1;
  return /^(?:issue|edition)$/.test(tokens[at]?.word ?? '') && !tokens[start]?.first;
}

/** Before the name: "the", "the newspaper", "Russia's", an adjective of origin. */
function nameStart(tokens: readonly TimeToken[], at: number): number {
  let from = at;
  while (from > at - 4 && !tokens[from]?.first) {
    const word = tokens[from - 1]?.word ?? '';
    const token = tokens[from - 1];
    const origin = token?.kind === 'word' && ORIGIN.test(token.text);
    if (!/^(?:the|a|an|of|that|by)$/.test(word) && !KIND.has(word) && !origin && !/^['’]s$/.test(word)) break;
    if (word === 'by' || word === 'of' || word === 'that') break;
    from--;
  }
  return from;
}

function kindEnd(tokens: readonly TimeToken[], at: number): number {
  let to = at;
  if (/^['’]s$/.test(tokens[to]?.word ?? '')) to++;
  while (to < at + 4 && KIND.has(tokens[to]?.word ?? '')) to++;
  return to;
}
