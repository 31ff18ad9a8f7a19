import type { OperationId } from '../api/operations';
import type { Clock } from '../ports';
import type { Callables } from './callable';
import { PROBLEMS, toProblemError } from './problems';
import { ApiEvent, findOperation, readBody, readPathParameters, readQuery } from './request';
import { answerResponse, type HttpResponse, problemResponse } from './response';

/** What is worth knowing of a request afterwards. Neither ids nor filters: what analysts look for is their business. */
export interface Observation {
  requestId: string;
  /** `none` when the request was not for any. */
  operation: OperationId | 'none';
  status: number;
  milliseconds: number;
  /** What went wrong, when it was not the caller's doing. */
  error?: unknown;
}

/**
 * Operations as a function from API Gateway's event to its response. Every error becomes a problem; nothing is thrown.
 * @param observe is told of every request after it is answered
 */
export function httpFunction<D>(
  callables: Callables<D>,
  deps: D,
  clock: Clock,
  observe: (observation: Observation) => void,
) {
  return async (event: unknown): Promise<HttpResponse> => {
    const started = clock();
    let requestId = 'unknown';
    let operation: Observation['operation'] = 'none';
    let response: HttpResponse;
    let error: unknown;
    try {
      const request = ApiEvent.parse(event);
      requestId = request.requestContext.requestId;
      const found = findOperation(request, callables);
      operation = found.operation.id;
      const given = { params: readPathParameters(request), query: readQuery(request), body: readBody(request) };
      const answer = await found.call(given, deps);
      response = answerResponse(found.operation, answer, request.headers ?? {});
    } catch (thrown) {
      const problem = toProblemError(thrown, requestId);
      if (PROBLEMS[problem.kind].status >= 500) error = thrown;
      response = problemResponse(problem);
    }
    const milliseconds = clock() - started;
    observe({ requestId, operation, status: response.statusCode, milliseconds, ...(error !== undefined && { error }) });
    return response;
  };
}
