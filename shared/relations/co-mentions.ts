import type { ParsedArticle, Span } from '../article/schema';
import type { EntityRef, Mention } from '../extractors/extractor';

/** Two entities that are named in one sentence, or in one paragraph. */
export interface CoMention {
  /** In the order in which the evidence names them, with the words that do. */
  pair: readonly [Mention, Mention];
  within: 'sentence' | 'paragraph';
  /** The first sentence, else paragraph, that names both. */
  evidence: Span;
  /** How many sentences, else paragraphs, name both. */
  times: number;
}

/** Entities of one sentence or paragraph that are paired; a list of a hundred names says little of any two. */
const MOST_TOGETHER = 12;
/** Pairs of one article that are counted. */
const MOST_PAIRS = 5_000;

interface Wanted {
  /** Id of an entity: only pairs that it is one of. */
  of?: string;
  most: number;
}

/**
 * Who is named together, the pairs of the most sentences first, and after them those that only share paragraphs. Amounts and
 * peoples are left out. Linear in the text: so many entities of a sentence, and so many pairs, are looked at.
 * @param mentions in text order
 */
export function coMentionsIn(
  { sentences, paragraphs }: Pick<ParsedArticle, 'sentences' | 'paragraphs'>,
  mentions: readonly Mention[],
  { of, most }: Wanted,
): CoMention[] {
  const found = new Map<string, CoMention>();
  const named = mentions.filter(({ value }) => value.type !== 'MONEY' && value.type !== 'NORP');
  const count = (spans: readonly Span[], within: CoMention['within']) => {
    for (const { span, together } of groups(spans, named))
      for (const pair of pairsOf(together, of)) {
        const key = pair
          .map(({ value }) => value.id)
          .sort()
          .join(' ');
        const seen = found.get(key);
        if (seen?.within === within) seen.times++;
        else if (!seen && found.size < MOST_PAIRS) found.set(key, { pair, within, evidence: span, times: 1 });
      }
  };
  count(sentences, 'sentence');
  count(paragraphs, 'paragraph');
  return [...found.values()].sort((a, b) => rank(b) - rank(a) || a.evidence.start - b.evidence.start).slice(0, most);
}

const rank = ({ within, times }: CoMention) => (within === 'sentence' ? 1_000_000 : 0) + times;

/** The first mention of each entity that a span names. */
function* groups(spans: readonly Span[], mentions: readonly Mention[]): Generator<{ span: Span; together: Mention[] }> {
  let next = 0;
  for (const span of spans) {
    while (next < mentions.length && (mentions[next]?.start ?? 0) < span.start) next++;
    const together = new Map<EntityRef['id'], Mention>();
    for (let mention = mentions[next]; mention && mention.start < span.end; mention = mentions[++next])
      if (!together.has(mention.value.id)) together.set(mention.value.id, mention);
    if (together.size > 1) yield { span: { start: span.start, end: span.end }, together: [...together.values()] };
  }
}

function pairsOf(together: readonly Mention[], of: string | undefined): (readonly [Mention, Mention])[] {
  const one = of === undefined ? undefined : together.find(({ value }) => value.id === of);
  if (of !== undefined && !one) return [];
  if (one) {
    const others = together.filter((other) => other !== one).slice(0, MOST_TOGETHER);
    return others.map((other) => (other.start < one.start ? [other, one] : [one, other]));
  }
  const first = together.slice(0, MOST_TOGETHER);
  return first.flatMap((mention, at) => first.slice(at + 1).map((other) => [mention, other] as const));
}
