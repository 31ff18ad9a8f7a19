import { type Operation, type OperationId, operations } from './operations';

/** API Gateway's name for an operation's route, e.g. `GET /articles/{id}`. */
export function routeKey(operation: Operation): string {
  return `${operation.method} ${operation.path}`;
}

/** Every route of the API by its key: what the stack declares, the function answers and the embedded runtime serves. */
export const ROUTES: ReadonlyMap<string, OperationId> = new Map(
  Object.values(operations).map((operation) => [routeKey(operation), operation.id]),
);

/** An operation whose path template a path fits, whatever the method, with what stands in its `{…}`. */
export interface Match {
  operation: Operation;
  pathParameters: Record<string, string>;
}

/**
 * The operations that a path could mean, as API Gateway matches it: segment by segment, a `{…}` takes exactly one
 * segment that is not empty. The values are the path's own characters: decode the path before, or the values after.
 */
export function operationsAt(path: string): Match[] {
  const segments = path.split('/');
  return Object.values<Operation>(operations).flatMap((operation) => {
    const template = operation.path.split('/');
    if (template.length !== segments.length) return [];
    const pathParameters: Record<string, string> = {};
    for (const [index, part] of template.entries()) {
      const segment = segments[index] ?? '';
      if (part.startsWith('{') && segment !== '') pathParameters[part.slice(1, -1)] = segment;
      else if (part !== segment) return [];
    }
    return [{ operation, pathParameters }];
  });
}
