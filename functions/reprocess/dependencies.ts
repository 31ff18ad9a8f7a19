import type { Receipts } from '../../shared/archive/receipts';
import type { Versions } from '../../shared/extractors/extractor';
import type {
  AnnounceRequest,
  EnrichRequest,
  ReparseRequest,
  RunStep,
  StoreRequest,
} from '../../shared/pipeline/messages';
import type { Clock, EventPublisher, Lanes, ObjectStore, Queue, Table } from '../../shared/ports';

/** What runs read, write and send to. */
export interface Dependencies {
  /** Name of the bucket. */
  bucket: string;
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  events: EventPublisher;
  /** What is deployed now, and the users' gazetteers. */
  versions: Versions;
  /** Whether Amazon Comprehend finds the entities, which costs by the word. */
  comprehend: boolean;
  /** The queues of the reprocess lane, which rest while nothing is to be done. */
  lanes: Lanes;
  toParse: Queue<ReparseRequest | AnnounceRequest>;
  toEnrich: Queue<EnrichRequest>;
  toStore: Queue<StoreRequest>;
  toRuns: Queue<RunStep>;
  clock: Clock;
}
