import { type Annotation, EntityType } from '../extractors/extractor';
import { type Match, matchOf, type Named } from './match';

type Role = Extract<Annotation, { kind: 'role' }>;

/**
 * The relation that a role says: who holds an office of or in what. Only what is printed in full, and is said to be so now:
 * who held it once, or is inferred, is among the roles alone.
 */
export function officeOf({ value: { person, of, status, office } }: Role): Match | undefined {
  if ((status !== 'current' && status !== 'acting') || person?.by !== 'text' || of?.by !== 'text') return undefined;
  const [subject, object] = [namedAt(person), namedAt(of)];
  return subject && object && matchOf('role-of', subject, object, `office: ${office}`);
}

function namedAt({
  id,
  name,
  start,
  end,
}: {
  id: string;
  name: string;
  start?: number;
  end?: number;
}): Named | undefined {
  const type = EntityType.safeParse(id.slice(0, id.indexOf(':')).toUpperCase());
  if (start === undefined || end === undefined || !type.success) return undefined;
  const value = { id, type: type.data, name };
  const mention = { kind: 'mention' as const, start, end, paragraph: 0, extractor: '', value };
  return { start, end, word: '', capital: true, mention };
}
