import type { Span } from '../article/schema';

/** Kinds of speakers that are not named. */
export const ANONYMOUS_KINDS = [
  'official',
  'diplomat',
  'spokesperson',
  'source',
  'analyst',
  'witness',
  'military',
  'politician',
  'lawyer',
  'worker',
  'person',
] as const;
export type AnonymousKind = (typeof ANONYMOUS_KINDS)[number];

/** Who speaks, as far as the article says. Offsets are of the words that name the speaker. */
export type Speaker = Span &
  (
    | { kind: 'entity'; id: string; name: string; by: 'name' | 'pronoun' | 'description' }
    | { kind: 'anonymous'; is: AnonymousKind; affiliation?: { id: string; name: string } | undefined }
    | { kind: 'pronoun' }
    | { kind: 'described' }
  );

/** Somebody's words: printed in quotation marks, or reported. */
export interface Quotation extends Span {
  form: 'direct' | 'indirect';
  speaker: Speaker | undefined;
  /** The words that say that somebody said it. */
  cue: Span | undefined;
}

/** What the quotation extractor needs to know of the names in the text. */
export interface NamedMention extends Span {
  id: string;
  name: string;
  type: 'PERSON' | 'ORG' | 'GPE' | 'LOC';
}
