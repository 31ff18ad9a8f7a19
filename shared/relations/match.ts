import type { Mention } from '../extractors/extractor';
import type { Relation, Status } from './model';
import type { Unit } from './units';

export type Named = Unit & { mention: Mention };

/** A relation that a pattern found, by the two names; `from` and `to` are the words that say it, code units. */
export interface Match {
  relation: Relation;
  subject: Named;
  object: Named;
  pattern: string;
  status: Status;
  from: number;
  to: number;
}

/** The match of a pattern whose words are those from one name to the other. */
export function matchOf(
  relation: Relation,
  subject: Named,
  object: Named,
  pattern: string,
  status: Status = 'asserted',
): Match {
  return {
    relation,
    subject,
    object,
    pattern,
    status,
    from: Math.min(subject.start, object.start),
    to: Math.max(subject.end, object.end),
  };
}
