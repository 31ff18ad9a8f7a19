import type { Capacity } from './capacity';
import { type Moment, News } from './news';
import { type Simulated, simulate, WARM_UP } from './seconds';

/** What DynamoDB's on-demand mode gives a new table: 4,000 writes and 12,000 reads a second ("Initial throughput"). */
export const INITIAL_PARTITIONS = 4;
const PARTITION_GB = 10;
/** An archive that knows no entity yet writes so many times more an article. */
const EMPTY = 4;

export interface MomentOptions {
  name: string;
  rate: number;
  seconds: number;
  moment: Moment;
  shards: number;
  /** Units that an article takes and bytes that it leaves in table and index, for the number of partitions by then. */
  article: { writeUnits: number; readUnits: number; indexWriteUnits: number; bytes: number };
  seed: number;
}

/** A moment in the year of an archive that takes in `rate` articles a second from its first day on. */
export function momentOf(rate: number, at: Date, began: Date): Moment {
  const since = (from: number) => Math.max(0, Math.floor(((at.getTime() - from) / 1000) * rate));
  const month = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1);
  return { at, articlesBefore: since(began.getTime()), ofMonthBefore: since(Math.max(month, began.getTime())) };
}

export interface MomentResult {
  options: MomentOptions;
  simulated: Simulated;
  partitions: { table: number; index: number };
}

export async function simulateMoment(options: MomentOptions): Promise<MomentResult> {
  const { rate, seconds, moment, shards, seed } = options;
  const partitions = partitionsBy(options);
  const news = new News(moment, shards, seed);
  const simulated = await simulate({ news, at: moment.at, rate, seconds, shards, partitions });
  return { options, simulated, partitions };
}

/**
 * Partitions that a table has after some time at a rate: on demand it bears twice the peak that it has seen, and a
 * partition holds 10 GB. An empty table has to be warmed for what is going to come, or has what a new one has.
 */
function partitionsBy({ rate, moment, article }: MomentOptions): MomentResult['partitions'] {
  const gb = (moment.articlesBefore * article.bytes) / 1e9;
  const seen = 2 * rate * (moment.articlesBefore === 0 ? EMPTY : 1);
  const units = (seen * article.writeUnits) / 1000 + (seen * article.readUnits) / 3000;
  const indexUnits = (seen * article.indexWriteUnits) / 1000;
  return {
    table: Math.ceil(Math.max(INITIAL_PARTITIONS, units, gb / PARTITION_GB)),
    index: Math.ceil(Math.max(INITIAL_PARTITIONS, indexUnits, (0.05 * gb) / PARTITION_GB)),
  };
}

/** The hottest key of table and index, as a row shows it. */
export function hottest({ options: { seconds }, simulated: { table } }: MomentResult, kind: 'read' | 'write') {
  const keys = (capacity: Capacity) => capacity.hottest(kind, WARM_UP, WARM_UP + seconds, 1);
  const [first] = [...keys(table.base), ...keys(table.index)].sort((a, b) => b.worst - a.worst);
  if (!first) throw new Error('nothing was asked of the table');
  return first;
}
