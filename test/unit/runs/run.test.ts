import * as fc from 'fast-check';
import type { Outcome, Run, Unit } from '../../../shared/runs/records';
import * as machine from '../../../shared/runs/run';

const START = Date.UTC(2026, 10, 1);
const seconds = (n: number) => START + n * 1000;
const request = { kind: 'reprocess', dryRun: false, selector: {}, pace: 10, cap: {} } as const;
const END = { from: undefined, next: undefined };
const page = (articles: number) => ({ articles, toParse: 0, usd: articles * 0.001, madeBy: [] });
const unit = (at: number, now = START): Unit => ({
  dropId: `d-${at}`,
  articleId: `a-${at}`,
  sentAt: new Date(now).toISOString(),
  sends: 1,
});
/** The run after so many articles were noted from where it is, and sent. */
const send = (run: Run, first: number, count: number, next?: readonly string[], now = START) => {
  const units = Array.from({ length: count }, (_, at) => unit(first + at));
  const page = units.map(({ dropId, articleId }) => ({ unit: { dropId, articleId }, articles: 1, usd: 0.001 }));
  return machine.sent(machine.sending(run, page, { from: run.position, next }, now), units, now);
};
const unitsOf = (first: number, count: number, now = START) =>
  Array.from({ length: count }, (_, at) => unit(first + at, now));
const settle = (units: readonly Unit[], outcome: Outcome = 'changed') =>
  units.map((one) => ({
    unit: one,
    outcomes: [{ outcome, counts: { mention: { added: 1, removed: 0, changed: 2 } } }],
  }));
const sending = (articles: number, changes: Partial<machine.RunRequest> = {}) =>
  machine.counted(machine.createRun('run-1', { ...request, ...changes }, START), page(articles), END);

describe('a run', () => {
  it('counts, sends at its pace, waits for what it sent, and ends', () => {
    let run = machine.counted(machine.createRun('run-1', request, START), page(60), {
      from: undefined,
      next: ['next'],
    });
    expect(run).toMatchObject({ phase: 'counting', position: ['next'], counted: { articles: 60 } });
    // Another step of the same number was over the same page.
    run = machine.counted(run, page(60), { from: undefined, next: ['next'] });
    run = machine.counted(run, page(10), { from: ['next'], next: undefined });
    expect(run).toMatchObject({ phase: 'sending', position: undefined, counted: { articles: 70 } });

    expect(machine.allowance(run, START)).toBe(50);
    run = send(run, 0, 50, ['50']);
    expect(machine.allowance(run, seconds(1))).toBe(10);
    expect(machine.stepped(run, START)).toMatchObject({ waitSeconds: 5, run: { seq: 1, state: 'running' } });

    run = send(run, 50, 20, undefined, seconds(5));
    const rest = unitsOf(50, 20, seconds(5));
    run = machine.settled(run, settle([...unitsOf(0, 50), ...rest.slice(1)]));
    expect(run.outstanding).toEqual(rest.slice(0, 1));
    expect(machine.stepped(run, seconds(9))).toMatchObject({ waitSeconds: 1, run: { state: 'running' } });

    run = machine.settled(run, settle(rest, 'unchanged'));
    const end = machine.stepped(run, seconds(10));
    expect(end.waitSeconds).toBeUndefined();
    expect(end.run).toMatchObject({ state: 'finished', done: { changed: 69, unchanged: 1 } });
    expect(end.run.changes).toEqual({ mention: { added: 70, removed: 0, changed: 140 } });
  });

  it('that is only rehearsed counts and ends', () => {
    const run = machine.counted(machine.createRun('run-1', { ...request, dryRun: true }, START), page(3), END);
    expect(machine.allowance(run, START)).toBe(0);
    expect(machine.stepped(run, START).run).toMatchObject({ state: 'finished', counted: { articles: 3 } });
  });

  it.each([
    ['articles', { articles: 7 }, 7],
    ['usd', { usd: 0.0045 }, 4],
  ])('stops at its cap of %s', (stoppedBy, cap, articles) => {
    const run = sending(100, { cap });
    expect(machine.allowance(run, START)).toBe(articles);
    const capped = send(run, 0, articles, ['more']);
    expect(capped).toMatchObject({ phase: 'waiting', stoppedBy });
    expect(machine.allowance(capped, seconds(60))).toBe(0);
  });

  it('that may not spend what one article costs sends none', () => {
    const run = sending(100, { cap: { usd: 0.0001 } });
    expect(machine.stepped(run, START).run).toMatchObject({ state: 'finished', stoppedBy: 'usd' });
  });

  it('slower than one article a step waits for its turn', () => {
    const run = send(sending(10, { pace: 0.05 }), 0, 1, ['1']);
    // It looks for what it sent in between.
    expect(machine.stepped(run, START).waitSeconds).toBe(5);
    expect(machine.stepped(machine.settled(run, settle([unit(0)])), START).waitSeconds).toBe(20);
    expect(machine.allowance(run, seconds(19))).toBe(0);
    expect(machine.allowance(run, seconds(20))).toBe(1);
  });

  it('never has more on its way than can be waited for', () => {
    const run = send(sending(1000), 0, machine.WINDOW, ['x']);
    expect(machine.allowance(run, seconds(1000))).toBe(0);
  });

  it('is paused and cancelled at once, but lets what is on its way come in', () => {
    const run = send(sending(10), 0, 1, ['1']);
    for (const stopped of [machine.paused(run, START), machine.cancelled(run, START)]) {
      expect(stopped && machine.isAlive(stopped)).toBe(true);
      const settled = stopped && machine.settled(stopped, settle([unit(0)]));
      const { run: end, waitSeconds } = machine.stepped(settled ?? run, seconds(5));
      expect(waitSeconds).toBeUndefined();
      expect(end).toMatchObject({ state: stopped?.state, done: { changed: 1 } });
    }
  });

  it('goes on from a pause under a new date, and its old messages are stragglers', () => {
    const paused = machine.paused({ ...sending(10), seq: 4, position: ['here'] }, seconds(3));
    const run = paused && machine.resumed(paused, seconds(30));
    expect(run).toMatchObject({ state: 'running', seq: 5, position: ['here'], askedAt: '2026-11-01T00:00:30.000Z' });
    expect(run && machine.accepts(run, 4, seconds(31))).toBe(false);
    expect(run && machine.accepts(run, 5, seconds(31))).toBe(true);
  });

  it('that has ended cannot be stopped or resumed', () => {
    const run = machine.stepped(send(sending(1), 0, 0), START).run;
    expect(run.state).toBe('finished');
    for (const move of [machine.paused, machine.resumed, machine.cancelled]) expect(move(run, START)).toBeUndefined();
    expect(machine.accepts(run, run.seq, START)).toBe(false);
  });

  it('that dies before it has sent what it noted sends it in its next step', () => {
    const { dropId, articleId } = unit(0);
    const noted = machine.sending(sending(10), [{ unit: { dropId, articleId }, articles: 1, usd: 0 }], END, START);
    expect(machine.overdue(noted, START).unsent).toMatchObject([{ dropId, articleId, sends: 0 }]);
    const again = machine.sending(noted, [{ unit: { dropId, articleId }, articles: 1, usd: 0 }], END, START);
    expect(again).toEqual(noted);
    expect(machine.overdue(machine.sent(noted, [unit(0)], START), START).unsent).toEqual([]);
  });

  it('whose messages were lost sends them again, once it is overdue', () => {
    const run = machine.stepped(send(sending(10), 0, 2, ['2']), START).run;
    expect(machine.revived(run, seconds(60), false)).toBeUndefined();
    const revived = machine.revived(run, seconds(1000), false);
    expect(revived).toMatchObject({ seq: run.seq + 1 });
    expect(revived && machine.overdue(revived, seconds(1000)).unsent).toHaveLength(2);
    expect(machine.revived(run, seconds(1), true)).toMatchObject({ seq: run.seq + 1 });
  });

  it('sends again once what has no outcome, and then gives it up', () => {
    const hours = (n: number) => seconds(n * 3600);
    let run = send(sending(10), 0, 1);
    expect(machine.overdue(run, hours(1))).toEqual({ unsent: [], lost: [] });
    const { unsent } = machine.overdue(run, hours(2));
    expect(unsent).toEqual([unit(0)]);
    run = machine.sent(run, unsent, hours(2));
    expect(machine.overdue(run, hours(3))).toEqual({ unsent: [], lost: [] });
    expect(machine.overdue(run, hours(4)).lost).toMatchObject([{ dropId: 'd-0', sends: 2 }]);
  });

  it('says how far it is, when it will be through, and that it stands still', () => {
    let run = send(sending(40), 0, 10, ['x']);
    expect(machine.progressOf(run, seconds(5))).toEqual({ total: 40, done: 0, eta: undefined, stalled: false });
    run = machine.settled(run, settle(run.outstanding));
    expect(machine.progressOf(run, seconds(10))).toMatchObject({ done: 10, eta: '2026-11-01T00:00:40.000Z' });
    expect(machine.progressOf(run, seconds(3600)).stalled).toBe(true);
  });
});

/** What may happen to a run, in any order: its steps, its stragglers, and people. */
type Event =
  | { do: 'step'; straggler: boolean; send: number; settle: number }
  | { do: 'pause' | 'resume' | 'cancel' | 'fail' };
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant<'step'>('step'),
      straggler: fc.boolean(),
      send: fc.nat(60),
      settle: fc.nat(80),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom<'pause' | 'resume' | 'cancel' | 'fail'>('pause', 'resume', 'cancel', 'fail'),
    }),
  },
);

it('keeps its books under every history', () => {
  const history = fc.record({
    articles: fc.integer({ min: 1, max: 300 }),
    cap: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }),
    events: fc.array(event, { maxLength: 60 }),
  });
  fc.assert(
    fc.property(history, ({ articles, cap, events }) => {
      let now = START;
      let run = sending(articles, { cap: { articles: cap } });
      let next = 0;
      const ended = () => run.state === 'finished';
      for (const happening of events) {
        now += 7_000;
        const before = run;
        if (happening.do === 'step') {
          const seq = happening.straggler ? run.seq - 1 : run.seq;
          if (!machine.accepts(run, seq, now)) continue;
          run = machine.settled(run, settle(run.outstanding.slice(0, happening.settle)));
          // Of what came in twice, nothing counts twice.
          run = machine.settled(run, settle(before.outstanding.slice(0, happening.settle)));
          const count = Math.min(happening.send, machine.allowance(run, now), articles - next);
          if (run.state === 'running' && run.phase === 'sending') {
            const more = next + count < articles ? [String(next + count)] : undefined;
            run = send(run, next, count, more, now);
            next += count;
          }
          run = machine.stepped(run, now).run;
        } else {
          const moves = {
            pause: () => machine.paused(run, now),
            resume: () => machine.resumed(run, now),
            cancel: () => machine.cancelled(run, now),
            fail: () => machine.failed(run, 'why', now),
          };
          run = moves[happening.do]() ?? run;
        }
        const done = Object.values(run.done).reduce((sum, count) => sum + count, 0);
        expect(done + run.outstanding.length).toBe(run.sent.articles);
        expect(run.sent.articles).toBe(next);
        expect(run.sent.articles).toBeLessThanOrEqual(Math.min(articles, cap ?? articles));
        expect(run.outstanding.length).toBeLessThanOrEqual(machine.WINDOW);
        expect(run.seq).toBeGreaterThanOrEqual(before.seq);
        if (before.state === 'cancelled' || before.state === 'finished') expect(run.state).toBe(before.state);
        if (ended()) expect([run.outstanding, machine.isAlive(run)]).toEqual([[], false]);
      }
    }),
  );
});

it('is through, whatever happened, once it is left alone and everything comes in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0.05, max: 100, noNaN: true }), (articles, pace) => {
      let run: Run = sending(articles, { pace });
      let now = START;
      let next = 0;
      for (let steps = 0; steps < 2_000 && run.state === 'running'; steps++) {
        run = machine.settled(run, settle(run.outstanding));
        if (run.phase === 'sending') {
          const count = Math.min(machine.allowance(run, now), articles - next);
          run = send(run, next, count, next + count < articles ? [String(next + count)] : undefined, now);
          next += count;
        }
        const { run: after, waitSeconds = 0 } = machine.stepped(run, now);
        run = after;
        now += waitSeconds * 1000;
      }
      expect(run).toMatchObject({ state: 'finished', done: { changed: articles } });
      // Not faster than its pace, but for what the first and the last step may send at once.
      const least = (articles - pace * 10 - 1) / pace;
      expect((now - START) / 1000).toBeGreaterThanOrEqual(Math.min(least, (articles / pace) * 0.9) - 1);
    }),
    { numRuns: 60 },
  );
});
