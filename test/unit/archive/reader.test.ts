import * as fc from 'fast-check';
import { type ArticleFilter, archiveReader, type Position } from '../../../shared/archive/reader';
import type { Analysis } from '../../../shared/archive/records';
import { staleArticles } from '../../../shared/archive/stale';
import { storeAnalysis } from '../../../shared/archive/writer';
import { analysisOf } from '../../fakes/analyses';
import { MemoryTable } from '../../fakes/memory-table';

const SHARDS = 3;
const REQUESTED = '2026-01-10T00:00:00.000Z';

async function archiveOf(analyses: readonly Analysis[]): Promise<MemoryTable> {
  const table = new MemoryTable();
  for (const analysis of analyses) {
    await storeAnalysis(
      table,
      analysis,
      { analysisKey: `articles/${analysis.revision}.json`, requestedAt: REQUESTED },
      SHARDS,
    );
  }
  return table;
}

/** Follows the pages to the end; fails rather than going round for ever. */
async function allPages<T>(
  page: (after?: Position) => Promise<{ items: T[]; next?: Position | undefined }>,
): Promise<T[]> {
  const items: T[] = [];
  let after: Position | undefined;
  for (let pages = 0; pages < 500; pages++) {
    const listed = await page(after);
    items.push(...listed.items);
    if (!listed.next) return items;
    after = JSON.parse(JSON.stringify(listed.next));
  }
  throw new Error('the pages do not end');
}

const allArticles = (table: MemoryTable, filter: Omit<ArticleFilter, 'after'>) =>
  allPages((after) => archiveReader(table).articles({ ...filter, after }));

describe('lists of articles', () => {
  const facts = fc.record({
    entities: fc.subarray(['Ana Petrova', 'Jo Berg', 'ORG:Fisheries Board']),
    publication: fc.constantFrom(undefined, 'Monitor', 'Harbour Post'),
    published: fc.constantFrom(undefined, '1999-12-31', '2000-01-01', '2000-12-18', '2000-12-19', '2001-06-01'),
  });

  it('are complete, newest first and without repetition, whatever the filter and the size of the page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(facts, { maxLength: 25 }),
        fc.record({
          limit: fc.integer({ min: 1, max: 7 }),
          publication: fc.constantFrom(undefined, 'monitor', 'HARBOUR  post'),
          entity: fc.constantFrom(undefined, 'person:jo-berg'),
          from: fc.constantFrom(undefined, '2000-01-01', '2000-12-19'),
          to: fc.constantFrom(undefined, '2000-12-18', '2000-12-31'),
        }),
        async (all, filter) => {
          const analyses = all.map((each, at) => analysisOf({ ...each, key: `incoming/${at}.txt` }));
          const listed = await allArticles(await archiveOf(analyses), filter);
          const expected = analyses.filter(({ article, annotations }) => {
            const published = article.metadata.published?.value;
            const dated = filter.from !== undefined || filter.to !== undefined;
            return (
              (!filter.publication ||
                article.metadata.publication?.value ===
                  (filter.publication === 'monitor' ? 'Monitor' : 'Harbour Post')) &&
              (!filter.entity ||
                annotations.some(({ kind, value }) => kind === 'mention' && value.id === filter.entity)) &&
              (!dated || published !== undefined) &&
              (!filter.from || (published ?? '') >= filter.from) &&
              (!filter.to || (published ?? '') <= filter.to)
            );
          });
          const ids = listed.map(({ head }) => head.articleId);
          expect([...ids].sort()).toEqual(expected.map(({ articleId }) => articleId).sort());
          const places = listed.map(({ entry }) => entry.listedAt);
          expect(places).toEqual([...places].sort().reverse());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('passes over what is not the revision of the head', async () => {
    const before = analysisOf({ version: 1, entities: ['Ana Petrova'] });
    const table = await archiveOf([before]);
    const left = [...table.items.values()].map((item) => structuredClone(item));
    const after = analysisOf({ version: 2, entities: ['Jo Berg'] });
    await storeAnalysis(table, after, { analysisKey: 'articles/2.json', requestedAt: REQUESTED }, SHARDS);
    // As if the entries of the version before were still there.
    await table.putMany(left.filter(({ sk }) => sk !== 'HEAD'));
    expect((await allArticles(table, { limit: 5 })).map(({ head }) => head.current.revision)).toEqual([after.revision]);
    expect(await allArticles(table, { limit: 5, entity: 'person:ana-petrova' })).toEqual([]);
  });

  it('answers with a short page and a way on when a filter finds little in much', async () => {
    const analyses = Array.from({ length: 600 }, (_, at) =>
      analysisOf({
        key: `incoming/${at}.txt`,
        publication: at === 0 ? 'Monitor' : 'Harbour Post',
        published: '2000-12-18',
      }),
    );
    const table = await archiveOf(analyses);
    const filter = { limit: 5, entity: 'person:ana-petrova', publication: 'Monitor' };
    const first = await archiveReader(table).articles(filter);
    expect(first.next).toBeDefined();
    expect((await allArticles(table, filter)).map(({ head }) => head.key)).toEqual(['incoming/0.txt']);
  });
});

describe('lists of entities', () => {
  const people = ['Vladimir Putin', 'Igor Ivanov', 'Sergei Ivanov', 'ORG:Northern Maritime Council', 'Éva Nagy'];
  const list = async (prefix?: string, limit = 2) => {
    const table = await archiveOf([analysisOf({ entities: people })]);
    const found = await allPages((after) => archiveReader(table).entities({ prefix, limit, after }));
    return found.map(({ name }) => name);
  };

  it('come once each, by name', async () => {
    expect(await list()).toEqual([
      'Éva Nagy',
      'Igor Ivanov',
      'Northern Maritime Council',
      'Sergei Ivanov',
      'Vladimir Putin',
    ]);
  });

  it('are found by any word of the name, by initials, without case and accents', async () => {
    expect(await list('ivan')).toEqual(['Igor Ivanov', 'Sergei Ivanov']);
    expect(await list('PUT')).toEqual(['Vladimir Putin']);
    expect(await list('eva')).toEqual(['Éva Nagy']);
    expect(await list('nmc')).toEqual(['Northern Maritime Council']);
    expect(await list('maritime council')).toEqual(['Northern Maritime Council']);
    expect(await list('n')).toEqual(['Éva Nagy', 'Northern Maritime Council']);
    expect(await list('zz')).toEqual([]);
    expect(await list('«»')).toEqual([]);
  });

  it('tell how often, under which names, first and last', async () => {
    const table = await archiveOf([
      analysisOf({ key: 'incoming/1', entities: ['Jo Berg'], published: '2000-12-18' }),
      analysisOf({ key: 'incoming/2', entities: ['Jo Berg'], published: '2001-02-03' }),
      analysisOf({ key: 'incoming/3', entities: ['Li Wei'], published: '2002-02-03' }),
    ]);
    const reader = archiveReader(table);
    const entity = await reader.entity('person:jo-berg');
    expect(entity).toEqual({ id: 'person:jo-berg', type: 'PERSON', name: 'Jo Berg' });
    expect(entity && (await reader.entityActivity(entity))).toEqual({
      aliases: [],
      articles: 2,
      atLeast: false,
      firstListedAt: '2000-12-18T00:00:00.000Z',
      lastListedAt: '2001-02-03T00:00:00.000Z',
    });
    expect(await reader.entity('person:nobody')).toBeUndefined();
  });
});

describe('stale articles', () => {
  it('are those of other versions, page by page', async () => {
    const analyses = [
      ...Array.from({ length: 7 }, (_, at) => analysisOf({ key: `incoming/old-${at}`, extractor: '1.0.0' })),
      ...Array.from({ length: 4 }, (_, at) => analysisOf({ key: `incoming/older-${at}`, extractor: '0.9.0' })),
      analysisOf({ key: 'incoming/new', extractor: '2.0.0' }),
    ];
    const table = await archiveOf(analyses);
    const current = { parser: '1.0.0', entities: '2.0.0' };
    const stale = await allPages((after) => staleArticles(table, current, { limit: 3, after }));
    expect(stale.map(({ key }) => key).sort()).toEqual(
      analyses
        .slice(0, 11)
        .map(({ drop }) => drop.key)
        .sort(),
    );
    expect(
      await allPages((after) => staleArticles(table, { parser: '1.0.0', entities: '1.0.0' }, { limit: 3, after })),
    ).toHaveLength(5);
  });
});
