import type { EntitySummary } from '../../shared/api/schemas';
import type { EntityRecord } from '../../shared/archive/records';
import { CorruptDataError } from '../../shared/errors';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';

export async function listEntities(
  input: Input<'listEntities'>,
  { archive }: Dependencies,
): Promise<Answer<'listEntities'>> {
  const { type, q, limit } = input.query;
  return pageOf('listEntities', input, (after) => archive.entities({ type, prefix: q, limit, after }), toEntitySummary);
}

export async function getEntity({ params }: Input<'getEntity'>, deps: Dependencies): Promise<Answer<'getEntity'>> {
  const entity = await knownEntity(params.id, deps);
  const activity = await deps.archive.entityActivity(entity);
  if (!activity) throw new ProblemError('not-found', 'No article mentions this entity any more.');
  const { aliases, articles, atLeast, firstListedAt, lastListedAt } = activity;
  return {
    body: {
      ...toEntitySummary(entity),
      aliases,
      articleCount: { value: articles, atLeast },
      firstListedAt,
      lastListedAt,
    },
  };
}

export async function listEntityArticles(
  input: Input<'listEntityArticles'>,
  deps: Dependencies,
): Promise<Answer<'listEntityArticles'>> {
  const { id } = input.params;
  const { cursor: _, ...filter } = input.query;
  await knownEntity(id, deps);
  return pageOf(
    'listEntityArticles',
    input,
    (after) => deps.archive.articles({ ...filter, entity: id, after }),
    ({ head, entry: { mentionCount, names } }) => {
      if (mentionCount === undefined || names === undefined) {
        throw new CorruptDataError(
          `the entry of ${head.articleId} in the index of ${id} does not say what it mentions`,
        );
      }
      return { ...toSummary(head), mentionCount, names };
    },
  );
}

function toEntitySummary({ id, type, name, wikidata, geonames }: EntityRecord): EntitySummary {
  return { id, type, name, ...(wikidata && { wikidata }), ...(geonames && { geonames }) };
}

async function knownEntity(id: string, { archive }: Dependencies): Promise<EntityRecord> {
  const entity = await archive.entity(id);
  if (!entity) throw new ProblemError('not-found', 'No entity has this id.');
  return entity;
}
