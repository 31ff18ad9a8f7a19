import type * as z from 'zod';
import { signedFetch } from '../../../shared/adapters/signed-fetch';
import {
  ArticleDetail,
  ArticleReferences,
  ArticleRollback,
  ArticleSummary,
  ArticleVersions,
  CitingArticle,
  CorrectionDetail,
  DeadLetterQueues,
  DeadLetters,
  DecisionReport,
  EntityArticle,
  EntityDetail,
  EntityRelation,
  EntityRoles,
  EntitySummary,
  Health,
  InventoryReport,
  ListedQuotation,
  MissingIssue,
  type Page,
  Problem,
  page,
  Receipt,
  Redrive,
  RetryReport,
  Roles,
  RunChange,
  RunDetail,
  SimilarArticles,
  SourceMap,
  SourceSummary,
} from '../../../shared/api/schemas';
import { GazetteerReport } from '../../../shared/gazetteers/model';
import { accessTo } from './access';

export type Parameters = Readonly<Record<string, string | number>>;

interface Reply {
  status: number;
  contentType: string;
  text: string;
}

/** `/articles/{id}` and the like, with the id spelt for a path. */
export const pathOf = (collection: string, id: string, rest = '') => `/${collection}/${encodeURIComponent(id)}${rest}`;

/** The HTTP API at a URL. Answers are parsed by the schemas that the API promises. */
export function apiAt(base: string) {
  const { region, credentials } = accessTo(base);

  /** Sends a request as it is: `path` is percent-encoded by the caller. */
  async function request(path: string, parameters: Parameters = {}, method = 'GET', json?: unknown): Promise<Reply> {
    const url = new URL(`${base.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, String(value));
    // Signed for every target: a stack's API is private, on an emulator too, and others take no notice.
    const response = await signedFetch(url, {
      ...{ method, region, credentials, sign: true },
      ...(json !== undefined && { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
    });
    const contentType = response.headers.get('content-type') ?? '';
    return { status: response.status, contentType, text: await response.text() };
  }

  async function read<S extends z.ZodType>(
    schema: S,
    path: string,
    parameters?: Parameters,
    method = 'GET',
    json?: unknown,
  ) {
    const { status, contentType, text } = await request(path, parameters, method, json);
    if (status !== 200 || !contentType.startsWith('application/json')) {
      throw new Error(`${method} ${path} answered ${status} ${contentType}: ${text.slice(0, 500)}`);
    }
    return schema.parse(JSON.parse(text));
  }

  return {
    request,
    /** The problem that a request is answered with; fails when it is answered with anything else. */
    async problem(path: string, parameters?: Parameters, method = 'GET', body?: unknown): Promise<Problem> {
      const { status, contentType, text } = await request(path, parameters, method, body);
      if (!contentType.startsWith('application/problem+json')) {
        throw new Error(`${method} ${path} answered ${status} ${contentType}, not a problem: ${text.slice(0, 500)}`);
      }
      const problem = Problem.parse(JSON.parse(text));
      if (problem.status !== status) throw new Error(`${path} answered ${status}, its problem says ${problem.status}`);
      return problem;
    },
    gazetteers: () => read(GazetteerReport, '/gazetteers'),
    health: () => read(Health, '/health'),
    articles: (parameters?: Parameters) => read(page(ArticleSummary), '/articles', parameters),
    article: (id: string) => read(ArticleDetail, pathOf('articles', id)),
    async text(id: string): Promise<string> {
      const { status, contentType, text } = await request(pathOf('articles', id, '/text'));
      if (status === 200 && contentType.startsWith('text/plain')) return text;
      throw new Error(`the text of ${id} answered ${status} ${contentType}: ${text.slice(0, 500)}`);
    },
    sourceMap: (id: string) => read(SourceMap, pathOf('articles', id, '/source-map')),
    versions: (id: string) => read(ArticleVersions, pathOf('articles', id, '/versions')),
    similar: (id: string) => read(SimilarArticles, pathOf('articles', id, '/similar')),
    references: (id: string) => read(ArticleReferences, pathOf('articles', id, '/references')),
    missing: (parameters?: Parameters) => read(page(MissingIssue), '/missing', parameters),
    sources: (parameters?: Parameters) => read(page(SourceSummary), '/sources', parameters),
    citations: (id: string, parameters?: Parameters) =>
      read(page(CitingArticle), pathOf('sources', id, '/citations'), parameters),
    quotations: (parameters?: Parameters) => read(page(ListedQuotation), '/quotations', parameters),
    roles: (parameters?: Parameters) => read(Roles, '/roles', parameters),
    entityRoles: (id: string, parameters?: Parameters) =>
      read(EntityRoles, pathOf('entities', id, '/roles'), parameters),
    entities: (parameters?: Parameters) => read(page(EntitySummary), '/entities', parameters),
    entity: (id: string) => read(EntityDetail, pathOf('entities', id)),
    entityArticles: (id: string, parameters?: Parameters) =>
      read(page(EntityArticle), pathOf('entities', id, '/articles'), parameters),
    relations: (id: string, parameters?: Parameters) =>
      read(page(EntityRelation), pathOf('entities', id, '/relations'), parameters),
    correct: (correction: object, reason: string) =>
      read(CorrectionDetail, '/corrections', {}, 'POST', { correction, reason }),
    corrections: (parameters?: Parameters) => read(page(CorrectionDetail), '/corrections', parameters),
    correction: (id: string) => read(CorrectionDetail, pathOf('corrections', id)),
    undo: (id: string, reason: string) =>
      read(CorrectionDetail, pathOf('corrections', id, '/undo'), {}, 'POST', { reason }),
    drops: (parameters?: Parameters) => read(page(Receipt), '/drops', parameters),
    drop: (id: string) => read(Receipt, pathOf('drops', id)),
    deleteDrop: (id: string, reason: string) => read(DecisionReport, pathOf('drops', id), {}, 'DELETE', { reason }),
    deleteArticle: (id: string, reason: string) =>
      read(DecisionReport, pathOf('articles', id), {}, 'DELETE', { reason }),
    hold: (id: string) => read(DecisionReport, pathOf('drops', id, '/hold')),
    holdDrop: (id: string, reason: string) => read(DecisionReport, pathOf('drops', id, '/hold'), {}, 'PUT', { reason }),
    releaseDrop: (id: string, reason: string) =>
      read(DecisionReport, pathOf('drops', id, '/hold'), {}, 'DELETE', { reason }),
    inventory: () => read(InventoryReport, '/inventory'),
    takeInventory: (body: unknown = {}) => read(InventoryReport, '/inventory', {}, 'POST', body),
    retry: (id: string) => read(Receipt, pathOf('drops', id, '/retry'), {}, 'POST'),
    deadLetterQueues: () => read(DeadLetterQueues, '/dead-letters'),
    deadLetters: (queue: string) => read(DeadLetters, pathOf('dead-letters', queue), { limit: 100 }),
    redrive: (queue: string) => read(Redrive, pathOf('dead-letters', queue, '/redrive'), {}, 'POST'),
    retryMany: (which: unknown) => read(RetryReport, '/drops/retry', {}, 'POST', which),
    startRun: (body: unknown) => read(RunDetail, '/runs', {}, 'POST', body),
    runs: (parameters?: Parameters) => read(page(RunDetail), '/runs', parameters),
    run: (id: string) => read(RunDetail, pathOf('runs', id)),
    moveRun: (id: string, move: 'pause' | 'resume' | 'cancel') =>
      read(RunDetail, pathOf('runs', id, `/${move}`), {}, 'POST'),
    runChanges: (id: string, parameters?: Parameters) =>
      read(page(RunChange), pathOf('runs', id, '/changes'), parameters),
    rollBackRun: (id: string) => read(RunDetail, pathOf('runs', id, '/rollback'), {}, 'POST'),
    rollBackArticle: (id: string) => read(ArticleRollback, pathOf('articles', id, '/rollback'), {}, 'POST'),
  };
}
export type Api = ReturnType<typeof apiAt>;

/** More pages than any list of this suite has: a list that never ends fails rather than runs on. */
const MOST_PAGES = 50;

/** Walks a list by its cursors; answers its pages. */
export async function pagesOf<T>(
  list: (parameters: Parameters) => Promise<Page<T>>,
  parameters: Parameters,
): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: Parameters = {};
  while (pages.length < MOST_PAGES) {
    const { items, next } = await list({ ...parameters, ...cursor });
    pages.push(items);
    if (next === null) return pages;
    cursor = { cursor: next };
  }
  throw new Error(`the list ${JSON.stringify(parameters)} has more than ${MOST_PAGES} pages`);
}
