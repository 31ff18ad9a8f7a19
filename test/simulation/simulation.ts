import { runSchedule } from '../../functions/reprocess/schedule';
import { DEFAULT_PACE, startRun } from '../../functions/reprocess/start';
import { takeInventory } from '../../shared/archive/inventory/state';
import { receiptKey } from '../../shared/archive/keys';
import { hasEnded } from '../../shared/archive/receipt-states';
import { ReceiptRecord } from '../../shared/archive/records';
import { versionsOf } from '../../shared/extractors/registry';
import { PARSER_VERSION } from '../../shared/formats/version';
import { dropOf } from '../../shared/pipeline/drop';
import type { DropEvent } from '../../shared/pipeline/messages';
import { QUEUE_NAMES, type QueueName, topology } from '../../shared/pipeline/topology';
import type { ObjectInfo } from '../../shared/ports';
import { MemoryEvents } from '../fakes/memory-events';
import { MemoryObjects } from '../fakes/memory-objects';
import { MemoryTable } from '../fakes/memory-table';
import { CALM, type Rates } from './faults';
import { Life } from './life';
import { SimulatedQueue } from './queue';
import type { Random } from './random';
import { inventoryPortsOf, queueCalls, runPortsOf, type Services } from './stages';
import { personExtractor, type Upload } from './workload';
import { START, World } from './world';

/**
 * Where a run is. `aws`: versions and sequencers, durable queues. `embedded`: sequencers, no versions, queues that go
 * with the process. `emulator`: versions that events do not name, and no sequencers.
 */
export const TARGETS = ['aws', 'embedded', 'emulator'] as const;
export type Target = (typeof TARGETS)[number];

export interface Scenario {
  target: Target;
  uploads: readonly Upload[];
  /** When the second extractor is deployed, and until when calls may still reach the first, ms after the start. */
  deployed: number;
  drained: number;
  /** When stale articles are looked for, and when a run of everything is started. */
  sweeps: readonly number[];
  runs: readonly number[];
}

export interface Dropped {
  dropId: string;
  event: DropEvent;
  upload: Upload;
}

const OLD = [personExtractor('1.0.0')];
const NEW = [personExtractor('2.0.0')];
const NIGHT_MS = 24 * 3_600_000;
const VERSIONS = { parser: PARSER_VERSION, ...versionsOf(NEW) };

/** The pipeline in a world of its own: the stages' functions over services in memory, from the first drop to silence. */
export class Simulation {
  readonly table = new MemoryTable();
  readonly objects = new MemoryObjects();
  readonly events = new MemoryEvents();
  readonly dropped: Dropped[] = [];
  readonly world: World;
  readonly #queues: Record<QueueName, SimulatedQueue>;
  readonly #services: Services;
  readonly #calls = new Set<Life>();
  #epoch = 0;

  constructor(
    private readonly scenario: Scenario,
    random: Random,
    rates: Rates,
  ) {
    this.world = new World(random, rates);
    const services: Services = {
      versions: VERSIONS,
      table: this.table,
      objects: this.objects,
      events: this.events,
      extractors: () => this.#deployment(),
      get queues() {
        return queues;
      },
    };
    const calls = queueCalls(services);
    const queues = Object.fromEntries(
      QUEUE_NAMES.map((name) => [
        name,
        new SimulatedQueue(name, this.world, calls[topology.queues[name].consumer] ?? notSimulated),
      ]),
    ) as Record<QueueName, SimulatedQueue>;
    this.#queues = queues;
    this.#services = services;
  }

  /** Everything that the scenario says, with the world's faults, until nothing happens any more. */
  async play(): Promise<void> {
    const { world, scenario } = this;
    for (const upload of scenario.uploads) world.after(upload.at, () => this.#drop(upload));
    for (const at of scenario.sweeps) world.after(at, () => this.#schedule('sweep'));
    for (const at of scenario.runs) world.after(at, () => this.#runAll());
    if (scenario.target === 'embedded') {
      const last = Math.max(...scenario.uploads.map(({ at }) => at)) + 60_000;
      for (let kill = 0; kill < Math.round(world.rates['kill -9']); kill++) {
        world.after(world.random.between(0, last), () => {
          world.note('kill -9');
          this.#kill();
        });
      }
    }
    await world.run();
  }

  /**
   * When the faults have passed, dead-letter queues are redriven, as the runbook says, or the embedded runtime is started
   * once more, which has none. Then an inventory, in its two passages (the first one only suspects what a writer may still
   * be at), and the nightly looks for stale articles.
   */
  async reconcile(): Promise<void> {
    this.world.rates = CALM;
    if (this.scenario.target === 'embedded') this.#kill();
    else for (const name of QUEUE_NAMES) this.#queues[name].redrive();
    await this.world.run();
    for (let passage = 0; passage < 2; passage++) {
      this.world.now += NIGHT_MS;
      this.#call((to, life) =>
        takeInventory(inventoryPortsOf(this.#services, to, life), 'now', Number.POSITIVE_INFINITY),
      );
      await this.world.run();
    }
    // The first may find a run that stands still; another may have ended with what it sent under way.
    for (let night = 0; night < 3; night++) {
      this.world.now += NIGHT_MS;
      this.#schedule('sweep');
      await this.world.run();
    }
  }

  receipt(dropId: string): ReceiptRecord | undefined {
    const { pk, sk } = receiptKey(dropId);
    const item = this.table.items.get(`${pk}\n${sk}`);
    return item && ReceiptRecord.parse(item);
  }

  #deployment() {
    const { now } = this.world;
    const { deployed, drained } = this.scenario;
    if (now - START < deployed) return OLD;
    if (now - START < drained && this.world.strikes('old deployment')) return OLD;
    return NEW;
  }

  #drop(upload: Upload): void {
    const versioned = this.scenario.target !== 'embedded';
    const serial = this.dropped.length + 1;
    const info = this.objects.drop(upload.key, upload.body, {
      versionId: versioned ? `version-${serial}` : undefined,
      lastModified: new Date(START + upload.at),
    });
    const event = this.#eventOf(info, serial);
    const dropped = { dropId: dropOf(event, info).id, event, upload };
    this.dropped.push(dropped);
    this.#announce(event);
  }

  #eventOf(info: ObjectInfo, serial: number): DropEvent {
    const { target } = this.scenario;
    return {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: info.lastModified.toISOString(),
      detail: {
        bucket: { name: 'bucket' },
        object: {
          key: info.key,
          size: info.bytes,
          etag: info.etag,
          sequencer: target === 'emulator' ? '0' : serial.toString(16).padStart(16, '0'),
          ...(target === 'aws' ? { 'version-id': info.versionId } : {}),
        },
      },
    };
  }

  /** EventBridge's part. */
  #announce(event: DropEvent): void {
    const { world } = this;
    const times = world.strikes('event lost') ? 0 : world.strikes('event twice') ? 2 : 1;
    const epoch = this.#epoch;
    for (let time = 0; time < times; time++) {
      const ms = world.strikes('event late') ? world.random.between(1000, 600_000) : world.random.between(1, 200);
      world.after(ms, () => {
        if (epoch === this.#epoch) this.#queues.parse.accept(JSON.stringify(event));
      });
    }
  }

  /** As the embedded runtime does when it starts. */
  #announceOpen(): void {
    for (const { dropId, event } of this.dropped) {
      const receipt = this.receipt(dropId);
      if (!receipt || !hasEnded(receipt) || !receipt.announced) this.#announce(event);
    }
  }

  #schedule(schedule: 'sweep' | 'restarted'): void {
    this.#call((to) => runSchedule({ schedule }, to));
  }

  #runAll(): void {
    const request = { kind: 'reprocess', dryRun: false, selector: { keyPrefix: 'incoming/' } } as const;
    this.#call((to) => startRun({ ...request, pace: DEFAULT_PACE, cap: {} }, to));
  }

  #restart(): void {
    this.#announceOpen();
    this.#schedule('restarted');
  }

  /** What fails is left to the next call. */
  #call(work: (to: ReturnType<typeof runPortsOf>, life: Life) => Promise<unknown>): void {
    const life = new Life(this.world);
    this.#calls.add(life);
    work(runPortsOf(this.#services, life), life)
      .catch(() => {})
      .finally(() => life.end());
  }

  /** The embedded runtime dies, and is started again: what the store knows of is announced unless it came to its end. */
  #kill(): void {
    this.#epoch++;
    for (const life of this.#calls) life.die();
    for (const name of QUEUE_NAMES) this.#queues[name].lose();
    this.world.after(this.world.random.between(500, 20_000), () => this.#restart());
  }
}

function notSimulated(): never {
  throw new Error('no simulated function takes messages of this queue');
}
