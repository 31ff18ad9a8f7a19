import { enrichArticle } from '../../functions/enrich/enrich-article';
import { retryDrop } from '../../functions/operate/retry';
import { parse } from '../../functions/parse/parse-drop';
import type { Dependencies as RunDependencies } from '../../functions/reprocess/dependencies';
import { runStep } from '../../functions/reprocess/run-step';
import { startRun } from '../../functions/reprocess/start';
import { storeArticle } from '../../functions/store/store-article';
import { type InventoryDependencies, PATIENCE, type Patience } from '../../shared/archive/inventory/dependencies';
import { addCounts, type Counts } from '../../shared/archive/inventory/findings';
import { beginning, type Checkpoint, reconcile } from '../../shared/archive/inventory/reconcile';
import { type ArchiveReader, archiveReader } from '../../shared/archive/reader';
import { Receipts } from '../../shared/archive/receipts';
import type { Extractor } from '../../shared/extractors/extractor';
import { versionsOf } from '../../shared/extractors/registry';
import { Limits, PARSER_VERSION } from '../../shared/formats';
import { compileGazetteers, gazetteerSource } from '../../shared/gazetteers/store';
import { dropOf } from '../../shared/pipeline/drop';
import type { Drop, DropEvent, EnrichRequest, ParseInput, RunStep, StoreInput } from '../../shared/pipeline/messages';
import type { Run, RunRecord, Selector } from '../../shared/runs/records';
import type { RunRequest } from '../../shared/runs/run';
import { readRun } from '../../shared/runs/run-store';
import { MemoryEvents } from './memory-events';
import { MemoryObjects } from './memory-objects';
import { MemoryQueue } from './memory-queue';
import { MemoryTable } from './memory-table';

const SHARDS = 2;

/** The whole pipeline over fakes of its ports: what is dropped runs through the stages' own functions when told to. */
export class Pipeline {
  readonly objects = new MemoryObjects();
  readonly table = new MemoryTable();
  readonly parseQueue = new MemoryQueue<ParseInput>();
  readonly enrichQueue = new MemoryQueue<EnrichRequest>();
  readonly storeQueue = new MemoryQueue<StoreInput>();
  readonly runQueue = new MemoryQueue<RunStep>();
  readonly events = new MemoryEvents();
  readonly reader: ArchiveReader = archiveReader(this.table);
  /** What re-processing takes for the deployed parser's version. */
  parserVersion = PARSER_VERSION;
  readonly receipts = new Receipts(this.table, SHARDS, () => this.tick());
  private now = Date.UTC(2026, 5, 1);
  private sequence = 0;

  constructor(
    public extractors: readonly Extractor[],
    public maxFileBytes = 1_000_000,
    private readonly limits = Limits.parse({}),
  ) {}

  /** Uploads a version of an object; answers the event that S3 would send. */
  upload(key: string, body: Uint8Array | string, facts: Parameters<MemoryObjects['drop']>[2] = {}): DropEvent {
    const info = this.objects.drop(key, body, facts);
    this.sequence++;
    return {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: info.lastModified.toISOString(),
      detail: {
        bucket: { name: 'bucket' },
        object: {
          key,
          size: info.bytes,
          etag: info.etag,
          'version-id': info.versionId,
          sequencer: `00${this.sequence.toString(16).padStart(6, '0')}`,
        },
      },
    };
  }

  /** Uploads, announces and processes; answers the receipt. */
  async drop(...upload: Parameters<Pipeline['upload']>) {
    return this.announce(this.upload(...upload));
  }

  /** Processes an event to the end; answers the newest receipt of its key. */
  async announce(event: DropEvent) {
    await this.parseQueue.send([event]);
    await this.run();
    const { items } = await this.reader.receipts({ limit: 100 });
    const receipt = items.find(({ key }) => key === event.detail.object.key);
    if (!receipt) throw new Error(`no receipt for ${event.detail.object.key}`);
    return receipt;
  }

  /** Works until every queue is empty. */
  async run(): Promise<void> {
    while (await this.step());
  }

  /** Works on what is in the queues now; false when that is nothing. A message that fails is lost. */
  step(): Promise<boolean> {
    return this.work((error) => Promise.reject(error));
  }

  /** Works until every queue is empty; a message that fails comes again. */
  async runPersistently(): Promise<void> {
    while (await this.work((_, again) => again()));
  }

  private async work(failed: (error: unknown, again: () => Promise<void>) => Promise<void>): Promise<boolean> {
    const { receipts, events, objects, table, maxFileBytes, limits, extractors } = this;
    const clock = () => this.tick();
    const toEnrich = () => this.enrichQueue;
    const toStore = () => this.storeQueue;
    const [parsing, enriching, storing] = this.takeMessages();
    const parsers = {
      ...{ objects, table, receipts, events, toEnrich, toStore, maxFileBytes, limits },
      compileGazetteers: () => compileGazetteers({ objects, table }),
    };
    for (const input of parsing)
      await parse(input, parsers).catch((error) => failed(error, () => this.parseQueue.send([input])));
    const gazetteer = gazetteerSource(objects, table);
    const enrichers = { objects, table, receipts, extractors, toStore, gazetteer };
    for (const request of enriching)
      await enrichArticle(request, enrichers).catch((error) => failed(error, () => this.enrichQueue.send([request])));
    const stores = { objects, table, receipts, events, indexShards: SHARDS, clock };
    for (const input of storing)
      await storeArticle(input, stores).catch((error) => failed(error, () => this.storeQueue.send([input])));
    return parsing.length + enriching.length + storing.length > 0;
  }

  /** Empties the queues. */
  takeMessages(): [ParseInput[], EnrichRequest[], StoreInput[]] {
    return [this.parseQueue.take(), this.enrichQueue.take(), this.storeQueue.take()];
  }

  async sendMessages([parsing, enriching, storing]: ReturnType<Pipeline['takeMessages']>): Promise<void> {
    await this.parseQueue.send(parsing);
    await this.enrichQueue.send(enriching);
    await this.storeQueue.send(storing);
  }

  /** What is in the queues, which stays there. */
  copyMessages(): ReturnType<Pipeline['takeMessages']> {
    return [[...this.parseQueue.messages], [...this.enrichQueue.messages], [...this.storeQueue.messages]];
  }

  /** The drop that an event announces. */
  async dropOf(event: DropEvent): Promise<Drop> {
    const { key, 'version-id': versionId } = event.detail.object;
    const info = await this.objects.head(key, versionId);
    if (!info) throw new Error(`${key} is not there`);
    return dropOf(event, info);
  }

  /** What the inventory works with. */
  inventoryDependencies(patience: Partial<Patience> = {}): InventoryDependencies {
    const { objects, table, receipts, events } = this;
    return {
      ...{ bucket: 'bucket', objects, table, receipts, events, indexShards: SHARDS },
      toParse: this.parseQueue,
      toEnrich: this.enrichQueue,
      toStore: this.storeQueue,
      clock: () => this.tick(),
      patience: { ...PATIENCE, ...patience },
    };
  }

  /** Takes inventory from beginning to end, works on what it sent, and answers what it found. */
  async inventory({ rebuild = false, ...patience }: Partial<Patience> & { rebuild?: boolean } = {}): Promise<Counts> {
    const deps = this.inventoryDependencies(patience);
    let counts: Counts = {};
    for (let at: Checkpoint | undefined = beginning(rebuild); at; ) {
      const step: Awaited<ReturnType<typeof reconcile>> = await reconcile(deps, at);
      counts = addCounts(counts, step.counts);
      at = step.checkpoint;
    }
    await this.run();
    return counts;
  }

  /** Lets time pass. */
  later(seconds: number): void {
    this.now += seconds * 1000;
  }

  /** Has a drop read again and works to the end; answers what the API answered, and the receipt after it. */
  async retry(id: string) {
    const { receipts } = this;
    const deps = {
      bucket: 'bucket',
      receipts,
      archive: this.reader,
      toParse: this.parseQueue,
      clock: () => this.tick(),
    };
    const { body } = await retryDrop({ params: { id }, query: {}, body: {} }, deps);
    await this.run();
    return { body, receipt: await receipts.find(id) };
  }

  /** What the reprocess function works with. */
  get runs(): RunDependencies {
    return {
      bucket: 'bucket',
      objects: this.objects,
      table: this.table,
      receipts: this.receipts,
      events: this.events,
      versions: { parser: this.parserVersion, ...versionsOf(this.extractors) },
      comprehend: false,
      lanes: { open: async () => {}, settle: async () => 'open' },
      toParse: this.parseQueue,
      toEnrich: this.enrichQueue,
      toStore: this.storeQueue,
      toRuns: this.runQueue,
      clock: () => this.now,
    };
  }

  /** Starts a run, of what is stale unless told otherwise, without working on it. */
  async startRun(selector: Selector = { stale: true }, more: Partial<RunRequest> = {}): Promise<Run> {
    this.tick();
    const request: RunRequest = { kind: 'reprocess', dryRun: false, selector, pace: 20, cap: {}, ...more };
    const started = await startRun(request, this.runs);
    if ('holder' in started) throw new Error(`${started.holder} is under way`);
    return started.run;
  }

  /** Has the run that waits for its next step take it, after its wait. Answers whether there was one. */
  async stepRun(): Promise<boolean> {
    const steps = this.runQueue.take();
    this.now += 5_000;
    for (const step of steps) await runStep(step, this.runs);
    return steps.length > 0;
  }

  /** The same, with what the stages do in between, until the run has ended. */
  async reprocess(...run: Parameters<Pipeline['startRun']>): Promise<RunRecord> {
    const { id } = await this.startRun(...run);
    return this.finish(id);
  }

  /** Works until a run has no next step. */
  async finish(id: string): Promise<RunRecord> {
    while (await this.stepRun()) await this.run();
    const run = await readRun(this.table, id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  }

  /** A second later, milliseconds since the epoch. */
  tick(): number {
    this.now += 1000;
    return this.now;
  }
}
