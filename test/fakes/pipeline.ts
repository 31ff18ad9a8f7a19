import { enrichArticle } from '../../functions/enrich/enrich-article';
import { retryDrop } from '../../functions/operate/retry';
import { parse } from '../../functions/parse/parse-drop';
import { type ReprocessReport, reprocessStale } from '../../functions/reprocess/reprocess-stale';
import { storeArticle } from '../../functions/store/store-article';
import { type ArchiveReader, archiveReader } from '../../shared/archive/reader';
import { Receipts } from '../../shared/archive/receipts';
import type { Extractor } from '../../shared/extractors/extractor';
import { versionsOf } from '../../shared/extractors/registry';
import { Limits, PARSER_VERSION } from '../../shared/formats';
import { dropOf } from '../../shared/pipeline/drop';
import type { Drop, DropEvent, EnrichRequest, ParseInput, StoreInput } from '../../shared/pipeline/messages';
import type { ObjectInfo } from '../../shared/ports';
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
  upload(
    key: string,
    body: Uint8Array | string,
    facts: Partial<Pick<ObjectInfo, 'contentType' | 'metadata'>> = {},
  ): DropEvent {
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
  async step(): Promise<boolean> {
    const { receipts, events, objects, table, maxFileBytes, limits, extractors } = this;
    const clock = () => this.tick();
    const toEnrich = () => this.enrichQueue;
    const toStore = () => this.storeQueue;
    const [parsing, enriching, storing] = this.takeMessages();
    for (const input of parsing)
      await parse(input, { objects, table, receipts, events, toEnrich, toStore, maxFileBytes, limits });
    for (const request of enriching) await enrichArticle(request, { objects, table, receipts, extractors, toStore });
    for (const input of storing)
      await storeArticle(input, { objects, table, receipts, events, indexShards: SHARDS, clock });
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

  /** Queues what is stale, as the schedule does, without working on it. */
  reprocess(): Promise<ReprocessReport> {
    return reprocessStale(undefined, Number.POSITIVE_INFINITY, {
      objects: this.objects,
      table: this.table,
      versions: { parser: this.parserVersion, ...versionsOf(this.extractors) },
      toParse: this.parseQueue,
      toEnrich: this.enrichQueue,
      clock: () => this.tick(),
    });
  }

  /** A second later, milliseconds since the epoch. */
  tick(): number {
    this.now += 1000;
    return this.now;
  }
}
