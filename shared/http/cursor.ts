import * as z from 'zod';
import type { Position } from '../archive/reader';
import { nameOf, stableJson } from '../pipeline/hash';
import { ProblemError } from './problems';

const Cursor = z.strictObject({ position: z.array(z.string()), of: z.string() });

/** The query that a cursor belongs to: the operation and all its parameters but `cursor` and `limit`. */
export interface CursorScope {
  operation: string;
  params: Readonly<Record<string, unknown>>;
  filters: Readonly<Record<string, unknown>>;
}

/**
 * A place in a list as `cursor` carries it: base64url of JSON. The name in it is a hash of the query and the place: it
 * tells a cursor of another query, or one that lost a character on its way. It is no secret and protects nothing;
 * whoever forges one can read no more than the lists that they may read anyway.
 */
export function writeCursor(position: Position, scope: CursorScope): string {
  return Buffer.from(JSON.stringify({ position, of: fingerprint(position, scope) })).toString('base64url');
}

/** The place that `cursor` names in the list that `scope` asks for; throws a `ProblemError` that names `cursor`. */
export function readCursor(cursor: string | undefined, scope: CursorScope): Position | undefined {
  if (cursor === undefined) return undefined;
  const read = Cursor.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  // Decoding base64 ignores what does not belong there, so what was read has to be spelt the same again.
  if (read.success && writeCursor(read.data.position, scope) === cursor) return read.data.position;
  throw new ProblemError('invalid-parameters', 'The cursor cannot be used here.', [
    { field: 'cursor', message: 'must be `next` of a page of this very query; only `limit` may differ' },
  ]);
}

function fingerprint(position: Position, { operation, params, filters }: CursorScope): string {
  return nameOf(operation, stableJson(params), stableJson(filters), position);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
