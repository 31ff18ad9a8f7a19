import type { EntityRelation } from '../../shared/api/schemas';
import { correctedAnnotations } from '../../shared/corrections/annotations';
import { follow } from '../../shared/corrections/state';
import { type Answer, type Input, pageOf } from '../../shared/http/callable';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';
import { presentEntity } from './entities';
import { analysedOf } from './shown';
import { namedTogether, relationsIn } from './shown-relations';

/** Of one article and entity. */
const MOST_CO_MENTIONS = 20;
const MOST_RELATIONS = 50;

/** What an entity has to do with others, by article, newest first: read from the analyses of the articles that name it. */
export async function listEntityRelations(
  input: Input<'listEntityRelations'>,
  deps: Dependencies,
): Promise<Answer<'listEntityRelations'>> {
  const { relation, other: askedOther, from, to, limit } = input.query;
  const overlay = await deps.archive.corrections();
  const { id } = await presentEntity(input.params.id, overlay, deps);
  const other = askedOther === undefined ? undefined : follow(overlay.state, askedOther).id;
  const page = await pageOf(
    'listEntityRelations',
    input,
    (after) => deps.archive.articles({ entity: id, from, to, limit, after }, overlay),
    ({ head }) => head,
  );
  const articles = await analysedOf(page.body.items, deps);
  const items = articles.flatMap(({ head, analysis: { annotations, article } }): EntityRelation[] => {
    const { shown } = correctedAnnotations(overlay, head.articleId, annotations);
    const all =
      relation === 'co-mention'
        ? namedTogether(shown, article, { of: id, most: other === undefined ? MOST_CO_MENTIONS : 1_000 })
        : relationsIn(shown, article).filter((found) => relation === undefined || found.relation === relation);
    const summary = toSummary(head);
    return all
      .filter(({ subject, object }) => [subject.id, object.id].includes(id))
      .filter(({ subject, object }) => other === undefined || [subject.id, object.id].includes(other))
      .slice(0, MOST_RELATIONS)
      .map((found) => ({ ...found, article: summary }));
  });
  return { body: { items, next: page.body.next } };
}
