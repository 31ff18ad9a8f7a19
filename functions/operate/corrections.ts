import { type CorrectionDependencies, correct, undoCorrection } from '../../shared/archive/corrections';
import type { CorrectionDecision } from '../../shared/archive/decisions';
import { entityIndex, valueKey } from '../../shared/archive/keys';
import { entityPlaces, placed } from '../../shared/archive/places';
import { EntityRecord } from '../../shared/archive/records';
import { showCorrection } from '../../shared/archive/show-correction';
import type { Correction } from '../../shared/corrections/model';
import type { Overlay } from '../../shared/corrections/overlay';
import type { Refusal } from '../../shared/corrections/refusal';
import { typeOf } from '../../shared/corrections/state';
import { entityId } from '../../shared/entities/ids';
import type { Answer, Input } from '../../shared/http/callable';
import { ProblemError } from '../../shared/http/problems';

export async function makeCorrection(
  { body: { correction, ...author } }: Input<'correct'>,
  to: CorrectionDependencies,
): Promise<Answer<'correct'>> {
  const settled = correction.do === 'split' ? await settledSplit(correction, to) : correction;
  return answer(await correct(to, settled, author), to);
}

export async function undo({ params, body }: Input<'undoCorrection'>, to: CorrectionDependencies) {
  const undone = await undoCorrection(to, params.id, body);
  if (!undone) throw new ProblemError('not-found', 'No correction has this id.');
  return answer(undone, to);
}

async function answer(made: CorrectionDecision | Refusal, { corrections }: CorrectionDependencies) {
  if (!('field' in made)) return { body: showCorrection(made, await corrections.overlay()) };
  const { kind, detail, field } = made;
  const fields = [{ field: field === 'id' || field === 'correction' ? field : `correction.${field}`, message: detail }];
  throw new ProblemError(kind === 'conflict' ? 'correction-conflict' : 'correction-impossible', detail, fields);
}

type Split = Extract<Correction, { do: 'split' }>;

/** A split of articles that mention the entity, into one that has an id. */
async function settledSplit(split: Split, to: CorrectionDependencies): Promise<Split> {
  const { entity, into, name } = split;
  const overlay = await to.corrections.overlay();
  const articles = [...new Set(split.articles)];
  const mentioning = await Promise.all(articles.map((id) => mentions(overlay, entity, id, to)));
  const without = articles.filter((_, at) => !mentioning[at]);
  if (without.length > 0) {
    const detail = `${entity} is not mentioned in ${without.join(', ')}.`;
    throw new ProblemError('correction-impossible', detail, [{ field: 'correction.articles', message: detail }]);
  }
  if ((into === undefined) === (name === undefined)) {
    const message = 'either this, of an entity that there is, or `name` of the one that is made';
    throw new ProblemError('invalid-parameters', `into: ${message}.`, [{ field: 'correction.into', message }]);
  }
  if (name === undefined) return { ...split, articles };
  return { ...split, articles, into: await freeId(overlay, split, name, to) };
}

/** Whether an article mentions what is shown as this entity. */
async function mentions(overlay: Overlay, entity: string, articleId: string, { table }: CorrectionDependencies) {
  const article = await placed(table, articleId);
  if (!article) return false;
  const { walked, pinned } = entityPlaces(overlay, entity);
  return (
    walked.some(({ index, takes }) => article.indexes.has(index) && (takes?.(articleId) ?? true)) ||
    pinned.some((each) => each.articleId === articleId && article.indexes.has(each.index))
  );
}

/** Most entities of one name. */
const NAMESAKES = 100;

/** The id of an entity that is made: that of its name, or with a number where another has that. */
async function freeId(overlay: Overlay, { entity, type }: Split, name: string, { table }: CorrectionDependencies) {
  const known = await table.get(valueKey(entityIndex(entity)));
  const stated = type ?? typeOf(overlay.state, entity) ?? EntityRecord.safeParse(known).data?.type;
  // That there is no such entity is said with all else that stands against it.
  const first = entityId(stated ?? 'PERSON', name);
  for (let at = 1; at < NAMESAKES; at++) {
    const id = at === 1 ? first : `${first}-${at}`;
    if (!overlay.state.known.has(id) && !(await table.get(valueKey(entityIndex(id))))) return id;
  }
  throw new ProblemError('correction-conflict', `There are ${NAMESAKES} entities of the name ${name}.`);
}
