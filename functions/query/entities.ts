import type { EntitySummary } from '../../shared/api/schemas';
import type { EntityRecord } from '../../shared/archive/records';
import { correctionsOf, knownEntity, type Overlay, shownAs } from '../../shared/corrections/overlay';
import { follow, membersOf } from '../../shared/corrections/state';
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
  const overlay = await archive.corrections();
  return pageOf(
    'listEntities',
    input,
    (after) => archive.entities({ type, prefix: q, limit, after }, overlay),
    toEntitySummary,
  );
}

/** The entity that the id stands for now: one that is merged into another answers with that one. */
export async function getEntity({ params }: Input<'getEntity'>, deps: Dependencies): Promise<Answer<'getEntity'>> {
  const overlay = await deps.archive.corrections();
  const entity = await presentEntity(params.id, overlay, deps);
  const activity = await deps.archive.entityActivity(entity, overlay);
  if (!activity) throw new ProblemError('not-found', 'No article mentions this entity any more.');
  const { aliases, articles, atLeast, firstListedAt, lastListedAt } = activity;
  const { state, standing } = overlay;
  const { by } = follow(state, params.id);
  return {
    body: {
      ...toEntitySummary(entity),
      aliases,
      articleCount: { value: articles, atLeast },
      firstListedAt,
      lastListedAt,
      askedFor: by.length > 0 ? { id: params.id, correctedBy: by } : null,
      mergedFrom: membersOf(state, entity.id)
        .slice(1)
        .flatMap((member) => state.known.get(member) ?? []),
      neverLinked: (state.apart.get(entity.id) ?? []).map(({ value }) => value),
      corrections: correctionsOf(overlay, entity.id).flatMap(({ id }) => (standing.has(id) ? [id] : [])),
    },
  };
}

export async function listEntityArticles(
  input: Input<'listEntityArticles'>,
  deps: Dependencies,
): Promise<Answer<'listEntityArticles'>> {
  const { cursor: _, ...filter } = input.query;
  const overlay = await deps.archive.corrections();
  const { id } = await presentEntity(input.params.id, overlay, deps);
  return pageOf(
    'listEntityArticles',
    input,
    (after) => deps.archive.articles({ ...filter, entity: id, after }, overlay),
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

/** The entity that an id stands for now, as it is shown. */
export async function presentEntity(asked: string, overlay: Overlay, { archive }: Dependencies): Promise<EntityRecord> {
  const { id } = follow(overlay.state, asked);
  const hidden = overlay.state.hidden.get(id);
  if (hidden !== undefined) {
    const { at, by, reason } = overlay.standing.get(hidden) ?? { at: '', by: 'somebody', reason: '' };
    throw new ProblemError('entity-hidden', `Hidden by ${by} on ${at.slice(0, 10)} (${hidden}): ${reason}`);
  }
  const found = await archive.entity(id);
  const entity = found ? shownAs(overlay, found).entity : knownEntity(overlay, id);
  if (!entity) throw new ProblemError('not-found', 'No entity has this id.');
  return entity;
}
