import type * as z from 'zod';
import type { Operation, OperationId, operations } from '../api/operations';
import type { Page } from '../api/schemas';
import type { Listed, Position } from '../archive/reader';
import { CorruptDataError } from '../errors';
import { readCursor, writeCursor } from './cursor';
import { type FieldError, ProblemError } from './problems';

type Operations = typeof operations;

/** An operation's parameters after validation. */
export interface Input<Id extends OperationId> {
  params: z.output<Operations[Id]['params']>;
  query: z.output<Operations[Id]['query']>;
  body: z.output<Operations[Id]['body']>;
}

/** What an operation answers with, before it is spelt in HTTP. */
export interface Answer<Id extends OperationId> {
  body: Operations[Id]['response'] extends { schema: infer Schema extends z.ZodType } ? z.input<Schema> : string;
  /** Names what the body was made from: equal names, equal bodies. Absent for what changes with every drop. */
  version?: string;
}

/** What a request brings, as it came. */
interface Given {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** An operation that can be called with parameters as they came; `D` is what it answers from. */
export interface Callable<D> {
  operation: Operation & { id: OperationId };
  /** Validates, then answers; throws `ProblemError` for what the caller did wrong. */
  call(given: Given, deps: D): Promise<{ body: unknown; version?: string }>;
}

/** The operations that a function answers. */
export type Callables<D> = Partial<Record<OperationId, Callable<D>>>;

export function callable<D, P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject>(
  operation: Callable<D>['operation'] & { params: P; query: Q; body: B },
  answer: (
    input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
    deps: D,
  ) => Promise<{ body: unknown; version?: string }>,
): Callable<D> {
  return {
    operation,
    async call({ params, query, body }, deps) {
      const readParams = operation.params.safeParse(params);
      const readQuery = operation.query.safeParse(query);
      const readBody = operation.body.safeParse(body);
      if (readParams.success && readQuery.success && readBody.success) {
        return answer({ params: readParams.data, query: readQuery.data, body: readBody.data }, deps);
      }
      const parameters = [...(readParams.error?.issues ?? []), ...(readQuery.error?.issues ?? [])];
      throw invalidParameters([
        ...parameters.flatMap((issue) => toFieldErrors(issue, operation.query)),
        ...(readBody.error?.issues ?? []).flatMap((issue) => toFieldErrors(issue, operation.body)),
      ]);
    },
  };
}

/** A 400 that names every parameter at fault. */
export function invalidParameters(errors: FieldError[]): ProblemError {
  const [first] = errors;
  const detail =
    errors.length === 1 && first ? `${first.field} ${first.message}` : `${errors.length} parameters are wrong`;
  return new ProblemError('invalid-parameters', `${detail}.`, errors);
}

function toFieldErrors(issue: z.core.$ZodIssue, fields: z.ZodObject): FieldError[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.') || 'body', message: issue.message }];
  const known = Object.keys(fields.shape);
  const message =
    known.length > 0 ? `is not one of ${known.join(', ')}` : 'is not known: this path takes no parameters';
  return issue.keys.map((field) => ({ field, message }));
}

interface ListInput {
  params: Record<string, unknown>;
  query: { limit: number; cursor?: string | undefined };
}

/**
 * One page of a list: reads the cursor, asks for the page, writes the next cursor. Throws `ProblemError` for a cursor
 * of another query.
 * @param list reads the page that starts after a position
 * @param show turns an item into what the API shows of it
 */
export async function pageOf<T, Shown>(
  operation: OperationId,
  { params, query: { limit: _, cursor, ...filters } }: ListInput,
  list: (after: Position | undefined) => Promise<Listed<T>>,
  show: (item: T) => Shown,
): Promise<{ body: Page<Shown> }> {
  const scope = { operation, params, filters };
  const after = readCursor(cursor, scope);
  const { items, next } = await list(after);
  const nextCursor = next ? writeCursor(next, scope) : null;
  if (nextCursor !== null && nextCursor === cursor) {
    throw new CorruptDataError(`${operation}: the page after ${JSON.stringify(after)} starts where it ended`);
  }
  return { body: { items: items.map(show), next: nextCursor } };
}
