import * as z from 'zod';
import { type ParsedArticle, Span } from '../article/schema';

export const ENTITY_TYPES = ['PERSON', 'ORG', 'GPE', 'LOC'] as const;
export const EntityType = z.enum(ENTITY_TYPES).meta({
  description: 'PERSON; ORG: organisation; GPE: country, region or town with a government; LOC: any other place.',
});
export type EntityType = z.infer<typeof EntityType>;

/** What a mention names. `id` is canonical: the same for every article that means the same entity. */
export const EntityRef = z.object({
  id: z.string().min(1),
  type: EntityType,
  /** The entity's canonical name, which need not stand in the article in this form. */
  name: z.string().min(1),
});
export type EntityRef = z.infer<typeof EntityRef>;

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

/** Every fact is an annotation: a kind, a value, and the words `[start, end)` of the canonical text that it came from. */
export const Annotation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mention'), ...base, value: EntityRef }),
]);
export type Annotation = z.infer<typeof Annotation>;

/** What an extractor returns: it is stamped with the extractor's name and version, and put in order, by `annotate`. */
export type AnnotationDraft = Annotation extends infer A
  ? A extends Annotation
    ? Omit<A, 'extractor' | 'paragraph'>
    : never
  : never;

/**
 * Reads an article and says what it found. The embedded extractors are pure functions of the article; a provider over
 * the network (Amazon Comprehend) answers with a promise and throws `TemporaryError` when it should be asked again.
 * `version` is semver and changes with every change of output, so that what was made by an older one can be found.
 */
export interface Extractor {
  readonly name: string;
  readonly version: string;
  extract(article: ParsedArticle): readonly AnnotationDraft[] | Promise<readonly AnnotationDraft[]>;
}

/** Versions by name of everything that shaped an analysis: the parser and the extractors. */
export const Versions = z.record(z.string(), z.string());
export type Versions = z.infer<typeof Versions>;
