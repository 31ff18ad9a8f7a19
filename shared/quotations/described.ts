import type { TimeToken } from '../times/tokens';
import { beforeAdverbs } from './adverbs';
import type { Mentions } from './mentions';
import type { Speaker } from './model';
import { ATTRIBUTIVE, BODIES, DOCUMENTS, HEAD_NOUNS, SPEECH_VERBS } from './words';

/** "a senior NATO official", "Russian diplomats", "sources in the ministry", "the spokesman". */
export function describedIn(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): { speaker: Speaker; head: number } | undefined {
  for (let head = from; head < to; head++) {
    const token = tokens[head];
    const is = token && HEAD_NOUNS.get(token.word);
    if (!token || !is || mentions.at(head + 1)?.type === 'PERSON') continue;
    // "Official sources", "Foreign Minister Ivanov": a word before another head, or a title.
    const next = tokens[head + 1];
    if (HEAD_NOUNS.has(next?.word ?? '') || /^['’]s$/.test(next?.word ?? '') || isAttributive(token, next)) continue;
    let first = head;
    while (first > from && isModifier(tokens[first - 1], mentions, first - 1)) first--;
    const definite = /^(?:the|its|their|his|her)$/.test(tokens[first]?.word ?? '');
    let last = head + 1;
    const preposition = /^(?:in|at|from|of|for|with|close|to)$/.test(tokens[last]?.word ?? '');
    if (preposition) {
      const after = mentions.within(last, Math.min(to, last + 6))[0];
      last = complementEnd(tokens, last, to) ?? after?.to ?? last;
    }
    const affiliation = mentions.within(first, last).find(({ mention }) => mention.type !== 'PERSON')?.mention;
    const span = { start: tokens[first]?.start ?? token.start, end: tokens[last - 1]?.end ?? token.end };
    // "The minister": somebody whom the article names elsewhere, not somebody without a name.
    if (definite && (is === 'politician' || is === 'military') && !affiliation)
      return { head, speaker: { ...span, kind: 'described' } };
    return {
      head,
      speaker: {
        ...span,
        kind: 'anonymous',
        is,
        ...(affiliation && { affiliation: { id: affiliation.id, name: affiliation.name } }),
      },
    };
  }
  return undefined;
}

/** Somebody without a name who was spoken of before, as "an official": where "the official" may mean him. */
export function describedBefore(
  tokens: readonly TimeToken[],
  at: number,
  noun: string,
  mentions: Mentions,
): Speaker | undefined {
  for (let head = at; head > Math.max(0, at - 150); head--) {
    if (tokens[head]?.word !== noun) continue;
    let from = head;
    while (from > head - 6 && from > 0 && !tokens[from]?.first && !/^(?:an?)$/.test(tokens[from]?.word ?? '')) from--;
    if (!/^(?:an?)$/.test(tokens[from]?.word ?? '')) continue;
    let to = head + 1;
    while (
      to < head + 8 &&
      !SPEECH_VERBS.has(tokens[to]?.word ?? '') &&
      !/^(?:who|was|is|were|had|has|[,.;:(“"”])$/.test(tokens[to]?.text ?? '.')
    )
      to++;
    const found = describedIn(tokens, from, to, mentions);
    if (found?.head === head) return found.speaker;
  }
  return undefined;
}

/** Longest "for the road board", tokens. */
const LONGEST_COMPLEMENT = 9;

/** Where "for the road board" ends: right before the verb, with no clause in between. */
function complementEnd(tokens: readonly TimeToken[], from: number, to: number): number | undefined {
  const end = beforeAdverbs(tokens, from, to);
  if (end - from > LONGEST_COMPLEMENT || end <= from + 1) return undefined;
  const stop = /^(?:who|which|that|when|and|but|while|was|were|on|,|[.;:(“"])$/;
  for (let at = from; at < end; at++) if (stop.test(tokens[at]?.word ?? '')) return undefined;
  return end;
}

/** "general director", "deputy head": a word before the noun that it goes with. */
function isAttributive(token: TimeToken, next: TimeToken | undefined): boolean {
  if (!ATTRIBUTIVE.has(token.word) || next?.kind !== 'word' || next.text !== next.word) return false;
  return (
    !SPEECH_VERBS.has(next.word) &&
    !/^(?:of|for|in|at|from|to|with|on|by|who|was|were|is|are|had|has|and|or|also|then|later|close|told|quoted|\p{L}+ly|\p{L}+ed)$/u.test(
      next.word,
    )
  );
}

function isModifier(token: TimeToken | undefined, mentions: Mentions, at: number): boolean {
  if (!token || token.first)
    return (
      token !== undefined &&
      (token.kind === 'word' || token.kind === 'number') &&
      !/^(?:but|and|when|while|after|as|if|meanwhile)$/.test(token.word)
    );
  if (token.text === '-' || /^['’]s$/.test(token.word)) return true;
  if (token.kind === 'number') return true;
  if (token.kind !== 'word') return false;
  return (
    mentions.at(at) !== undefined ||
    !/^(?:said|says|told|by|that|who|and|but|with|to|of|in|was|were|is|are|had|has|when|as|while|after|before|from|quoted|for|on|at|or|also|quoting|citing|which|if)$/.test(
      token.word,
    )
  );
}

/** "a taxi driver in Tbilisi", "two shopkeepers": somebody, whatever he is. */
export function phraseIn(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): Speaker | undefined {
  const end = beforeAdverbs(tokens, from, to);
  // "We have gas,” one admitted".
  const only = tokens[from];
  if (only && end - from === 1 && QUANTIFIER.test(only.word))
    return { start: only.start, end: only.end, kind: 'anonymous', is: 'person' };
  // "One of them", "some of the sailors".
  if (QUANTIFIER.test(tokens[from]?.word ?? '') && tokens[from + 1]?.word === 'of' && end - from <= 6) {
    const [quantifier, last] = [tokens[from], tokens[end - 1]];
    const isSimple = !tokens.slice(from + 2, end).some(({ kind }) => kind === 'mark');
    if (quantifier && last && end > from + 2 && isSimple)
      return { start: quantifier.start, end: last.end, kind: 'anonymous', is: 'person' };
  }
  let head = from + 1;
  while (
    head < Math.min(end, from + 5) &&
    tokens[head]?.kind === 'word' &&
    !/^(?:in|at|from|of|for|with|to|on|near|who)$/.test(tokens[head]?.word ?? '')
  )
    head++;
  const [first, noun, last] = [tokens[from], tokens[head - 1], tokens[end - 1]];
  if (
    !first ||
    !noun ||
    !last ||
    head === from + 1 ||
    !/^(?:an?|one|two|three|four|several|some|another)$/.test(first.word)
  )
    return undefined;
  if (noun.text !== noun.word || DOCUMENTS.has(noun.word) || BODIES.has(noun.word) || mentions.covers(head - 1))
    return undefined;
  const whole = complementEnd(tokens, head, to) !== undefined ? last : noun;
  return { start: first.start, end: whole.end, kind: 'anonymous', is: 'person' };
}

/** "the ministry", "its government": a body that the clause does not name. */
export function bodyIn(tokens: readonly TimeToken[], from: number, to: number): Speaker | undefined {
  for (let at = to - 1; at > from - 1; at--) {
    const token = tokens[at];
    if (!token || !BODIES.has(token.word) || token.text !== token.word) continue;
    let first = at;
    while (
      first > from &&
      first > at - 4 &&
      !/^(?:the|its|their|his|her|a|an)$/.test(tokens[first]?.word ?? '') &&
      tokens[first - 1]?.kind === 'word'
    )
      first--;
    const article = tokens[first];
    if (article && /^(?:the|its|their|his|her)$/.test(article.word))
      return { start: article.start, end: token.end, kind: 'described' };
  }
  return undefined;
}

/** "Balgimbaev's press service", "Kyiv's general staff": something of somebody, with the name that owns it. */
export function possessedIn(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): Speaker | undefined {
  const end = beforeAdverbs(tokens, from, to);
  const owner = mentions.within(from, end).findLast(({ to: after }) => /^['’]s$/.test(tokens[after]?.word ?? ''));
  const last = tokens[end - 1];
  if (!owner || !last || end - owner.to < 2 || end - owner.to > 4) return undefined;
  const isPlain = tokens.slice(owner.to + 1, end).every(({ kind, text, word }) => kind === 'word' && text === word);
  return isPlain ? { start: owner.mention.start, end: last.end, kind: 'described' } : undefined;
}

/** "a report released last week", "an internal memorandum", "the paper": what says something without being anybody. */
export function documentIn(tokens: readonly TimeToken[], from: number, to: number): Speaker | undefined {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token || !DOCUMENTS.has(token.word) || token.text !== token.word || !isHead(tokens, at, to)) continue;
    let first = at;
    while (
      first > from &&
      first > at - 5 &&
      (tokens[first - 1]?.kind === 'word' || /^['’]s$/.test(tokens[first - 1]?.text ?? '')) &&
      !DETERMINER.test(tokens[first]?.word ?? '')
    )
      first--;
    const article = tokens[first];
    if (article && DETERMINER.test(article.word)) return { start: article.start, end: token.end, kind: 'described' };
  }
  return undefined;
}

const QUANTIFIER = /^(?:one|two|three|four|some|several|many|most|others?|another|both)$/;

/** Whether a noun is not a part of another one, as in "the ruling party". */
function isHead(tokens: readonly TimeToken[], at: number, to: number): boolean {
  const next = tokens[at + 1];
  return (
    at + 1 >= to ||
    next?.kind !== 'word' ||
    /^(?:of|in|by|from|on|for|to|with|itself|which|that|seen|written|obtained|sent)$|^\p{Ll}+ed$/u.test(next.text)
  );
}

/** Longest "the Dundee-born goalkeeper", tokens. */
const LONGEST_DESCRIPTION = 8;

/** "the Basque", "the 34-year-old": somebody whom the article names elsewhere, in a phrase without anything more. */
export function definiteIn(tokens: readonly TimeToken[], from: number, to: number): Speaker | undefined {
  const end = beforeAdverbs(tokens, from, to);
  const [first, last] = [tokens[from], tokens[end - 1]];
  if (
    !first ||
    !last ||
    end - from < 2 ||
    end - from > LONGEST_DESCRIPTION ||
    !/^(?:the|his|her|their)$/.test(first.word)
  )
    return undefined;
  for (let at = from + 1; at < end; at++)
    if (
      (tokens[at]?.kind === 'mark' && tokens[at]?.text !== '-') ||
      /^(?:of|in|for|at|on|to|and|or|by|with)$/.test(tokens[at]?.word ?? '')
    )
      return undefined;
  return { start: first.start, end: last.end, kind: 'described' };
}

const DETERMINER = /^(?:the|its|their|his|her|an?)$/;
