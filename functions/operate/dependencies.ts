import type { CorrectionDependencies } from '../../shared/archive/corrections';
import type { ArchiveReader } from '../../shared/archive/reader';
import type { Receipts } from '../../shared/archive/receipts';
import type { AnnounceRequest } from '../../shared/pipeline/messages';
import type { Clock, DeadLetterBox, Queue } from '../../shared/ports';

/** What retries change. */
export interface RetryDependencies {
  /** Name of the bucket. */
  bucket: string;
  receipts: Receipts;
  archive: Pick<ArchiveReader, 'receipts'>;
  toParse: Queue<AnnounceRequest>;
  clock: Clock;
}

/** What the operations change. */
export interface Dependencies extends RetryDependencies, CorrectionDependencies {
  deadLetters: DeadLetterBox;
}
