import * as z from 'zod';
import { type Correction, idsIn, type KeptCorrection, weightOf } from '../corrections/model';
import { NOTHING_CORRECTED, type Overlay, overlayOf, undoRefusalOf } from '../corrections/overlay';
import { type Refusal, refusalOf, repetitionOf } from '../corrections/refusal';
import type { Clock, Item, ObjectStore, Table } from '../ports';
import { CorrectionDecision, decisionOf, putDecision } from './decisions';
import { CORRECTIONS_PARTITION, correctionKey, entityIndex, valueKey } from './keys';
import { EntityRecord } from './records';

/**
 * The log of corrections. Whether one may be made depends on those before it, so each takes the next number of one log by a
 * conditional write; who loses looks at what the other said and decides again. Then it becomes an object of the bucket,
 * which a table that is made again is given it back from.
 */
export const LoggedCorrection = z.object({
  v: z.int().positive(),
  decision: CorrectionDecision,
  /** Whether the bucket has it. */
  recorded: z.boolean(),
});
export type LoggedCorrection = z.infer<typeof LoggedCorrection>;

/** Corrections of an archive, those undone and each article of a split included: readers hold them all in memory. */
const MOST_CORRECTIONS = 10_000;
const PAGE = 500;
/** After so long it is read from its beginning: a rebuild may have filled in what stood before. */
const REMEMBERED_MS = 10 * 60_000;

/** The log as one reader knows it: what it has read before it does not read again. */
export class CorrectionLog {
  #entries = new Map<number, LoggedCorrection>();
  #overlay = NOTHING_CORRECTED;
  #since = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly table: Pick<Table, 'query'>,
    private readonly clock: Clock,
  ) {}

  /** What everything that was corrected up to now comes to. */
  async overlay(): Promise<Overlay> {
    await this.entries();
    return this.#overlay;
  }

  async entries(): Promise<LoggedCorrection[]> {
    const anew = this.clock() - this.#since > REMEMBERED_MS;
    const known = anew ? new Map<number, LoggedCorrection>() : this.#entries;
    const found = await readAfter(this.table, Math.max(0, ...known.keys()));
    if (anew) [this.#entries, this.#since] = [known, this.clock()];
    for (const entry of found) known.set(entry.decision.seq, entry);
    if (anew || found.length > 0) this.#overlay = overlayOf([...known.values()].map(({ decision }) => decision));
    return [...known.values()];
  }
}

/** Entries after a number, strongly consistent: what was just corrected shows at once. */
async function readAfter(table: Pick<Table, 'query'>, seq: number): Promise<LoggedCorrection[]> {
  const entries: LoggedCorrection[] = [];
  let after = correctionKey(seq).sk;
  for (;;) {
    const page = await table.query({ pk: CORRECTIONS_PARTITION, after, limit: PAGE, consistent: true });
    for (const item of page.items) {
      entries.push(LoggedCorrection.parse(item));
      after = item.sk;
    }
    if (!page.more) return entries;
  }
}

/** What corrections are made with. */
export interface CorrectionDependencies {
  table: Table;
  objects: Pick<ObjectStore, 'put' | 'get' | 'head'>;
  corrections: CorrectionLog;
  clock: Clock;
}

/** Who corrects, and why. */
export interface Author {
  by: string;
  reason: string;
}

/** Makes a correction, or says what stands against it. */
export function correct(
  to: CorrectionDependencies,
  correction: Correction,
  author: Author,
): Promise<CorrectionDecision | Refusal> {
  return append(to, correction, author, ({ state }, entities) => {
    return refusalOf(state, correction, entities) ?? repetitionOf(state, correction, entities);
  });
}

/** Takes a correction back, or says what stands against that; undefined when there is no such correction. */
export async function undoCorrection(
  to: CorrectionDependencies,
  of: string,
  author: Author,
): Promise<CorrectionDecision | Refusal | undefined> {
  const { records } = await to.corrections.overlay();
  if (!records.some(({ id }) => id === of)) return undefined;
  return append(to, { do: 'undo', of }, author, (overlay) => undoRefusalOf(overlay, of));
}

async function append(
  to: CorrectionDependencies,
  correction: KeptCorrection,
  author: Author,
  refusal: (overlay: Overlay, entities: EntityRecord[]) => Refusal | undefined,
): Promise<CorrectionDecision | Refusal> {
  for (;;) {
    const log = await to.corrections.entries();
    for (const entry of log) if (!entry.recorded) await recordCorrection(to, entry);
    const overlay = await to.corrections.overlay();
    const entities = await entitiesOf(to.table, idsIn(correction));
    const refused = refusal(overlay, entities) ?? fullness(overlay, correction);
    if (refused) return refused;
    const decision = decisionAfter(log, { correction, entities, ...author }, to.clock());
    const entry = { decision, recorded: false };
    const v = await to.table.putIf({ ...correctionKey(decision.seq), ...entry }, undefined);
    if (v === undefined) continue;
    await recordCorrection(to, { ...entry, v });
    return decision;
  }
}

/** An undo is always possible: it makes nothing heavier that is kept in mind. */
function fullness({ weight }: Overlay, correction: KeptCorrection): Refusal | undefined {
  if (correction.do === 'undo' || weight + weightOf(correction) <= MOST_CORRECTIONS) return undefined;
  const detail = `The archive has ${weight} corrections (each article of a split is one), and may have ${MOST_CORRECTIONS}.`;
  return { kind: 'conflict', field: 'correction', detail };
}

function decisionAfter(
  log: readonly LoggedCorrection[],
  said: Pick<CorrectionDecision, 'correction' | 'entities' | 'by' | 'reason'>,
  now: number,
): CorrectionDecision {
  const seq = Math.max(0, ...log.map(({ decision }) => decision.seq)) + 1;
  const last = Math.max(0, ...log.map(({ decision }) => Date.parse(decision.at)));
  return decisionOf({ kind: 'correction', seq, ...said }, Math.max(now, last + 1));
}

/** Puts a correction into the bucket, and notes that it is there. Repeatable. */
export async function recordCorrection(
  { table, objects }: { table: Table; objects: Pick<ObjectStore, 'put' | 'get' | 'head'> },
  { decision, v }: LoggedCorrection,
): Promise<void> {
  await putDecision(objects, decision);
  // Whoever was faster noted the same.
  await table.putIf({ ...correctionKey(decision.seq), decision, recorded: true }, v);
}

/**
 * Gives the table a correction that it does not have. True when it did not. Its number may be taken: then somebody
 * corrected while the table was made again, and it gets one at the end; they count by their time, not by their number.
 */
export async function restoreCorrection(table: Table, decision: CorrectionDecision): Promise<boolean> {
  const isThere = (item: Item | undefined) => item && LoggedCorrection.parse(item).decision.id === decision.id;
  const found = await table.get(correctionKey(decision.seq));
  if (isThere(found)) return false;
  let { seq } = decision;
  for (let taken = found !== undefined; ; taken = true) {
    if (taken) {
      const log = await readAfter(table, 0);
      if (log.some((entry) => entry.decision.id === decision.id)) return false;
      seq = Math.max(0, ...log.map((entry) => entry.decision.seq)) + 1;
    }
    const entry = { decision: { ...decision, seq }, recorded: true };
    if ((await table.putIf({ ...correctionKey(seq), ...entry }, undefined)) !== undefined) return true;
  }
}

/** Those of some entities that the archive has, as extractors name them. */
async function entitiesOf(table: Table, ids: readonly string[]): Promise<EntityRecord[]> {
  const keys = ids.map((id) => valueKey(entityIndex(id)));
  const items = await table.getMany(keys, { consistent: true });
  return items.map((item) => EntityRecord.parse(item));
}
