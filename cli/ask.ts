import type * as z from 'zod';
import { type Operation, operations } from '../shared/api/operations';
import type { Page } from '../shared/api/schemas';
import { ApiClient } from './api-client';
import {
  articleColumns,
  entityArticleColumns,
  entityColumns,
  receiptColumns,
  showArticle,
  showEntity,
  showHealth,
  showReceipt,
} from './ask-views';
import { EXIT } from './errors';
import {
  citationColumns,
  missingColumns,
  quotationColumns,
  relationColumns,
  showReferences,
  sourceColumns,
} from './narrative-views';
import { type Io, printableLines } from './output';
import { roleColumns } from './role-views';
import { type Column, table } from './table';
import { findTarget, type TargetOptions } from './target';

export interface OneOptions extends TargetOptions {
  json?: boolean;
}

export interface ListOptions extends OneOptions {
  limit?: string;
  cursor?: string;
  all?: boolean;
}

interface PublishedOptions {
  publication?: string;
  from?: string;
  to?: string;
}

type Params = Readonly<Record<string, string>>;

/** Items a request when all are asked for: as many as the API gives. */
const LARGEST_PAGE = '100';

interface ArticleOptions extends ListOptions, PublishedOptions {
  entity?: string;
  cites?: string;
  topic?: string;
  mentionsFrom?: string;
  mentionsTo?: string;
}

export function articles(options: ArticleOptions, io: Io): Promise<number> {
  const { publication, from, to, entity, cites, topic, mentionsFrom, mentionsTo } = options;
  const filters = { publication, from, to, entity, cites, topic, mentionsFrom, mentionsTo };
  return askList(operations.listArticles, {}, filters, articleColumns, options, io);
}

export function sources(options: ListOptions & { q?: string }, io: Io): Promise<number> {
  return askList(operations.listSources, {}, { q: options.q }, sourceColumns, options, io);
}

export function citations(id: string, options: ListOptions & PublishedOptions, io: Io): Promise<number> {
  const { from, to } = options;
  return askList(operations.listCitations, { id }, { from, to }, citationColumns, options, io);
}

export function quotations(
  options: ListOptions & PublishedOptions & { speaker?: string; source?: string },
  io: Io,
): Promise<number> {
  const { speaker, source, from, to } = options;
  return askList(operations.listQuotations, {}, { speaker, source, from, to }, quotationColumns, options, io);
}

export function roles(options: ListOptions & { of: string; title?: string; at?: string }, io: Io): Promise<number> {
  const { of, title, at } = options;
  return askList(operations.listRoles, {}, { of, title, at }, roleColumns, options, io);
}

export function entityRoles(id: string, options: ListOptions, io: Io): Promise<number> {
  return askList(operations.listEntityRoles, { id }, {}, roleColumns, options, io);
}

export function references(id: string, options: OneOptions, io: Io): Promise<number> {
  return askOne(operations.getArticleReferences, { id }, showReferences, options, io);
}

export function missing(options: ListOptions & { publication?: string }, io: Io): Promise<number> {
  const { publication, limit: _, ...rest } = options;
  return askList(operations.listMissing, {}, { publication }, missingColumns, rest, io);
}

export function entityArticles(id: string, options: ListOptions & PublishedOptions, io: Io): Promise<number> {
  const { publication, from, to } = options;
  return askList(operations.listEntityArticles, { id }, { publication, from, to }, entityArticleColumns, options, io);
}

export function relations(
  id: string,
  options: ListOptions & PublishedOptions & { relation?: string; other?: string },
  io: Io,
): Promise<number> {
  const { relation, other, from, to } = options;
  return askList(operations.listEntityRelations, { id }, { relation, other, from, to }, relationColumns, options, io);
}

export function entities(options: ListOptions & { type?: string; q?: string }, io: Io): Promise<number> {
  const { type, q } = options;
  return askList(operations.listEntities, {}, { type, q }, entityColumns, options, io);
}

export interface DropFilters {
  reason?: string;
  /** The stage. `--stage` names a deployed Dateline. */
  at?: string;
  keyPrefix?: string;
}

export function drops(options: ListOptions & DropFilters & { state?: string }, io: Io): Promise<number> {
  const { state, reason, at: stage, keyPrefix } = options;
  return askList(operations.listDrops, {}, { state, reason, stage, keyPrefix }, receiptColumns, options, io);
}

export function article(id: string, options: OneOptions, io: Io): Promise<number> {
  return askOne(operations.getArticle, { id }, showArticle, options, io);
}

export function entity(id: string, options: OneOptions, io: Io): Promise<number> {
  return askOne(operations.getEntity, { id }, showEntity, options, io);
}

export function drop(id: string, options: OneOptions, io: Io): Promise<number> {
  return askOne(operations.getDrop, { id }, showReceipt, options, io);
}

export function health(options: OneOptions, io: Io): Promise<number> {
  return askOne(operations.getHealth, {}, showHealth, options, io);
}

/** The text as it is; on a terminal, without what a terminal would obey. */
export async function text(id: string, options: TargetOptions, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const answer = await client.text(operations.getArticleText, { params: { id } });
  await io.out(io.width === undefined ? answer : `${printableLines(answer)}\n`);
  return EXIT.ok;
}

export async function askOne<S extends z.ZodType>(
  operation: Operation & { response: { schema: S } },
  params: Params,
  show: (item: z.output<S>, width?: number) => string,
  options: OneOptions,
  io: Io,
): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const item = await client.json(operation, { params });
  await io.out(options.json ? json(item) : show(item, io.width));
  return EXIT.ok;
}

/** One page, with the way to the next one, or all of them. `--all --json` is written page by page. */
export async function askList<T>(
  operation: Operation & { response: { schema: z.ZodType<Page<T>> } },
  params: Params,
  filters: Readonly<Record<string, string | undefined>>,
  columns: readonly Column<T>[],
  options: ListOptions,
  io: Io,
): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const limit =
    'limit' in operation.query.shape ? (options.limit ?? (options.all ? LARGEST_PAGE : undefined)) : undefined;
  const ask = (cursor?: string) => client.json(operation, { params, query: { ...filters, limit, cursor } });
  let page = await ask(options.cursor);
  if (!options.all) {
    await io.out(options.json ? json(page) : table(columns, page.items, io.width));
    if (page.next !== null && !options.json) io.err(`There is more: repeat with --cursor ${page.next}, or with --all.`);
    return EXIT.ok;
  }
  const items: T[] = [];
  let separator = '{"items":[\n';
  for (;;) {
    if (!options.json) items.push(...page.items);
    else {
      for (const item of page.items) {
        await io.out(`${separator}${JSON.stringify(item)}`);
        separator = ',\n';
      }
    }
    if (page.next === null) break;
    page = await ask(page.next);
  }
  await io.out(
    options.json ? `${separator === ',\n' ? '' : separator}\n],"next":null}\n` : table(columns, items, io.width),
  );
  return EXIT.ok;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
