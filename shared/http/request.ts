import * as z from 'zod';
import { operationsAt, ROUTES } from '../api/routes';
import { type Callable, type Callables, invalidParameters } from './callable';
import { ProblemError } from './problems';

/**
 * The part of API Gateway's event (HTTP API, payload format 2.0) that is read. `rawPath` and `pathParameters` are
 * percent-decoded but for `%25`, `rawQueryString` is not; MiniStack sends null where API Gateway leaves a member out.
 */
export const ApiEvent = z.object({
  version: z.literal('2.0'),
  routeKey: z.string(),
  rawPath: z.string(),
  rawQueryString: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
  requestContext: z.object({
    requestId: z.string(),
    stage: z.string(),
    http: z.object({ method: z.string() }),
  }),
});
export type ApiEvent = z.infer<typeof ApiEvent>;

/**
 * The operation that API Gateway matched. Its `$default` route holds what no operation takes: a `ProblemError` says
 * whether the path or only the method is wrong.
 */
export function findOperation<D>(
  { routeKey, rawPath, requestContext: { stage, http } }: ApiEvent,
  callables: Callables<D>,
): Callable<D> {
  const id = ROUTES.get(routeKey);
  const found = id && callables[id];
  if (found) return found;
  const prefix = `/${stage}`;
  const path = rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : rawPath;
  const allowed = [...new Set(operationsAt(path).map(({ operation }) => operation.method))];
  if (allowed.length === 0) throw new ProblemError('no-such-route', `${path} is not a path of this API.`);
  const allow = allowed.join(', ');
  throw new ProblemError('method-not-allowed', `${path} takes ${allow}, not ${http.method}.`, undefined, { allow });
}

/** What stands in the path, with the one escape decoded that API Gateway leaves. */
export function readPathParameters({ pathParameters }: ApiEvent): Record<string, string> {
  const given = Object.entries(pathParameters ?? {});
  return Object.fromEntries(given.map(([name, value]) => [name, value.replaceAll('%25', '%')]));
}

/** The query string as an object; throws `ProblemError` for a parameter that is given twice. */
export function readQuery({ rawQueryString }: ApiEvent): Record<string, string> {
  const given = new URLSearchParams(rawQueryString ?? '');
  const names = [...new Set(given.keys())];
  const repeated = names.filter((name) => given.getAll(name).length > 1);
  if (repeated.length > 0) {
    throw invalidParameters(repeated.map((field) => ({ field, message: 'must be given only once' })));
  }
  return Object.fromEntries(given);
}

/** The JSON body, or an empty object where there is none; throws `ProblemError` when it is not JSON. */
export function readBody({ body, isBase64Encoded }: ApiEvent): unknown {
  const text = isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameters([{ field: 'body', message: 'must be JSON' }]);
  }
}
