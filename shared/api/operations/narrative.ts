import * as z from 'zod';
import {
  ArticleReferences,
  CitingArticle,
  ListedQuotation,
  MissingIssue,
  page,
  SourceDetail,
  SourceSummary,
} from '../schemas';
import { json, none, type Operation } from './operation';
import { articleFilters, fromAfterTo, fromBeforeTo, id, idOf, paging, prefix, published } from './parameters';

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

export const narrativeOperations = {
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
} as const satisfies Record<string, Operation>;
