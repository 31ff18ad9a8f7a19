import * as z from 'zod';
import { Correction } from '../corrections/model';
import { EntityType } from '../extractors/extractor';
import { GazetteerReport } from '../gazetteers/model';
import { QUEUE_NAMES } from '../pipeline/topology';
import { Outcome, Selector } from '../runs/records';
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
  DropState,
  EntityArticle,
  EntityDetail,
  EntitySummary,
  Health,
  InventoryReport,
  ListedQuotation,
  MissingIssue,
  page,
  ReasonClass,
  Receipt,
  Redrive,
  RetryReport,
  RunChange,
  RunDetail,
  SimilarArticles,
  SourceDetail,
  SourceMap,
  SourceSummary,
  Stage,
} from './schemas';

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

const none = z.strictObject({});

/** Ids become part of table keys, which DynamoDB limits to 2,048 bytes. */
const MAX_ID_BYTES = 1024;
const id = z
  .string()
  .min(1, { error: 'must not be empty' })
  .refine((value) => Buffer.byteLength(value) <= MAX_ID_BYTES, {
    error: `must be at most ${MAX_ID_BYTES} bytes long`,
  });

const idOf = (of: string) => z.strictObject({ id: id.meta({ description: `Id of the ${of}.` }) });

const queueParams = z.strictObject({
  queue: z
    .enum(QUEUE_NAMES, { error: `must be one of ${QUEUE_NAMES.join(', ')}` })
    .meta({ description: 'Name of the queue that gave up.' }),
});

const day = z.iso.date({ error: 'must be a day of the calendar, YYYY-MM-DD' });

const MAX_LIMIT = 100;
const wholeNumber = { error: `must be a whole number from 1 to ${MAX_LIMIT}` };

const paging = {
  limit: z.coerce
    .number(wholeNumber)
    .int(wholeNumber)
    .min(1, wholeNumber)
    .max(MAX_LIMIT, wholeNumber)
    .default(20)
    .meta({ description: 'Items a page; a page may hold fewer and still have a next one.' }),
  cursor: z
    .string()
    .max(4096)
    .optional()
    .meta({ description: '`next` of the page before; every other parameter but `limit` has to be the same.' }),
};

const published = {
  from: day
    .optional()
    .meta({ description: 'Published on this day (UTC) or later. Articles of unknown date are left out.' }),
  to: day
    .optional()
    .meta({ description: 'Published on this day (UTC) or earlier. Articles of unknown date are left out.' }),
};

const articleFilters = {
  publication: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Name of the publication; case does not matter.' }),
  ...published,
};

/** For a query with `from` and `to`: ISO days compare as text. */
const fromBeforeTo = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  from === undefined || to === undefined || from <= to;
const fromAfterTo = { path: ['from'], error: 'must not be after `to`' };

const ListArticlesQuery = z
  .strictObject({
    ...articleFilters,
    entity: id.optional().meta({ description: 'Id of an entity that the article mentions.' }),
    cites: id.optional().meta({ description: 'Id of a source that the article cites.' }),
    mentionsFrom: day.optional().meta({ description: 'Speaks of this day (UTC) or a later one, up to `mentionsTo`.' }),
    mentionsTo: day
      .optional()
      .meta({ description: 'Speaks of this day (UTC) or an earlier one; goes with `mentionsFrom`.' }),
    ...paging,
  })
  .refine(fromBeforeTo, fromAfterTo)
  .refine(({ mentionsFrom, mentionsTo }) => (mentionsFrom === undefined) === (mentionsTo === undefined), {
    path: ['mentionsTo'],
    error: 'has to be given together with mentionsFrom',
  })
  .refine(({ mentionsFrom: from, mentionsTo: to }) => from === undefined || to === undefined || from <= to, {
    path: ['mentionsFrom'],
    error: 'must not be after `mentionsTo`',
  });
const prefix = (of: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: `Prefix of ${of}; case and accents do not matter.` });
const ListSourcesQuery = z.strictObject({ q: prefix('a name'), ...paging });
const CitationsQuery = z.strictObject({ ...published, ...paging }).refine(fromBeforeTo, fromAfterTo);
const ListMissingQuery = z.strictObject({ publication: articleFilters.publication, cursor: paging.cursor });
const ListQuotationsQuery = z
  .strictObject({
    speaker: id.optional().meta({ description: 'Id of an entity that speaks.' }),
    source: id.optional().meta({ description: 'Id of a source that the words are cited from.' }),
    ...published,
    cursor: paging.cursor,
    limit: paging.limit.meta({ description: 'Articles a page; each may have several quotations, or none that fits.' }),
  })
  .refine(fromBeforeTo, fromAfterTo);
const ListEntitiesQuery = z.strictObject({
  type: EntityType.optional(),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Prefix of a name or of one of its words; case and accents do not matter.' }),
  ...paging,
});
const EntityArticlesQuery = z.strictObject({ ...articleFilters, ...paging }).refine(fromBeforeTo, fromAfterTo);
const dropFilters = {
  reason: ReasonClass.optional().meta({ description: 'Quarantined for a reason of this class.' }),
  stage: Stage.optional().meta({ description: 'The stage that it is at, or did not get through.' }),
  keyPrefix: z.string().min(1).max(1024).optional().meta({ description: 'What its key begins with: incoming/…' }),
};
const ListDropsQuery = z.strictObject({ state: DropState.optional(), ...dropFilters, ...paging });

const saysWhich = ({
  ids,
  reason,
  stage,
  keyPrefix,
}: Partial<Record<'ids' | 'reason' | 'stage' | 'keyPrefix', unknown>>) =>
  (ids === undefined) !== [reason, stage, keyPrefix].every((filter) => filter === undefined);
const RetryDropsBody = z
  .strictObject({
    ids: z
      .array(id)
      .min(1)
      .max(MAX_LIMIT)
      .optional()
      .meta({ description: 'Drops that did not get through, or do not come to their end.' }),
    ...dropFilters,
    cursor: paging.cursor,
  })
  .refine(saysWhich, { path: ['ids'], error: 'either these, or at least one of reason, stage and keyPrefix' });

const StartRunBody = z.strictObject({
  selector: Selector.default({}).meta({ description: 'Which articles; none given, those that are stale.' }),
  dryRun: z.boolean().default(false).meta({ description: 'Only counts: articles, time and USD.' }),
  pace: z.number().min(0.05).max(100).default(20).meta({ description: 'Articles a second at most.' }),
  cap: z
    .strictObject({ articles: z.int().positive().optional(), usd: z.number().positive().optional() })
    .default({})
    .meta({ description: 'Ends the run after so many articles, or before it is expected to have cost more.' }),
  reason: z.string().max(500).optional(),
});
const ListRunChangesQuery = z.strictObject({ outcome: Outcome.optional(), ...paging });
const ReasonBody = z.strictObject({ reason: z.string().max(500).optional() });

const DecisionBody = z.strictObject({
  reason: z.string().trim().min(1, { error: 'must say why' }).max(1000).meta({ description: 'Why; it is kept.' }),
  by: z.string().trim().min(1).max(200).default('api').meta({ description: 'Who decided it; it is kept.' }),
});
const CorrectBody = DecisionBody.extend({ correction: Correction });
const ListCorrectionsQuery = z.strictObject({
  entity: id.optional().meta({ description: 'Those that name this entity, or one that is merged into the same.' }),
  ...paging,
});
const TakeInventoryBody = z.strictObject({
  rebuild: z.boolean().default(false).meta({
    description: 'Make the table anew from the bucket; what is there already stays. Begins from the start.',
  }),
  goOn: z.boolean().default(false).meta({ description: 'Only go on with the one under way; start none.' }),
});

const json = <T extends z.ZodType>(schema: T) => ({ mediaType: 'application/json', schema }) as const;

export const operations = {
  getHealth: {
    id: 'getHealth',
    method: 'GET',
    function: 'query',
    path: '/health',
    summary: 'Whether the API answers, and with which versions',
    params: none,
    query: none,
    body: none,
    response: json(Health),
  },
  listArticles: {
    id: 'listArticles',
    method: 'GET',
    function: 'query',
    path: '/articles',
    summary: 'Articles, newest first',
    params: none,
    query: ListArticlesQuery,
    body: none,
    response: json(page(ArticleSummary)),
  },
  getArticle: {
    id: 'getArticle',
    method: 'GET',
    function: 'query',
    path: '/articles/{id}',
    summary: 'One article with its annotations',
    params: idOf('article'),
    query: none,
    body: none,
    response: json(ArticleDetail),
  },
  getArticleText: {
    id: 'getArticleText',
    method: 'GET',
    function: 'query',
    path: '/articles/{id}/text',
    summary: 'Its canonical text, which all offsets count in',
    params: idOf('article'),
    query: none,
    body: none,
    response: { mediaType: 'text/plain; charset=utf-8' },
  },
  getSourceMap: {
    id: 'getSourceMap',
    method: 'GET',
    function: 'query',
    path: '/articles/{id}/source-map',
    summary: 'Where its text stands in the file',
    params: idOf('article'),
    query: none,
    body: none,
    response: json(SourceMap),
  },
  listArticleVersions: {
    id: 'listArticleVersions',
    method: 'GET',
    function: 'query',
    path: '/articles/{id}/versions',
    summary: 'What each drop of its file was read as, with the sentences that came and went',
    params: idOf('article'),
    query: none,
    body: none,
    response: json(ArticleVersions),
  },
  listSimilarArticles: {
    id: 'listSimilarArticles',
    method: 'GET',
    function: 'query',
    path: '/articles/{id}/similar',
    summary: 'Copies and near-copies of it, and which of them came first',
    params: idOf('article'),
    query: none,
    body: none,
    response: json(SimilarArticles),
  },
  listEntities: {
    id: 'listEntities',
    method: 'GET',
    function: 'query',
    path: '/entities',
    summary: 'Entities by name',
    params: none,
    query: ListEntitiesQuery,
    body: none,
    response: json(page(EntitySummary)),
  },
  getEntity: {
    id: 'getEntity',
    method: 'GET',
    function: 'query',
    path: '/entities/{id}',
    summary: 'One entity',
    params: idOf('entity'),
    query: none,
    body: none,
    response: json(EntityDetail),
  },
  listEntityArticles: {
    id: 'listEntityArticles',
    method: 'GET',
    function: 'query',
    path: '/entities/{id}/articles',
    summary: 'Articles that mention an entity, newest first',
    params: idOf('entity'),
    query: EntityArticlesQuery,
    body: none,
    response: json(page(EntityArticle)),
  },
  correct: {
    id: 'correct',
    method: 'POST',
    function: 'operate',
    path: '/corrections',
    summary: 'Corrects entities: applies at once to everything that is asked, until it is undone',
    params: none,
    query: none,
    body: CorrectBody,
    response: json(CorrectionDetail),
  },
  listCorrections: {
    id: 'listCorrections',
    method: 'GET',
    function: 'query',
    path: '/corrections',
    summary: 'Corrections of entities, newest first',
    params: none,
    query: ListCorrectionsQuery,
    body: none,
    response: json(page(CorrectionDetail)),
  },
  getCorrection: {
    id: 'getCorrection',
    method: 'GET',
    function: 'query',
    path: '/corrections/{id}',
    summary: 'One correction',
    params: idOf('correction'),
    query: none,
    body: none,
    response: json(CorrectionDetail),
  },
  undoCorrection: {
    id: 'undoCorrection',
    method: 'POST',
    function: 'operate',
    path: '/corrections/{id}/undo',
    summary: 'Takes a correction back: everything is as if it had never been',
    params: idOf('correction'),
    query: none,
    body: DecisionBody,
    response: json(CorrectionDetail),
  },
  getArticleReferences: {
    id: 'getArticleReferences',
    method: 'GET',
    function: 'query',
    path: '/articles/{id}/references',
    summary: 'Which articles it refers to ("see the Monitor, December 7"), and which refer to it',
    params: idOf('article'),
    query: none,
    body: none,
    response: json(ArticleReferences),
  },
  listMissing: {
    id: 'listMissing',
    method: 'GET',
    function: 'query',
    path: '/missing',
    summary: 'Issues that articles refer to and that are not in the archive, the most wanted first',
    params: none,
    query: ListMissingQuery,
    body: none,
    response: json(page(MissingIssue)),
  },
  getGazetteers: {
    id: 'getGazetteers',
    method: 'GET',
    function: 'query',
    path: '/gazetteers',
    summary: "What became of the users' gazetteers: what takes part, what was refused and why",
    params: none,
    query: none,
    body: none,
    response: json(GazetteerReport),
  },
  listSources: {
    id: 'listSources',
    method: 'GET',
    function: 'query',
    path: '/sources',
    summary: 'Cited sources by name',
    params: none,
    query: ListSourcesQuery,
    body: none,
    response: json(page(SourceSummary)),
  },
  getSource: {
    id: 'getSource',
    method: 'GET',
    function: 'query',
    path: '/sources/{id}',
    summary: 'One source',
    params: idOf('source'),
    query: none,
    body: none,
    response: json(SourceDetail),
  },
  listCitations: {
    id: 'listCitations',
    method: 'GET',
    function: 'query',
    path: '/sources/{id}/citations',
    summary: 'Articles that cite a source, newest first, with the days of the reports',
    params: idOf('source'),
    query: CitationsQuery,
    body: none,
    response: json(page(CitingArticle)),
  },
  listQuotations: {
    id: 'listQuotations',
    method: 'GET',
    function: 'query',
    path: '/quotations',
    summary: 'Who said what, newest article first',
    params: none,
    query: ListQuotationsQuery,
    body: none,
    response: json(page(ListedQuotation)),
  },
  listDrops: {
    id: 'listDrops',
    method: 'GET',
    function: 'query',
    path: '/drops',
    summary: 'Receipts, newest first',
    params: none,
    query: ListDropsQuery,
    body: none,
    response: json(page(Receipt)),
  },
  getDrop: {
    id: 'getDrop',
    method: 'GET',
    function: 'query',
    path: '/drops/{id}',
    summary: 'One receipt',
    params: idOf('drop'),
    query: none,
    body: none,
    response: json(Receipt),
  },
  retryDrop: {
    id: 'retryDrop',
    method: 'POST',
    function: 'operate',
    path: '/drops/{id}/retry',
    summary: 'Has a drop read again that was quarantined or does not come to its end',
    params: idOf('drop'),
    query: none,
    body: none,
    response: json(Receipt),
  },
  listDeadLetterQueues: {
    id: 'listDeadLetterQueues',
    method: 'GET',
    function: 'operate',
    path: '/dead-letters',
    summary: 'How many messages each queue has given up',
    params: none,
    query: none,
    body: none,
    response: json(DeadLetterQueues),
  },
  listDeadLetters: {
    id: 'listDeadLetters',
    method: 'GET',
    function: 'operate',
    path: '/dead-letters/{queue}',
    summary: 'Messages that a queue has given up, and why; some of them, in no order',
    params: queueParams,
    query: z.strictObject({ limit: paging.limit }),
    body: none,
    response: json(DeadLetters),
  },
  redrive: {
    id: 'redrive',
    method: 'POST',
    function: 'operate',
    path: '/dead-letters/{queue}/redrive',
    summary: 'Moves what a queue has given up back to it, at a bounded rate; repeat with `next` until it is null',
    params: queueParams,
    query: none,
    body: z.strictObject({
      rate: z.int().min(1).max(500).default(10).meta({ description: 'Messages a second, at most.' }),
      cursor: paging.cursor,
    }),
    response: json(Redrive),
  },
  retryDrops: {
    id: 'retryDrops',
    method: 'POST',
    function: 'operate',
    path: '/drops/retry',
    summary:
      'Has many drops read again: those named, or all quarantined ones that fit; repeat with `next` until it is null',
    params: none,
    query: none,
    body: RetryDropsBody,
    response: json(RetryReport),
  },
  deleteDrop: {
    id: 'deleteDrop',
    method: 'DELETE',
    function: 'inventory',
    path: '/drops/{id}',
    summary: 'Deletes a dropped file and all that was made of it, for good; repeat while it is `deleting`',
    params: idOf('drop'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
  getHold: {
    id: 'getHold',
    method: 'GET',
    function: 'query',
    path: '/drops/{id}/hold',
    summary: 'The legal hold on a drop, or that there is none',
    params: idOf('drop'),
    query: none,
    body: none,
    response: json(DecisionReport),
  },
  holdDrop: {
    id: 'holdDrop',
    method: 'PUT',
    function: 'inventory',
    path: '/drops/{id}/hold',
    summary: 'Puts a drop under legal hold: it cannot be deleted until it is released',
    params: idOf('drop'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
  releaseDrop: {
    id: 'releaseDrop',
    method: 'DELETE',
    function: 'inventory',
    path: '/drops/{id}/hold',
    summary: 'Ends a legal hold',
    params: idOf('drop'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
  deleteArticle: {
    id: 'deleteArticle',
    method: 'DELETE',
    function: 'inventory',
    path: '/articles/{id}',
    summary: 'Deletes an article in every version of its file so far; the file itself stays',
    params: idOf('article'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
  getInventory: {
    id: 'getInventory',
    method: 'GET',
    function: 'inventory',
    path: '/inventory',
    summary: 'What the last inventory of bucket and table found, and how far the one under way is',
    params: none,
    query: none,
    body: none,
    response: json(InventoryReport),
  },
  takeInventory: {
    id: 'takeInventory',
    method: 'POST',
    function: 'inventory',
    path: '/inventory',
    summary: 'Starts an inventory, or goes on with the one under way; repeat until `running` is null',
    params: none,
    query: none,
    body: TakeInventoryBody,
    response: json(InventoryReport),
  },
  startRun: {
    id: 'startRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs',
    summary: 'Starts a re-processing run, or counts what one would do',
    params: none,
    query: none,
    body: StartRunBody,
    response: json(RunDetail),
  },
  listRuns: {
    id: 'listRuns',
    method: 'GET',
    function: 'reprocess',
    path: '/runs',
    summary: 'Re-processing runs, newest first',
    params: none,
    query: z.strictObject(paging),
    body: none,
    response: json(page(RunDetail)),
  },
  getRun: {
    id: 'getRun',
    method: 'GET',
    function: 'reprocess',
    path: '/runs/{id}',
    summary: 'One run: progress, and what it changed in sum',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  listRunChanges: {
    id: 'listRunChanges',
    method: 'GET',
    function: 'reprocess',
    path: '/runs/{id}/changes',
    summary: 'What a run did to each article',
    params: idOf('run'),
    query: ListRunChangesQuery,
    body: none,
    response: json(page(RunChange)),
  },
  pauseRun: {
    id: 'pauseRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/pause',
    summary: 'Lets a run rest; what it sent is finished',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  resumeRun: {
    id: 'resumeRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/resume',
    summary: 'Has a run go on that was paused or failed',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  cancelRun: {
    id: 'cancelRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/cancel',
    summary: 'Ends a run; what it did stays',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  rollBackRun: {
    id: 'rollBackRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/rollback',
    summary: 'Starts a run that puts back what another changed',
    params: idOf('run'),
    query: none,
    body: ReasonBody,
    response: json(RunDetail),
  },
  rollBackArticle: {
    id: 'rollBackArticle',
    method: 'POST',
    function: 'reprocess',
    path: '/articles/{id}/rollback',
    summary: 'Puts an article back to the revision that a run replaced',
    params: idOf('article'),
    query: none,
    body: ReasonBody,
    response: json(ArticleRollback),
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;
