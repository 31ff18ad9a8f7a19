import {
  OpenAPIRegistry,
  OpenApiGeneratorV31,
  type ResponseConfig,
  zodToOpenAPIRegistry,
} from '@asteasolutions/zod-to-openapi';
import * as z from 'zod';
import { type Operation, operations } from '../../shared/api/operations';
import * as schemas from '../../shared/api/schemas';
import { Evidence, Metadata, Sentence, Warning } from '../../shared/article/schema';
import { Annotation, EntityRef, EntityType } from '../../shared/extractors/extractor';
import { PROBLEMS, type ProblemKind, problemType } from '../../shared/http/problems';

/** Schemas with a name in the document; all others are written where they are used. */
const NAMED = {
  Annotation,
  ArticleDetail: schemas.ArticleDetail,
  ArticleEntity: schemas.ArticleEntity,
  ArticleSummary: schemas.ArticleSummary,
  DropState: schemas.DropState,
  EntityArticle: schemas.EntityArticle,
  EntityDetail: schemas.EntityDetail,
  EntityRef,
  EntityType,
  Evidence,
  Health: schemas.Health,
  Metadata,
  Problem: schemas.Problem,
  Receipt: schemas.Receipt,
  Sentence,
  Warning,
};

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** The OpenAPI 3.1 document of the API. Never part of the function: `npm run openapi` writes it to docs/openapi.json. */
export function openApiDocument(version: string) {
  for (const [refId, schema] of Object.entries(NAMED)) zodToOpenAPIRegistry.add(schema, { _internal: { refId } });
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'sigv4', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      'AWS Signature Version 4 for the service `execute-api`. A deployed API asks for it unless its stage says ' +
      '`public: true`; the embedded one, which listens on loopback only, never does.',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  });
  for (const operation of Object.values<Operation>(operations)) {
    registry.registerPath({
      operationId: operation.id,
      method: METHODS[operation.method],
      path: operation.path,
      summary: operation.summary,
      request: {
        params: operation.params,
        query: operation.query,
        ...(operation.method !== 'GET' && { body: { content: { 'application/json': { schema: operation.body } } } }),
      },
      responses: {
        200: { description: 'The answer', content: contentOf(operation) },
        ...(isVersioned(operation) && { 304: { description: 'What If-None-Match names is still current' } }),
        ...problemsOf(operation),
      },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Dateline',
      version,
      description:
        'Articles, the entities that they mention, and receipts for what was dropped. Offsets are UTF-16 code units of ' +
        "an article's canonical text, `end` exclusive; days and instants are UTC.",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ sigv4: [] }, {}],
  });
}

function contentOf({ response }: Operation): ResponseConfig['content'] {
  return { [response.mediaType]: { schema: 'schema' in response ? response.schema : z.string() } };
}

/** An article and its text come with an ETag. */
function isVersioned({ method, path }: Operation): boolean {
  return method === 'GET' && path.startsWith('/articles/{');
}

function problemsOf(operation: Operation): Record<string, ResponseConfig> {
  const kinds = [
    'invalid-parameters',
    ...(operation.path.includes('{') ? (['not-found'] as const) : []),
    ...(operation.path.endsWith('}/retry') ? (['nothing-to-retry'] as const) : []),
    ...(isVersioned(operation) ? (['response-too-large', 'article-retracted'] as const) : []),
    ...(operation.path.startsWith('/drops/{') ? (['drop-deleted'] as const) : []),
    ...(operation.path.startsWith('/corrections') && operation.method === 'POST'
      ? (['correction-conflict'] as const)
      : []),
    ...(operation.id === 'correct' ? (['correction-impossible'] as const) : []),
    ...(operation.path.startsWith('/entities/{') ? (['entity-hidden'] as const) : []),
    ...(operation.method === 'DELETE' && !operation.path.endsWith('/hold') ? (['legal-hold'] as const) : []),
    'internal-error',
    'temporarily-unavailable',
  ] as const satisfies ProblemKind[];
  return Object.fromEntries(kinds.map((kind) => [PROBLEMS[kind].status, problemResponseOf(kind)]));
}

function problemResponseOf(kind: ProblemKind): ResponseConfig {
  return {
    description: `${PROBLEMS[kind].title} (\`${problemType(kind)}\`)`,
    content: { 'application/problem+json': { schema: schemas.Problem } },
  };
}
