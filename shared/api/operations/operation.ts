import * as z from 'zod';

/** One operation of the HTTP API. The query function, the CDK routes and the OpenAPI document are all made from these. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The function that answers; `query` may only read, `operate` changes what became of drops and articles. */
  readonly function: 'query' | 'operate' | 'reprocess' | 'inventory';
  /** OpenAPI path template, e.g. `/articles/{id}`; the same syntax as API Gateway's routes. */
  readonly path: string;
  readonly summary: string;
  /** What stands in the path, decoded. */
  readonly params: z.ZodObject;
  /** What may stand after the `?`, decoded: strict, so that a misspelt filter is refused rather than ignored. */
  readonly query: z.ZodObject;
  /** The members of its JSON body. */
  readonly body: z.ZodObject;
  readonly response:
    | { readonly mediaType: 'application/json'; readonly schema: z.ZodType }
    | { readonly mediaType: 'text/plain; charset=utf-8' };
}

export const none = z.strictObject({});

export const json = <T extends z.ZodType>(schema: T) => ({ mediaType: 'application/json', schema }) as const;
