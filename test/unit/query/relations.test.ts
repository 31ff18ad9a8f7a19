import type * as z from 'zod';
import * as schemas from '../../../shared/api/schemas';
import type { Analysis } from '../../../shared/archive/records';
import { correctedAnnotations } from '../../../shared/corrections/annotations';
import type { CorrectionRecord, KeptCorrection } from '../../../shared/corrections/model';
import { overlayOf } from '../../../shared/corrections/overlay';
import { analyse } from '../../../shared/extractors/annotate';
import { extractorsFor } from '../../../shared/extractors/registry';
import { analysisOf } from '../../fakes/analyses';
import { articleOf } from '../entities/article';
import { world } from './world';

const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
const page = schemas.page(schemas.EntityRelation);
const list = schemas.page(schemas.ArticleSummary);

/** An analysis of a text by the stage's own extractors, published on a day of March. */
async function analysed(day: number, text: string): Promise<Analysis> {
  const base = analysisOf({ key: `incoming/${day}.txt`, published: `2026-03-${String(day).padStart(2, '0')}` });
  const read = articleOf([text], 'en');
  const article = {
    ...base.article,
    ...read,
    metadata: { ...base.article.metadata, ...read.metadata, published: base.article.metadata.published },
  };
  const { annotations } = await analyse(article, extractorsFor('embedded'), FACTS);
  return { ...base, article, annotations };
}

const TEXTS = [
  'Igor Ivanov met Colin Powell in Cairo on Monday.',
  'It rained in Cairo. Colin Powell slept, and Javier Solana read.',
  'Igor Ivanov told reporters that Colin Powell would come. Voters elected a parliament in a general election; turnout at the polling stations was low.',
];
const POWELL = encodeURIComponent('person:colin-powell');

describe('relations of an entity', () => {
  const asking = async () => {
    const { ask } = await world(...(await Promise.all(TEXTS.map((text, at) => analysed(at + 1, text)))));
    return async <S extends z.ZodType>(schema: S, target: string): Promise<z.infer<S>> => {
      const { statusCode, body } = await ask(target);
      expect(`${statusCode} ${target}`).toBe(`200 ${target}`);
      return schema.parse(JSON.parse(body ?? ''));
    };
  };

  test('newest article first, by page, with articles that have none between', async () => {
    const ask = await asking();
    const found: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null; pages++) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const { items, next: after }: z.infer<typeof page> = await ask(
        page,
        `/entities/${POWELL}/relations?limit=1${cursor}`,
      );
      found.push(...items.map(({ subject, relation, object }) => `${subject.name} ${relation} ${object.name}`));
      next = after;
      expect(pages).toBeLessThan(4);
    }
    expect(found).toEqual(['Igor Ivanov said-about Colin Powell', 'Igor Ivanov met-with Colin Powell']);
  });

  test('by kind, by the other entity, by day, and named together only when that is asked for', async () => {
    const ask = await asking();
    const of = async (query: string) =>
      (await ask(page, `/entities/${POWELL}/relations?${query}`)).items.map(
        ({ relation, subject, object }) => `${subject.name} ${relation} ${object.name}`,
      );
    expect(await of('relation=met-with')).toEqual(['Igor Ivanov met-with Colin Powell']);
    expect(await of('other=person:javier-solana')).toEqual([]);
    expect(await of('other=person:igor-ivanov&to=2026-03-02')).toEqual(['Igor Ivanov met-with Colin Powell']);
    expect(await of('relation=co-mention&other=person:javier-solana')).toEqual([
      'Colin Powell co-mention Javier Solana',
    ]);
  });

  test('articles are listed by topic, those below a topic included', async () => {
    const ask = await asking();
    for (const topic of ['medtop:11000000', 'medtop:20000574', '20000579'])
      expect((await ask(list, `/articles?topic=${topic}`)).items.map(({ key }) => key)).toEqual(['incoming/3.txt']);
    expect((await ask(list, `/articles?topic=medtop:11000000&entity=${POWELL}`)).items).toHaveLength(1);
    expect((await ask(list, '/articles?topic=medtop:11000000&entity=person:javier-solana')).items).toEqual([]);
    expect((await ask(list, '/articles?topic=medtop:15000000')).items).toEqual([]);
  });
});

describe('corrections', () => {
  const kept = (correction: KeptCorrection): CorrectionRecord => ({
    id: `c-${correction.do}`,
    at: '2026-01-01T00:00:00.000Z',
    by: 'somebody',
    reason: 'because',
    correction,
    entities: ['igor-ivanov', 'colin-powell'].map((name) => ({ id: `person:${name}`, type: 'PERSON' as const, name })),
  });
  const shownAfter = async (correction: KeptCorrection) => {
    const { annotations, articleId } = await analysed(1, TEXTS[0] ?? '');
    const { shown } = correctedAnnotations(overlayOf([kept(correction)]), articleId, annotations);
    return shown.flatMap(({ annotation, correctedBy }) =>
      annotation.kind === 'relation' || annotation.kind === 'salience' ? [{ annotation, correctedBy }] : [],
    );
  };

  test('a relation of two that are one, or of one that is none, is not shown', async () => {
    const [ivanov, powell] = ['person:igor-ivanov', 'person:colin-powell'];
    const merged = await shownAfter({ do: 'merge', entity: ivanov, into: powell });
    const hidden = await shownAfter({ do: 'hide', entity: ivanov });
    for (const shown of [merged, hidden])
      expect(shown.filter(({ annotation }) => annotation.kind === 'relation')).toEqual([]);
    expect(
      hidden.some(({ annotation }) => annotation.kind === 'salience' && annotation.value.entity.id === ivanov),
    ).toBe(false);
  });

  test('a new name is shown with the correction', async () => {
    const shown = await shownAfter({ do: 'rename', entity: 'person:igor-ivanov', name: 'Igor S. Ivanov' });
    const relation = shown.find(({ annotation }) => annotation.kind === 'relation');
    expect(relation).toMatchObject({
      correctedBy: ['c-rename'],
      annotation: { value: { subject: { entity: { name: 'Igor S. Ivanov' } } } },
    });
  });
});
