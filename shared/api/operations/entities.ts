import * as z from 'zod';
import { Correction } from '../../corrections/model';
import { EntityType } from '../../extractors/extractor';
import { GazetteerReport } from '../../gazetteers/model';
import {
  CorrectionDetail,
  EntityArticle,
  EntityDetail,
  EntityRelation,
  EntitySummary,
  page,
  RelationKind,
} from '../schemas';
import { json, none, type Operation } from './operation';
import { articleFilters, DecisionBody, fromAfterTo, fromBeforeTo, id, idOf, paging, published } from './parameters';

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

const EntityRelationsQuery = z
  .strictObject({
    relation: RelationKind.optional().meta({
      description: 'Only this one; none given, all but `co-mention`, which has to be asked for.',
    }),
    other: id.optional().meta({ description: 'Id of the other entity.' }),
    ...published,
    cursor: paging.cursor,
    limit: paging.limit.meta({ description: 'Articles a page; each may have several relations, or none that fits.' }),
  })
  .refine(fromBeforeTo, fromAfterTo);

const CorrectBody = DecisionBody.extend({ correction: Correction });

const ListCorrectionsQuery = z.strictObject({
  entity: id.optional().meta({ description: 'Those that name this entity, or one that is merged into the same.' }),
  ...paging,
});

export const entityOperations = {
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
  listEntityRelations: {
    id: 'listEntityRelations',
    method: 'GET',
    function: 'query',
    path: '/entities/{id}/relations',
    summary: 'What an entity has to do with others, newest article first, each with the sentence that says it',
    params: idOf('entity'),
    query: EntityRelationsQuery,
    body: none,
    response: json(page(EntityRelation)),
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
} as const satisfies Record<string, Operation>;
