import type { AnnounceRequest, EnrichRequest, ReparseRequest, StoreInput } from '../../pipeline/messages';
import type { Queue, ScannableTable } from '../../ports';
import type { DeletionDependencies } from '../deletion';
import type { Receipts } from '../receipts';

/** How long the inventory waits before it takes a thing for lost, milliseconds. */
export interface Patience {
  /** What is younger may still be written by somebody: no stage's function runs so long. */
  graceMs: number;
  /** A receipt that has not moved for so long is stuck. */
  stuckMs: number;
  /** How often a drop that is stuck is announced again before a person has to look. */
  announcements: number;
}

const MINUTE = 60_000;
export const PATIENCE: Patience = { graceMs: 15 * MINUTE, stuckMs: 60 * MINUTE, announcements: 3 };

/** What the inventory looks at and heals with. Its messages go by the slow lane. */
export interface InventoryDependencies extends DeletionDependencies {
  /** Name of the bucket. */
  bucket: string;
  table: ScannableTable;
  receipts: Receipts;
  toParse: Queue<AnnounceRequest | ReparseRequest>;
  toEnrich: Queue<EnrichRequest>;
  toStore: Queue<StoreInput>;
  indexShards: number;
  patience: Patience;
}

export const nowOf = ({ clock }: Pick<InventoryDependencies, 'clock'>) => new Date(clock()).toISOString();
