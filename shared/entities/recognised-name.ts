import type { Span } from '../article/schema';
import type { EntityType } from '../extractors/extractor';

/** A name in the text, as any recogniser hands it to `link`: where, of what type, and why. Not yet which entity. */
export interface RecognisedName extends Span {
  readonly type: EntityType;
  readonly reason: string;
  /** 0 to 1, where the recogniser has one. */
  readonly confidence?: number;
}
