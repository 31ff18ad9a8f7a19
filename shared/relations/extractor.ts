import type { Annotation, AnnotationDraft, EntityType, Extractor, Mention } from '../extractors/extractor';
import { DIGEST_EXTRACTORS } from '../extractors/versions';
import { locations } from './located';
import type { Match, Named } from './match';
import { memberships } from './member';
import { meetings } from './met';
import { officeOf } from './offices';
import { judgements, type Quotation, quotedAbout } from './said';
import { isAsked } from './statement';
import { type UnitSentence, unitSentences } from './units';

/** Relations of one article, in text order. */
const MOST = 300;
/** Relations of one sentence. */
const MOST_A_SENTENCE = 30;

/**
 * What entities have to do with each other, where a sentence says so in one of a few precise patterns. What is denied, asked,
 * planned or only supposed is left out; what somebody in the article says is `reported`. Every pattern looks a bounded
 * number of words ahead and back: linear in the text. English.
 */
export const relationExtractor: Extractor = {
  ...DIGEST_EXTRACTORS.relations,
  languages: ['en'],
  reads: ['mention', 'quotation', 'hedge', 'role'],
  extract(article, { annotations, reading }) {
    const mentions = annotations.filter((annotation): annotation is Mention => annotation.kind === 'mention');
    const quotations = annotations.filter((annotation): annotation is Quotation => annotation.kind === 'quotation');
    const hedged = new Set(annotations.flatMap(({ kind, value }) => (kind === 'hedge' ? [value.sentence] : [])));
    const bySentence = quotationsBySentence(article.sentences, quotations);
    const offices = officesBySentence(article.sentences, annotations);
    const names = namesOf(mentions);
    const found: AnnotationDraft[] = [];
    for (const sentence of unitSentences(article, reading.scan.tokens, mentions)) {
      const quoted = bySentence.get(sentence.index) ?? [];
      for (const match of kept([...(offices.get(sentence.index) ?? []), ...matchesIn(sentence, quoted, names)])) {
        if (found.length === MOST) return found;
        found.push(draftOf(match, sentence, quoted, hedged));
      }
    }
    return found;
  },
};

function matchesIn(sentence: UnitSentence, quotations: readonly Quotation[], names: Names): Match[] {
  const said = isAsked(sentence.units)
    ? []
    : quotations.flatMap((quotation) => {
        const speaker = speakerOf(quotation, names);
        return speaker ? quotedAbout(sentence, quotation, speaker) : [];
      });
  return [...memberships(sentence), ...locations(sentence), ...meetings(sentence), ...judgements(sentence), ...said];
}

interface Names {
  byStart: ReadonlyMap<number, Mention>;
  types: ReadonlyMap<string, EntityType>;
}

/** Of several names that begin at one place the longest. */
function namesOf(mentions: readonly Mention[]): Names {
  const inOrder = [...mentions].sort((a, b) => a.end - b.end);
  return {
    byStart: new Map(inOrder.map((mention) => [mention.start, mention])),
    types: new Map(inOrder.map(({ value }) => [value.id, value.type])),
  };
}

/** The words that name who speaks: a name, or a pronoun or description that was resolved. */
function speakerOf({ value: { speaker } }: Quotation, { byStart, types }: Names): Named | undefined {
  if (speaker?.id === undefined || speaker.name === undefined) return undefined;
  const { start, end, id, name } = speaker;
  const named = byStart.get(start);
  if (named?.value.id === id) return { start, end: named.end, word: '', capital: true, mention: named };
  const value = { id, type: types.get(id) ?? 'PERSON', name };
  const mention: Mention = { kind: 'mention', start, end, paragraph: 0, extractor: '', value };
  return { start, end, word: '', capital: true, mention };
}

/** Each relation of two entities once, none of one with itself. */
function kept(matches: readonly Match[]): Match[] {
  const byEnds = new Map<string, Match>();
  for (const match of matches) {
    const ends = [match.subject.mention.value.id, match.object.mention.value.id];
    if (ends[0] === ends[1] || abbreviates(match.subject, match.object)) continue;
    const key = [match.relation, ...(match.relation === 'met-with' ? ends.sort() : ends)].join(' ');
    if (!byEnds.has(key)) byEnds.set(key, match);
  }
  return [...byEnds.values()].sort((a, b) => a.from - b.from || a.to - b.to).slice(0, MOST_A_SENTENCE);
}

/** "The Local Government Association said the LGA": one, though nothing in the article says so. */
function abbreviates(a: Named, b: Named): boolean {
  const [short, long] = [a, b].map(({ mention }) => mention.value.name).sort((x, y) => x.length - y.length);
  const initials = [...(long ?? '').matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map(([letter]) => letter).join('');
  return initials.length > 2 && initials === short;
}

function draftOf(
  { relation, subject, object, pattern, status, from, to }: Match,
  sentence: UnitSentence,
  quotations: readonly Quotation[],
  hedged: ReadonlySet<number>,
): AnnotationDraft {
  const isReported = relation !== 'said-about' && quotations.some(({ start, end }) => start <= from && to <= end);
  const isHedged =
    status === 'hedged' ||
    (hedged.has(sentence.index) && status === 'asserted' && !/^(?:role-of|member-of|located-in)$/.test(relation));
  return {
    kind: 'relation',
    start: from,
    end: to,
    value: {
      relation,
      subject: endOf(subject),
      object: endOf(object),
      pattern,
      sentence: sentence.index,
      status: isHedged ? 'hedged' : isReported ? 'reported' : 'asserted',
    },
  };
}

const endOf = ({ start, end, mention }: Named) => ({ start, end, entity: mention.value });

/** The offices that each sentence says somebody holds. */
function officesBySentence(
  sentences: readonly { start: number; end: number }[],
  annotations: readonly Annotation[],
): ReadonlyMap<number, Match[]> {
  const found = new Map<number, Match[]>();
  let at = 0;
  for (const annotation of [...annotations].sort((a, b) => a.start - b.start)) {
    const match = annotation.kind === 'role' ? officeOf(annotation) : undefined;
    if (!match) continue;
    while (at + 1 < sentences.length && (sentences[at]?.end ?? 0) <= annotation.start) at++;
    const { start, end } = sentences[at] ?? { start: 0, end: 0 };
    if (match.from >= start && match.to <= end)
      found
        .set(at, found.get(at) ?? [])
        .get(at)
        ?.push(match);
  }
  return found;
}

/** The quotations that begin in each sentence, or go on in it. */
function quotationsBySentence(
  sentences: readonly { start: number; end: number }[],
  quotations: readonly Quotation[],
): ReadonlyMap<number, Quotation[]> {
  const found = new Map<number, Quotation[]>();
  let first = 0;
  for (const quotation of [...quotations].sort((a, b) => a.start - b.start)) {
    while (first < sentences.length && (sentences[first]?.end ?? 0) <= quotation.start) first++;
    for (
      let at = first;
      at < Math.min(sentences.length, first + 10) && (sentences[at]?.start ?? 0) < quotation.end;
      at++
    )
      found
        .set(at, found.get(at) ?? [])
        .get(at)
        ?.push(quotation);
  }
  return found;
}
