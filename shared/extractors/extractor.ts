import * as z from 'zod';
import { type ParsedArticle, Span } from '../article/schema';
import type { Dating } from '../dating/dating';
import type { Gazetteer } from '../gazetteers/model';
import { ANONYMOUS_KINDS } from '../quotations/model';
import { RELATIONS, STATUSES } from '../relations/model';
import { RoleValue } from '../roles/model';
import { KINDS } from '../sources/outlet';
import { MODS } from '../times/model';
import type { Reading } from './reading';

/** The types of docs/corpus-guide.md. Not every extractor tells all of them apart. */
export const ENTITY_TYPES = ['PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'NORP', 'EVENT', 'LAW', 'PRODUCT', 'MONEY'] as const;
export const EntityType = z.enum(ENTITY_TYPES).meta({
  description:
    'PERSON; ORG: organisation; GPE: country, region or town with a government; LOC: any other place; FAC: building, airport, base; NORP: nationality, religion, political group; EVENT: named war, summit, election, disaster; LAW: treaty, act, resolution; PRODUCT: weapon, vehicle, vessel, device; MONEY: amount with its currency.',
});
export type EntityType = z.infer<typeof EntityType>;

/** What a mention names. `id` is canonical: the same for every article that means the same entity. */
export const EntityRef = z.object({
  id: z.string().min(1),
  type: EntityType,
  /** The entity's canonical name, which need not stand in the article in this form. */
  name: z.string().min(1),
  wikidata: z
    .string()
    .regex(/^Q\d+$/)
    .optional()
    .meta({ description: 'Its Wikidata id, where a gazetteer has it for certain.' }),
  geonames: z.string().regex(/^\d+$/).optional().meta({ description: 'Its GeoNames id, likewise.' }),
});
export type EntityRef = z.infer<typeof EntityRef>;

/** Why a mention is linked to its entity, and whom else it could mean where that is not decided. */
const Link = z.object({
  reason: z.string(),
  unresolved: z
    .literal(true)
    .optional()
    .meta({ description: 'Nothing certain says which entity it is: the mention stands for itself.' }),
  candidates: z
    .array(EntityRef)
    .optional()
    .meta({ description: 'The entities of which it may mean one: the mention then stands for itself.' }),
});

const base = {
  ...Span.shape,
  /** Index (from 0) of the paragraph that `start` lies in. */
  paragraph: z.int().nonnegative(),
  /** `name@version` of the extractor that made it. */
  extractor: z.string(),
  /** 0 to 1, where the extractor has one. */
  confidence: z.number().min(0).max(1).optional(),
  /** Why the extractor says so, in words for a person. */
  reason: z.string().optional(),
};

/** TIMEX3 (TimeML 1.2.1), and the days that it covers, `[from, to)`, UTC, as far as they are known. */
export const TimeValue = z.object({
  type: z.enum(['DATE', 'TIME', 'DURATION', 'SET']),
  value: z.string().meta({ description: 'TIMEX3: 2000-12-16, 2000-W50, 2000-FA, P18M; X where it is not known.' }),
  mod: z.enum(MODS).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type TimeValue = z.infer<typeof TimeValue>;

/** A date printed with a citation or a reference, `[from, to)`, UTC; without them where its year cannot be told. */
const PrintedDay = Span.extend({ value: z.string(), from: z.iso.date().optional(), to: z.iso.date().optional() });

/** Who is cited: an outlet of the registry, or another name as it is printed. */
export const SourceRef = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  known: z.boolean().meta({ description: 'Whether the registry of outlets has it.' }),
  kind: z.enum(KINDS).optional(),
  country: z.string().optional().meta({ description: 'ISO 3166-1 alpha-2.' }),
});
export type SourceRef = z.infer<typeof SourceRef>;

/** Sources that a parenthesis or a clause cites, each with its date, and the sentences that they support. */
const CitationValue = z.object({
  form: z.enum(['parenthesis', 'running']),
  cites: z.array(Span.extend({ source: SourceRef, date: PrintedDay.optional() })).min(1),
  /** Indexes of sentences, inclusive: those since the citation before in the paragraph. */
  supports: z.object({ first: z.int().nonnegative(), last: z.int().nonnegative() }),
});

/** Issues of a serial that a reference points to; which articles these are is for the archive to say. */
const CrossReferenceValue = z.object({
  targets: z
    .array(
      Span.extend({
        publication: z.string(),
        date: PrintedDay.optional(),
        volume: z.int().optional(),
        issue: z.int().optional(),
        title: z.string().optional(),
      }),
    )
    .min(1),
});

/** Who speaks, as far as the article says: a named entity, somebody without a name, or words that were not resolved. */
const SpeakerRef = Span.extend({
  kind: z.enum(['entity', 'anonymous', 'pronoun', 'described']),
  id: z.string().optional(),
  name: z.string().optional(),
  by: z.enum(['name', 'pronoun', 'description']).optional(),
  is: z.enum(ANONYMOUS_KINDS).optional(),
  affiliation: z.object({ id: z.string(), name: z.string() }).optional(),
});

export const QuotationValue = z.object({
  form: z.enum(['direct', 'indirect']),
  speaker: SpeakerRef.optional(),
  /** The words that say that somebody said it. */
  cue: Span.optional(),
});

/** What the salience of an entity is made of; counts are of one article. */
export const SalienceParts = z.object({
  title: z.boolean().meta({ description: 'Whether the printed title names it.' }),
  lead: z.boolean().meta({ description: 'Whether the first paragraph names it.' }),
  mentions: z.int(),
  subjects: z.int().meta({ description: 'Sentences that begin with it as their subject.' }),
});
export type SalienceParts = z.infer<typeof SalienceParts>;

/** How much an article is about an entity. */
const SalienceValue = z.object({ entity: EntityRef, score: z.number().min(0).max(1), parts: SalienceParts });

/** A word or two that the article uses much more often than other news do. */
const KeywordValue = z.object({ term: z.string().min(1), count: z.int().positive(), score: z.number().nonnegative() });

/** A sentence that stands for the article; the best has rank 1. */
const SummaryValue = z.object({ rank: z.int().positive(), score: z.number().nonnegative() });

export const Topic = z.object({
  id: z.string().meta({ description: '`medtop:` and eight digits.' }),
  name: z.string(),
});

/** A topic of the IPTC Media Topics that the article's words speak of. */
export const TopicValue = Topic.extend({
  broader: z.array(Topic).meta({ description: 'The topics that it is one of, the broadest first.' }),
  score: z.number().nonnegative(),
  words: z.array(Span).meta({ description: 'The words of the text that decided it, the first dozen.' }),
});
export type TopicValue = z.infer<typeof TopicValue>;

/** One of the two that a relation is between: the entity, and the words that name it there. */
const RelationEnd = Span.extend({ entity: EntityRef });

/** What one entity has to do with another, as a sentence says it. */
export const RelationValue = z.object({
  relation: z.enum(RELATIONS).meta({
    description:
      'role-of: `subject` holds an office of or in `object`. member-of: it belongs to it. located-in: it lies in it. met-with: they met (it goes both ways). said-about: it spoke about it.',
  }),
  subject: RelationEnd,
  object: RelationEnd,
  pattern: z.string().meta({ description: 'Name of the pattern that found it.' }),
  sentence: z.int().nonnegative().meta({ description: 'Index of the sentence that says it.' }),
  status: z.enum(STATUSES).meta({
    description:
      'asserted: the article says so. reported: somebody in it does. hedged: its sentence is weakened ("reportedly"). What is denied, doubted or only supposed is left out.',
  }),
});
export type RelationValue = z.infer<typeof RelationValue>;

/** Every fact is an annotation: a kind, a value, and the words `[start, end)` of the canonical text that it came from. */
export const Annotation = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('mention'),
    ...base,
    value: EntityRef,
    link: Link.optional(),
    country: EntityRef.optional().meta({ description: 'The country whose people a NORP is, where it is one country.' }),
    standsFor: EntityRef.optional().meta({
      description: 'Whose government (or of which union, whose institutions) a place stands for: "Moscow said".',
    }),
  }),
  z.object({ kind: z.literal('time'), ...base, value: TimeValue }),
  z.object({ kind: z.literal('citation'), ...base, value: CitationValue }),
  z.object({ kind: z.literal('cross-reference'), ...base, value: CrossReferenceValue }),
  z.object({ kind: z.literal('quotation'), ...base, value: QuotationValue }),
  z.object({ kind: z.literal('role'), ...base, value: RoleValue }),
  z.object({ kind: z.literal('hedge'), ...base, value: z.object({ sentence: z.int().nonnegative() }) }),
  z.object({ kind: z.literal('salience'), ...base, value: SalienceValue }),
  z.object({ kind: z.literal('keyword'), ...base, value: KeywordValue }),
  z.object({ kind: z.literal('summary'), ...base, value: SummaryValue }),
  z.object({ kind: z.literal('topic'), ...base, value: TopicValue }),
  z.object({ kind: z.literal('relation'), ...base, value: RelationValue }),
]);
export type Annotation = z.infer<typeof Annotation>;
/** An annotation that says which entity some words name. */
export type Mention = Extract<Annotation, { kind: 'mention' }>;

/** What an extractor returns: it is stamped with the extractor's name and version, and put in order, by `annotate`. */
export type AnnotationDraft = Annotation extends infer A
  ? A extends Annotation
    ? Omit<A, 'extractor' | 'paragraph'>
    : never
  : never;

export type MentionDraft = Extract<AnnotationDraft, { kind: 'mention' }>;

/** What an extractor may know beside the article. */
export interface ExtractionContext {
  /** Annotations of the extractors that it names in `reads`. */
  readonly annotations: readonly Annotation[];
  /** What several extractors read of the article, worked out once. */
  readonly reading: Reading;
  /** When the article was published; undefined when nothing says so. */
  readonly dating: Dating | undefined;
  /** The users' own, where there is one. */
  readonly gazetteer?: Gazetteer | undefined;
}

/**
 * Reads an article and says what it found. The embedded extractors are pure functions of the article and the context; a
 * provider over the network (Amazon Comprehend) answers with a promise and throws `TemporaryError` when it should be asked
 * again. `version` is semver and changes with every change of output, so that what was made by an older one can be found.
 */
export interface Extractor {
  readonly name: string;
  readonly version: string;
  /**
   * Kinds of annotations of other extractors that it builds on: those run before. Of two that build on others, the one that
   * builds on the other comes after it in the stage's list.
   */
  readonly reads?: readonly Annotation['kind'][];
  /** The languages that it is for, ISO 639-1; every one when it does not say. It is not run on articles in others. */
  readonly languages?: readonly string[];
  extract(
    article: ParsedArticle,
    context: ExtractionContext,
  ): readonly AnnotationDraft[] | Promise<readonly AnnotationDraft[]>;
}

/** That an extractor had nothing to do with an article, which is not the same as having found nothing in it. */
export const Skipped = z.object({
  extractor: z.string().meta({ description: '`name@version`' }),
  reason: z.literal('not for this language'),
  language: z.string().meta({ description: 'What the article is in, BCP 47; `und` when that is not known.' }),
});
export type Skipped = z.infer<typeof Skipped>;

/** Versions by name of everything that shaped an analysis: the parser and the extractors. */
export const Versions = z.record(z.string(), z.string());
export type Versions = z.infer<typeof Versions>;
