import * as z from 'zod';
import { topicOf } from '../../topics/taxonomy';
import {
  ArticleDetail,
  ArticleSummary,
  ArticleVersions,
  DecisionReport,
  page,
  SimilarArticles,
  SourceMap,
} from '../schemas';
import { json, none, type Operation } from './operation';
import { articleFilters, DecisionBody, day, fromAfterTo, fromBeforeTo, id, idOf, paging } from './parameters';

const ListArticlesQuery = z
  .strictObject({
    ...articleFilters,
    entity: id.optional().meta({ description: 'Id of an entity that the article mentions.' }),
    cites: id.optional().meta({ description: 'Id of a source that the article cites.' }),
    topic: z
      .string()
      .transform((topic) => (/^\d{8}$/.test(topic) ? `medtop:${topic}` : topic))
      .refine((topic) => topicOf(topic) !== undefined, {
        error: 'must be the id of an IPTC Media Topic, medtop:20000574',
      })
      .optional()
      .meta({ description: 'Id of an IPTC Media Topic (medtop:20000574) that it, or one below it, is of.' }),
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
  })
  .refine(({ mentionsFrom, topic }) => mentionsFrom === undefined || topic === undefined, {
    path: ['topic'],
    error: 'does not go together with mentionsFrom',
  });

export const articleOperations = {
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
} as const satisfies Record<string, Operation>;
