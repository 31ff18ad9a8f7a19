import type { Problem } from '../api/schemas';
import { DatelineError, TemporaryError } from '../errors';

/** Every kind of problem that the API answers with; docs/openapi.json lists them, callers may rely on `type`. */
export const PROBLEMS = {
  'invalid-parameters': { status: 400, title: 'A parameter is wrong' },
  'no-such-route': { status: 404, title: 'There is nothing at this path' },
  'not-found': { status: 404, title: 'There is nothing with this id' },
  'method-not-allowed': { status: 405, title: 'The path does not take this method' },
  'response-too-large': { status: 406, title: 'The answer does not fit in a response' },
  'run-under-way': { status: 409, title: 'Another run is under way' },
  'run-state': { status: 409, title: 'The run is in no state for this' },
  'nothing-to-roll-back': { status: 409, title: 'There is nothing to roll back' },
  'nothing-to-retry': { status: 409, title: 'There is nothing to retry' },
  'legal-hold': { status: 409, title: 'A legal hold stands against it' },
  'correction-conflict': { status: 409, title: 'Another correction stands against it' },
  'drop-deleted': { status: 410, title: 'The drop was deleted' },
  'article-deleted': { status: 410, title: 'The article was deleted' },
  'article-retracted': { status: 410, title: 'The article is no longer in its file' },
  'entity-hidden': { status: 410, title: 'The entity is hidden' },
  'correction-impossible': { status: 422, title: 'The correction is not possible' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'temporarily-unavailable': { status: 503, title: 'Try again in a moment' },
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

/** The `type` member of a problem: an identifier that stays the same, not an address that can be opened. */
export const problemType = (kind: ProblemKind) => `urn:dateline:problem:${kind}`;

export interface FieldError {
  field: string;
  message: string;
}

/** A request that is answered with a problem. */
export class ProblemError extends DatelineError {
  readonly retryable = false;
  /**
   * @param kind decides the status and the title
   * @param detail one sentence about this request, for a person
   * @param errors the parameters at fault
   * @param headers HTTP headers that belong to the answer, e.g. `allow`
   */
  constructor(
    readonly kind: ProblemKind,
    readonly detail: string,
    readonly errors?: FieldError[],
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }
}

/** What a caller is told about an error: for one of ours that was not meant for callers, nothing but the request's id. */
export function toProblemError(error: unknown, requestId: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TemporaryError) {
    const detail = 'What this answer is made from does not respond right now. The same request can be sent again.';
    return new ProblemError('temporarily-unavailable', detail, undefined, { 'retry-after': '2' });
  }
  return new ProblemError('internal-error', `The error is in our log under request ${requestId}.`);
}

/** The body of a problem, RFC 9457. */
export function problemBody({ kind, detail, errors }: ProblemError): Problem {
  const { status, title } = PROBLEMS[kind];
  return { type: problemType(kind), title, status, detail, ...(errors && { errors }) };
}
