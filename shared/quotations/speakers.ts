import type { Span } from '../article/schema';
import type { TimeToken } from '../times/tokens';
import type { NamedMention, Speaker } from './model';
import { HEAD_NOUNS, PRONOUNS } from './words';

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
  const range = withoutApposition(tokens, from, to);
  const named = mentions.within(range.from, range.to).filter(({ to: end }) => !/^['’]s$/.test(tokens[end]?.word ?? ''));
  const persons = named.filter(({ mention }) => mention.type === 'PERSON');
  const person = persons.at(-1);
  const described = describedIn(tokens, range.from, range.to, mentions);
  // "Said Peskov, a spokesman": the name; "a spokesman for Putin said": the spokesman.
  if (person && !(described && described.head < person.token && isOfHim(tokens, described.head, person.token))) {
    const { start, end, id, name } = person.mention;
    return { start, end, kind: 'entity', id, name, by: 'name' };
  }
  if (described) return described.speaker;
  for (let at = range.to - 1; at >= range.from; at--) {
    const token = tokens[at];
    if (token && PRONOUNS.has(token.word)) return { start: token.start, end: token.end, kind: 'pronoun' };
  }
  const other = named.filter(({ mention }) => mention.type === 'ORG' || mention.type === 'GPE').at(-1)?.mention;
  return other && { start: other.start, end: other.end, kind: 'entity', id: other.id, name: other.name, by: 'name' };
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
    if (HEAD_NOUNS.has(tokens[head + 1]?.word ?? '')) continue;
    let first = head;
    while (first > from && isModifier(tokens[first - 1], mentions, first - 1)) first--;
    const definite = tokens[first]?.word === 'the';
    let last = head + 1;
    const preposition = /^(?:in|at|from|of|for|with|close)$/.test(tokens[last]?.word ?? '');
    if (preposition) {
      const after = mentions.within(last, Math.min(to, last + 6))[0];
      if (after) last = after.to;
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

/**
 * Who a pronoun is: the person who spoke last in the paragraph, else the only person that the sentence before it, or the
 * paragraph up to it, names. Undefined where that could be several.
 */
export function antecedent(
  pronoun: Span,
  paragraph: Span,
  before: Span | undefined,
  persons: readonly NamedMention[],
  lastSpeaker: { id: string; name: string } | undefined,
): { id: string; name: string } | undefined {
  const named = (span: Span) => distinct(persons.filter(({ start, end }) => start >= span.start && end <= span.end));
  const here = named({ start: paragraph.start, end: pronoun.start });
  if (lastSpeaker && (here.length === 0 || here.some(({ id }) => id === lastSpeaker.id))) return lastSpeaker;
  if (here.length === 1) return here[0];
  if (here.length > 1 || !before) return undefined;
  const there = named(before);
  return there.length === 1 ? there[0] : undefined;
}

function distinct(mentions: readonly NamedMention[]): { id: string; name: string }[] {
  return [...new Map(mentions.map(({ id, name }) => [id, { id, name }])).values()];
}
