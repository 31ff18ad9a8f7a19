import { setTimeout as sleep } from 'node:timers/promises';
import { Doorbell } from '../../local/doorbell';
import { LaneGate } from '../../local/lane-gate';

const never = new AbortController().signal;

/** A call that lasts until it is ended, and notes when it began. */
function lasting(log: string[], name: string) {
  let end = () => {};
  const lasts = new Promise<void>((done) => {
    end = done;
  });
  const call = async () => {
    log.push(name);
    await lasts;
  };
  return { call, end };
}

describe('LaneGate', () => {
  it('makes calls of the reprocess lane only while the live lane is at rest', async () => {
    const bell = new Doorbell();
    const gate = new LaneGate([bell]);
    const log: string[] = [];
    const live = lasting(log, 'live');
    const drop = gate.live(live.call);
    const paced = gate.paced(async () => log.push('paced'), never);
    await sleep(100);
    expect(log).toEqual(['live']);
    live.end();
    await drop;
    // Handed on to the next stage: not at rest yet.
    bell.ring();
    await sleep(20);
    expect(log).toEqual(['live']);
    await paced;
    expect(log).toEqual(['live', 'paced']);
  });

  it('makes them one at a time, also after one that failed, and never holds up the live lane', async () => {
    const gate = new LaneGate([]);
    const log: string[] = [];
    const first = lasting(log, 'first');
    const calls = [gate.paced(first.call, never), gate.paced(() => Promise.reject(new Error('no')), never)];
    const last = gate.paced(async () => log.push('last'), never);
    await sleep(100);
    await gate.live(async () => log.push('live'));
    expect(log).toEqual(['first', 'live']);
    first.end();
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await last;
    expect(log).toEqual(['first', 'live', 'last']);
  });

  it('does not wait when it has to stop', async () => {
    const gate = new LaneGate([]);
    const live = lasting([], 'live');
    const drop = gate.live(live.call);
    await expect(gate.paced(async () => 'made', AbortSignal.abort())).resolves.toBe('made');
    live.end();
    await drop;
  });
});
