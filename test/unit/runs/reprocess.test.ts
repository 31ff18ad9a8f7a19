import { reprocessOperations } from '../../../functions/reprocess/operations';
import { runStep } from '../../../functions/reprocess/run-step';
import { revive, sweep } from '../../../functions/reprocess/start';
import type { OperationId } from '../../../shared/api/operations';
import type { RunChange } from '../../../shared/api/schemas';
import { page, RunChange as RunChangeSchema, RunDetail } from '../../../shared/api/schemas';
import { TemporaryError } from '../../../shared/errors';
import { dropOf } from '../../../shared/pipeline/drop';
import type { Item } from '../../../shared/ports';
import { lastHolder } from '../../../shared/runs/claim';
import { wordsExtractor } from '../../fakes/extractors';
import { timeless } from '../../fakes/items';
import { Pipeline } from '../../fakes/pipeline';

const BRIEF =
  'Publication: Monitor Volume: 3 Issue: 12\n\nPetrova met Berg in the harbour on Tuesday.\n\nBerg left early.\n';
const old = [wordsExtractor('1.0.0', 'Petrova', 'Berg')];
const renamed = [wordsExtractor('2.0.0', 'Petrova', 'harbour')];
const pipeline = () => new Pipeline(old);

/** Without receipts, and without what only a run leaves. */
const archiveOf = (p: Pipeline): Item[] =>
  p.table
    .contents()
    .filter(({ pk }) => !/^(DROP|RECEIPTS|INDEX#receipts|RUN|CLAIM#runs)/.test(pk))
    .map(({ runId, previous, rolledBack, ...item }) => item);
const runsOf = (p: Pipeline) => p.table.contents().filter(({ sk }) => sk === 'STATE');

/** Calls an operation of the API as the function does. */
async function call(p: Pipeline, id: OperationId, given: { params?: object; query?: object; body?: object } = {}) {
  const { params = {}, query = {}, body = {} } = given;
  return (await reprocessOperations[id]?.call({ params, query, body }, p.runs))?.body;
}
const detail = async (...of: Parameters<typeof call>) => RunDetail.parse(await call(...of));
async function changesOf(p: Pipeline, id: string, query = {}): Promise<RunChange[]> {
  return page(RunChangeSchema).parse(await call(p, 'listRunChanges', { params: { id }, query })).items;
}

async function dropMany(p: Pipeline, count: number): Promise<void> {
  for (let at = 0; at < count; at++) await p.drop(`incoming/${at}.txt`, BRIEF.replace('Tuesday', `day ${at}`));
}

describe('a run', () => {
  it('leaves the items that a fresh drop of the same file leaves, but for when it was asked for', async () => {
    const p = pipeline();
    const event = p.upload('incoming/brief.txt', BRIEF);
    await p.announce(event);
    p.extractors = renamed;
    expect(await p.reprocess()).toMatchObject({
      state: 'finished',
      counted: { articles: 1, toParse: 0, madeBy: [{ versions: { words: '1.0.0' }, articles: 1 }] },
      done: { changed: 1, unchanged: 0, superseded: 0, failed: 0 },
      changes: { mention: { added: 1, removed: 2, changed: 0 } },
    });

    const fresh = new Pipeline(renamed);
    await fresh.announce(fresh.upload('incoming/brief.txt', BRIEF));
    expect(timeless(archiveOf(p))).toEqual(timeless(archiveOf(fresh)));
    expect(await p.reprocess()).toMatchObject({ state: 'finished', counted: { articles: 0 } });
  });

  it('is harmless when the drop comes again, and when the extractors were older for a while', async () => {
    const p = pipeline();
    const event = p.upload('incoming/brief.txt', BRIEF);
    await p.announce(event);
    p.extractors = renamed;
    await p.reprocess();
    const once = archiveOf(p);
    await p.announce(event);
    p.extractors = old;
    await p.announce(event);
    expect(archiveOf(p)).toEqual(once);
  });

  it('does not bring back a version that was replaced while it waited', async () => {
    const p = pipeline();
    await p.drop('incoming/brief.txt', BRIEF);
    p.extractors = renamed;
    const { id } = await p.startRun();
    await p.stepRun();
    const waiting = p.enrichQueue.take();
    expect(waiting).toHaveLength(1);
    await p.drop('incoming/brief.txt', BRIEF.replaceAll('Petrova', 'Somebody'));
    await p.enrichQueue.send(waiting);
    expect(await p.finish(id)).toMatchObject({ state: 'finished', done: { superseded: 1 } });
    expect((await p.reader.articles({ entity: 'person:petrova', limit: 5 })).items).toEqual([]);
  });

  it('reads the original again when the parser is newer, whatever the dropped file has become', async () => {
    const p = pipeline();
    await p.drop('incoming/brief.txt', BRIEF);
    const before = timeless(archiveOf(p));
    p.parserVersion = '9.0.0';
    p.objects.lose('incoming/brief.txt');
    expect(await p.reprocess()).toMatchObject({ counted: { articles: 1, toParse: 1 }, done: { unchanged: 1 } });
    expect(timeless(archiveOf(p))).toEqual(before);
  });

  it('asks for a file once, however many articles it holds, and waits for all of them', async () => {
    const p = pipeline();
    const story = (name: string) => ({ title: name, text: `${name} spoke in the harbour on Tuesday.` });
    await p.drop('incoming/feed.json', JSON.stringify(['Petrova', 'Berg', 'Petrova'].map(story)));
    p.parserVersion = '9.0.0';
    p.extractors = renamed;
    const { id } = await p.startRun();
    await p.stepRun();
    expect(p.parseQueue.messages).toHaveLength(1);
    expect(await p.finish(id)).toMatchObject({ counted: { articles: 3 }, done: { changed: 3 }, sent: { articles: 3 } });
  });

  it('looks only for what changed: extractors of the same version are not asked again', async () => {
    let asked = 0;
    const counting = (version: string) => ({
      ...wordsExtractor(version, 'Berg'),
      name: 'counting',
      extract: () => {
        asked++;
        return [];
      },
    });
    const p = new Pipeline([...old, counting('1.0.0')]);
    await p.drop('incoming/brief.txt', BRIEF);
    p.extractors = [...renamed, counting('1.0.0')];
    expect(await p.reprocess()).toMatchObject({ done: { changed: 1 } });
    expect(asked).toBe(1);
    p.extractors = [...renamed, counting('2.0.0')];
    expect(await p.reprocess()).toMatchObject({ done: { unchanged: 1 } });
    expect(asked).toBe(2);
  });

  it.each([
    [{ publication: 'monitor' }, 2],
    [{ keyPrefix: 'incoming/b' }, 1],
    [{ entity: 'person:berg', keyPrefix: 'incoming/a' }, 1],
    [{ entity: 'person:nobody' }, 0],
    [{ publishedFrom: '2001-01-01' }, 1],
    [{ publishedTo: '2001-01-01' }, 0],
    [{ droppedFrom: '2026-01-01', droppedTo: '2026-01-01' }, 3],
    [{ droppedTo: '2025-12-31' }, 0],
    [{ stale: true } as const, 0],
  ])('of %j is about %d articles', async (selector, articles) => {
    const p = pipeline();
    await p.drop('incoming/a.txt', BRIEF);
    await p.drop('incoming/b.txt', BRIEF);
    await p.drop('incoming/c.json', JSON.stringify({ title: 'C', published: '2001-05-01', text: 'It rained.' }));
    expect(await p.reprocess(selector)).toMatchObject({ counted: { articles }, done: { unchanged: articles } });
  });

  it('of ids is about those that there are', async () => {
    const p = pipeline();
    const { articleIds } = await p.drop('incoming/a.txt', BRIEF);
    await p.drop('incoming/b.txt', BRIEF);
    expect(await p.reprocess({ ids: [...articleIds, 'a-nobody'] })).toMatchObject({ done: { unchanged: 1 } });
  });

  it('that is only rehearsed counts, and neither claims nor sends anything', async () => {
    const p = pipeline();
    await dropMany(p, 3);
    p.extractors = renamed;
    const { id } = await p.startRun();
    const before = archiveOf(p);
    const rehearsed = await p.startRun({ stale: true }, { dryRun: true });
    await p.finish(rehearsed.id);
    const run = await detail(p, 'getRun', { params: { id: rehearsed.id } });
    expect(run).toMatchObject({ state: 'finished', counted: { articles: 3, seconds: 1 }, progress: { sent: 0 } });
    expect(run.counted.usd).toBeGreaterThan(0);
    expect(archiveOf(p)).not.toEqual(before);
    expect((await detail(p, 'getRun', { params: { id } })).outcomes.changed).toBe(3);
  });

  it('keeps to its pace and its caps', async () => {
    const p = pipeline();
    await dropMany(p, 8);
    p.extractors = renamed;
    const { id } = await p.startRun({ stale: true }, { pace: 0.4, cap: { articles: 5 } });
    await p.stepRun();
    expect(p.enrichQueue.messages).toHaveLength(2);
    await p.run();
    await p.stepRun();
    // What a late step missed is made up for, by one step's worth.
    expect(p.enrichQueue.messages.length).toBeLessThanOrEqual(4);
    expect(await p.finish(id)).toMatchObject({ state: 'finished', stoppedBy: 'articles', done: { changed: 5 } });
  });

  it('is one at a time', async () => {
    const p = pipeline();
    await p.drop('incoming/a.txt', BRIEF);
    p.extractors = renamed;
    const { id } = await p.startRun();
    await expect(call(p, 'startRun')).rejects.toMatchObject({
      kind: 'run-under-way',
      detail: expect.stringContaining(id),
    });
    await p.finish(id);
    expect(await detail(p, 'startRun')).toMatchObject({ state: 'running' });
  });

  it('is paused, resumed and cancelled, and forgets nothing in between', async () => {
    const p = pipeline();
    await dropMany(p, 6);
    p.extractors = renamed;
    const { id } = await p.startRun({ stale: true }, { pace: 0.4 });
    const params = { id };
    await p.stepRun();
    expect(await detail(p, 'pauseRun', { params })).toMatchObject({ state: 'paused' });
    await p.finish(id);
    expect(await detail(p, 'getRun', { params })).toMatchObject({ state: 'paused', outcomes: { changed: 2 } });
    await expect(call(p, 'pauseRun', { params })).rejects.toMatchObject({ kind: 'run-state' });

    // While it rests another may work, and then it is refused.
    const { id: other } = await p.startRun({ keyPrefix: 'incoming/0' });
    await expect(call(p, 'resumeRun', { params })).rejects.toMatchObject({ kind: 'run-under-way' });
    await p.finish(other);
    expect(await detail(p, 'resumeRun', { params })).toMatchObject({ state: 'running' });
    await p.stepRun();
    expect(await detail(p, 'cancelRun', { params })).toMatchObject({ state: 'cancelled' });
    await p.finish(id);
    const run = await detail(p, 'getRun', { params });
    expect(run.state).toBe('cancelled');
    expect(run.progress.sent).toBeLessThan(6);
    expect(run.outcomes.changed + run.outcomes.unchanged).toBe(run.progress.sent);
    await expect(call(p, 'resumeRun', { params })).rejects.toMatchObject({ kind: 'run-state' });
    expect(await lastHolder(p.table)).toBeUndefined();
    expect(p.events.published.filter(({ name }) => name === 'run.finished')).toHaveLength(2);
  });

  it('says what it changed in each article, with the words of a sample', async () => {
    const p = pipeline();
    await p.drop('incoming/a.txt', BRIEF);
    await p.drop('incoming/b.json', JSON.stringify({ title: 'B', text: 'Petrova slept.' }));
    p.extractors = renamed;
    const { id } = await p.reprocess();
    const changes = await changesOf(p, id);
    expect(changes.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'unchanged']);
    const [changed] = await changesOf(p, id, { outcome: 'changed' });
    expect(changed?.counts).toEqual({ mention: { added: 1, removed: 2, changed: 0 } });
    expect(changed?.diff?.changes.map(({ before, after }) => [before?.words, after?.words])).toEqual([
      ['Berg', undefined],
      ['Berg', undefined],
      [undefined, 'harbour'],
    ]);
  });

  it('has drops read again that failed by our fault, and leaves alone what is unreadable', async () => {
    const p = pipeline();
    await p.drop('incoming/empty.txt', '');
    const event = p.upload('incoming/broken.txt', BRIEF);
    const info = await p.objects.head('incoming/broken.txt');
    const { dropId } = await p.receipts.receive(dropOf(event, info ?? (await Promise.reject(new Error('gone')))));
    const reason = { class: 'our-fault', code: 'x', message: 'We failed.', advice: 'Wait.', stage: 'parse' } as const;
    await p.receipts.advance(dropId, { state: 'quarantined', reason });
    expect(await p.reprocess({ failed: true })).toMatchObject({ counted: { articles: 1 }, done: { changed: 1 } });
    expect(await p.receipts.find(dropId)).toMatchObject({ state: 'stored' });
  });

  it('goes on after any crash, and ends as if there had been none', async () => {
    const prepare = async () => {
      const p = pipeline();
      await dropMany(p, 3);
      await p.drop('incoming/feed.json', JSON.stringify([{ text: 'Petrova one.' }, { text: 'Berg two.' }]));
      p.extractors = renamed;
      return p;
    };
    const undisturbed = await prepare();
    const expected = await undisturbed.reprocess();
    let crashes = 0;
    for (let life = 0; life < 60; life += 2) {
      const p = await prepare();
      let left = life;
      const dying = () => {
        if (left-- === 0) {
          crashes++;
          throw new TemporaryError('killed');
        }
      };
      const { id } = await p.startRun();
      p.table.gate = dying;
      p.objects.gate = dying;
      // What fails comes again, as it does from a queue.
      for (let round = 0; round < 30; round++) {
        for (const step of p.runQueue.take()) {
          await runStep(step, p.runs).catch(() => p.runQueue.send([step]));
        }
        p.later(30);
        await p.runPersistently();
      }
      p.table.gate = () => {};
      const run = runsOf(p).find(({ pk }) => pk === `RUN#${id}`);
      expect(run).toMatchObject({ state: 'finished', done: expected.done, changes: expected.changes });
      expect(timeless(archiveOf(p))).toEqual(timeless(archiveOf(undisturbed)));
    }
    expect(crashes).toBeGreaterThan(20);
  });

  it('whose messages were lost is set going again', async () => {
    const p = pipeline();
    await dropMany(p, 2);
    p.extractors = renamed;
    const { id } = await p.startRun();
    await p.stepRun();
    p.runQueue.take();
    p.enrichQueue.take();
    expect(await revive(p.runs, false)).toBeUndefined();
    p.later(3600);
    expect(await sweep(p.runs)).toEqual({ revived: id });
    expect(await p.finish(id)).toMatchObject({ state: 'finished', done: { changed: 2 } });
  });
});

describe('the nightly sweep', () => {
  it('starts a run when something is stale, and none when nothing is', async () => {
    const p = pipeline();
    await dropMany(p, 2);
    expect(await sweep(p.runs)).toEqual({ nothingStale: true });
    p.extractors = renamed;
    const swept = await sweep(p.runs);
    const id = 'started' in swept ? swept.started : '';
    expect(await sweep(p.runs)).toEqual({ underWay: id });
    expect(await p.finish(id)).toMatchObject({ state: 'finished', done: { changed: 2 } });
  });
});

describe('roll back', () => {
  it('of a run puts back what it changed, which then is not stale until there are other versions', async () => {
    const p = pipeline();
    await dropMany(p, 3);
    const before = timeless(archiveOf(p));
    p.extractors = renamed;
    const run = await p.reprocess();
    const undo = await detail(p, 'rollBackRun', { params: { id: run.id }, body: { reason: 'harbour is no person' } });
    expect(await p.finish(undo.id)).toMatchObject({ kind: 'rollback', state: 'finished', done: { changed: 3 } });
    expect(timeless(archiveOf(p))).toEqual(before);
    expect(p.objects.keys('decisions/')).toHaveLength(3);

    expect(await sweep(p.runs)).toEqual({ nothingStale: true });
    p.extractors = [wordsExtractor('3.0.0', 'Petrova')];
    expect(await p.reprocess()).toMatchObject({ done: { changed: 3 } });
  });

  it('of a run leaves alone what has been made again since', async () => {
    const p = pipeline();
    await dropMany(p, 2);
    p.extractors = renamed;
    const run = await p.reprocess();
    p.extractors = [wordsExtractor('3.0.0', 'left')];
    await p.reprocess({ stale: true, keyPrefix: 'incoming/1' });
    const undo = await detail(p, 'rollBackRun', { params: { id: run.id } });
    expect(await p.finish(undo.id)).toMatchObject({ done: { changed: 1 } });
    expect((await p.reader.articles({ entity: 'person:left', limit: 5 })).items).toHaveLength(1);
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toHaveLength(1);
  });

  it('of an article puts back the revision that a run replaced, and can be taken back', async () => {
    const p = pipeline();
    const { articleIds } = await p.drop('incoming/a.txt', BRIEF);
    const params = { id: articleIds[0] ?? '' };
    await expect(call(p, 'rollBackArticle', { params })).rejects.toMatchObject({ kind: 'nothing-to-roll-back' });
    p.extractors = renamed;
    await p.reprocess();
    await call(p, 'rollBackArticle', { params });
    await p.run();
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toHaveLength(1);
    p.later(1);
    await call(p, 'rollBackArticle', { params });
    await p.run();
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toHaveLength(0);
    await expect(call(p, 'rollBackArticle', { params: { id: 'a-0' } })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('does not hold against a new version of the file', async () => {
    const p = pipeline();
    const { articleIds } = await p.drop('incoming/a.txt', BRIEF);
    p.extractors = renamed;
    await p.reprocess();
    await call(p, 'rollBackArticle', { params: { id: articleIds[0] ?? '' } });
    await p.run();
    await p.drop('incoming/a.txt', BRIEF.replace('Petrova', 'Nobody'));
    expect((await p.reader.articles({ entity: 'person:berg', limit: 5 })).items).toHaveLength(0);
    expect((await p.reader.articles({ entity: 'person:harbour', limit: 5 })).items).toHaveLength(1);
  });
});
