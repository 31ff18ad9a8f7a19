import type { TimeToken } from '../times/tokens';
import type { NamedMention, Speaker } from './model';
import { ATTRIBUTIVE, BODIES, DOCUMENTS, HEAD_NOUNS, PRONOUNS, SPEECH_VERBS } from './words';

/** Names by the token that each begins at. */
export class Mentions {
  private readonly byStart = new Map<number, NamedMention>();
  constructor(
    readonly all: readonly NamedMention[],
    private readonly tokens: readonly TimeToken[],
  ) {
    for (const mention of all) if (!this.byStart.has(mention.start)) this.byStart.set(mention.start, mention);
  }

  at(token: number): NamedMention | undefined {
    const start = this.tokens[token]?.start;
    return start === undefined ? undefined : this.byStart.get(start);
  }

  /** Whether a token is a part of a name. */
  covers(token: number): boolean {
    const start = this.tokens[token]?.start ?? 0;
    for (let at = token; at > token - 6 && at >= 0; at--) {
      const mention = this.at(at);
      if (mention) return mention.end > start;
    }
    return false;
  }

  /** Those that lie within tokens `[from, to)`, in text order. */
  within(from: number, to: number): { mention: NamedMention; token: number; to: number }[] {
    const found: { mention: NamedMention; token: number; to: number }[] = [];
    for (let at = from; at < to; at++) {
      const mention = this.at(at);
      if (!mention) continue;
      let end = at;
      while (end < to && (this.tokens[end]?.start ?? Number.POSITIVE_INFINITY) < mention.end) end++;
      found.push({ mention, token: at, to: end });
      at = Math.max(at, end - 1);
    }
    return found;
  }
}

/**
 * The speaker that a noun phrase in tokens `[from, to)` names: a person; a pronoun; somebody without a name ("a senior NATO
 * official"); an organisation or a country. What stands in a clause between commas right before the verb is passed over.
 */
export function speakerIn(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): Speaker | undefined {
  const apposed = nameInApposition(tokens, from, to, mentions);
  if (apposed) return byName(apposed);
  const range = withoutApposition(tokens, from, to);
  const nearest = tokens[beforeAdverbs(tokens, range.from, range.to) - 1];
  if (nearest && PRONOUNS.has(nearest.word)) return { start: nearest.start, end: nearest.end, kind: 'pronoun' };
  const named = mentions.within(range.from, range.to).filter(({ to: end }) => !/^['’]s$/.test(tokens[end]?.word ?? ''));
  const persons = named.filter(({ mention }) => mention.type === 'PERSON');
  const person = persons.at(-1);
  const described = describedIn(tokens, range.from, range.to, mentions);
  // "Said Peskov, a spokesman": the name; "a spokesman for Putin said": the spokesman.
  if (person && !(described && described.head < person.token && isOfHim(tokens, described.head, person.token))) {
    return byName(person.mention);
  }
  if (described) return described.speaker;
  for (let at = range.to - 1; at >= range.from; at--) {
    const token = tokens[at];
    if (token && PRONOUNS.has(token.word)) return { start: token.start, end: token.end, kind: 'pronoun' };
  }
  const somebody = phraseIn(tokens, range.from, range.to, mentions);
  if (somebody) return somebody;
  const other = named.filter(({ mention }) => mention.type === 'ORG' || mention.type === 'GPE').at(-1)?.mention;
  if (other) return byName(other);
  return bodyIn(tokens, range.from, range.to) ?? unknownName(tokens, range.from, range.to);
}

/** "a taxi driver in Tbilisi", "two shopkeepers": somebody, whatever he is. */
function phraseIn(tokens: readonly TimeToken[], from: number, to: number, mentions: Mentions): Speaker | undefined {
  const end = beforeAdverbs(tokens, from, to);
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

/** Words in capitals that nothing knows for a name: "said Endo". */
function unknownName(tokens: readonly TimeToken[], from: number, to: number): Speaker | undefined {
  let end = beforeAdverbs(tokens, from, to);
  while (end > from && tokens[end - 1]?.kind === 'mark') end--;
  let start = end;
  while (
    start > from &&
    start > end - 4 &&
    /^\p{Lu}\p{Ll}/u.test(tokens[start - 1]?.text ?? '') &&
    !tokens[start - 1]?.first
  )
    start--;
  const [first, last] = [tokens[start], tokens[end - 1]];
  if (start === end || !first || !last || NOT_NAMES.test(first.word)) return undefined;
  return { start: first.start, end: last.end, kind: 'described' };
}

const NOT_NAMES =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|i)$/;

export const byName = ({ start, end, id, name }: NamedMention): Speaker => ({
  start,
  end,
  kind: 'entity',
  id,
  name,
  by: 'name',
});

/** "he later", "she has often": the words between a subject and its verb. */
function beforeAdverbs(tokens: readonly TimeToken[], from: number, to: number): number {
  let at = to;
  while (
    at > from + 1 &&
    at > to - 4 &&
    /^(?:\p{L}+ly|also|then|later|once|still|never|often|had|has|have|was|is|himself|herself)$/u.test(
      tokens[at - 1]?.word ?? '',
    )
  )
    at--;
  return at;
}

/** "Aliev's deputy, Valekh Aleskerov, said", "the army's spokesman, Colonel Markovski, said": the name between commas. */
function nameInApposition(
  tokens: readonly TimeToken[],
  from: number,
  to: number,
  mentions: Mentions,
): NamedMention | undefined {
  if (tokens[to - 1]?.text !== ',') return undefined;
  let comma = to - 2;
  while (comma > from && comma > to - 10 && tokens[comma]?.text !== ',') comma--;
  return tokens[comma]?.text === ',' ? apposedName(tokens, from, comma, to - 1, mentions) : undefined;
}

/**
 * The name that stands by itself in tokens `(comma, to)` and says who the phrase `[from, comma)` is; none where that ends in
 * a name of its own: "Ivanov, Petrov, said" is none, "a friend of Putin, Timchenko, said" is one.
 */
export function apposedName(
  tokens: readonly TimeToken[],
  from: number,
  comma: number,
  to: number,
  mentions: Mentions,
): NamedMention | undefined {
  if (comma <= from) return undefined;
  const found = mentions.within(comma + 1, to).find(({ mention, to: end }) => mention.type === 'PERSON' && end === to);
  if (!found || !isTitle(tokens, comma + 1, found.token)) return undefined;
  const before = mentions.within(Math.max(from, comma - 6), comma).at(-1);
  const isName = before?.mention.type === 'PERSON' && before.to === comma;
  const isWhose = isName && /^(?:of|for|to|with|by|from|under)$/.test(tokens[before.token - 1]?.word ?? '');
  return isName && !isWhose ? undefined : found.mention;
}

/** Words before a name that only say what he is: "Colonel", "Justice Minister", "a certain". */
function isTitle(tokens: readonly TimeToken[], from: number, to: number): boolean {
  if (to - from > 4) return false;
  for (let at = from; at < to; at++) {
    const word = tokens[at]?.word ?? '';
    if (
      tokens[at]?.kind !== 'word' ||
      /^(?:of|for|by|with|who|and|or|in|at|whose|which|among|including|such|like|led|headed|them|'s)$/.test(word) ||
      SPEECH_VERBS.has(word)
    )
      return false;
  }
  return true;
}

/** "the ministry", "its government": a body that the clause does not name. */
function bodyIn(tokens: readonly TimeToken[], from: number, to: number): Speaker | undefined {
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

/** "spokesman for Putin", "official of the Foreign Ministry": the name only says whose. */
function isOfHim(tokens: readonly TimeToken[], head: number, person: number): boolean {
  return /^(?:for|of|to|from|close|at|in|with)$/.test(tokens[head + 1]?.word ?? '') && person - head < 8;
}

function withoutApposition(tokens: readonly TimeToken[], from: number, to: number): { from: number; to: number } {
  let end = to;
  if (tokens[end - 1]?.text === ',') {
    let open = end - 2;
    while (open > from && tokens[open]?.text !== ',') open--;
    if (open > from) end = open;
  }
  // A clause before the subject: "After meeting Ivanov, Robertson".
  let start = from;
  for (let at = from; at < end - 1; at++) if (tokens[at]?.text === ',' || tokens[at]?.text === ';') start = at + 1;
  return start < end ? { from: start, to: end } : { from, to: end };
}

/** "a senior NATO official", "Russian diplomats", "sources in the ministry", "the spokesman". */
function describedIn(
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
