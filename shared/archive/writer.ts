import { CorruptDataError } from '../errors';
import { compareDrops } from '../pipeline/order';
import type { Item, Table } from '../ports';
import {
  editionOfManifest,
  entryPosition,
  headKey,
  isUndivided,
  manifestKey,
  manifestPrefix,
  monthOf,
  partitionOfEntry,
  valueKey,
} from './keys';
import {
  entryItems,
  monthPresence,
  monthsOfPlan,
  type Plan,
  type PlanSource,
  planOf,
  valuePresence,
  valuesOfPlan,
} from './plan';
import { ensureAll, release, someAtOnce } from './presence';
import { type Analysis, HeadRecord, IndexValue, ManifestRecord } from './records';

/**
 * The store protocol: every step may be repeated, and a crash between any two leaves nothing that a reader sees and
 * nothing that the retry does not finish. docs/architecture.md has the invariants.
 *
 * 1. the manifest: what this edition (a revision, as it was asked for at one time) is going to write;
 * 2. the index entries, whose keys carry the edition, then the months and values that they stand in;
 * 3. the commit: one conditional write moves the article's head to the edition, or finds that it was overtaken;
 * 4. the entries of the editions before go, by their manifests, then the manifests, then their mention in the head.
 */
export type Outcome = 'stored' | 'superseded' | 'outdated';

/** Entity names a manifest part: keeps a part far below DynamoDB's 400 KB an item. */
const LINES_A_PART = 2_000;

/**
 * Stores an analysis. `superseded` when a newer version of the file, `outdated` when a later analysis of this version
 * was there first; then nothing of this one stays.
 * @param repair writes the items also when the head is at this edition already: some of them were lost
 */
export async function storeAnalysis(
  table: Table,
  analysis: Analysis,
  from: PlanSource,
  shards: number,
  { repair = false } = {},
): Promise<Outcome> {
  const plan = planOf(analysis, from);
  const claim: Claim = {
    articleId: analysis.articleId,
    dropId: analysis.drop.id,
    key: analysis.drop.key,
    sha256: analysis.sha256,
    order: analysis.drop.order,
    requestedAt: from.requestedAt,
    current: plan.current,
    runId: from.runId,
    rolledBack: from.rolledBack,
  };
  const before = await readHead(table, plan.articleId);
  const lost = repair && before?.current?.edition === plan.current.edition;
  let written = lost || standing(before, claim) === 'new';
  if (written) await writeEdition(table, plan, shards, repair);
  let head = await tryCommit(table, claim, written);
  if (!head) {
    // The head was at this revision, or beyond, and is not any more: an analysis that came between is older than this.
    written = true;
    await writeEdition(table, plan, shards, repair);
    head = await commit(table, claim);
  }
  const { revision, edition } = plan.current;
  const outcome = head.current?.revision === revision ? 'stored' : overtakenBy(head, claim);
  if (head.current?.edition !== edition) {
    // Where the same revision stands already, as another edition, mostly nothing was written: asking costs less.
    const own = written || outcome !== 'stored' ? manifestOf(plan, shards) : undefined;
    const manifest = own ?? (await readManifest(table, plan.articleId, edition));
    await removeEdition(table, plan.articleId, { edition }, manifest, plan);
  }
  await clearRetired(table, head);
  return outcome;
}

/** @param repair looks at every value, also where the month that stands in it says that it is there */
async function writeEdition(table: Table, plan: Plan, shards: number, repair: boolean): Promise<void> {
  await table.putMany(manifestItems(plan, shards));
  await table.putMany(entryItems(plan, shards));
  await ensureAll(table, monthsOfPlan(table, plan, shards));
  await ensureAll(table, valuesOfPlan(table, plan, repair ? 'all' : 'undivided'));
}

/**
 * Takes an article away because a newer version of its file no longer holds it; `superseded` when a still newer one
 * does. Repeatable.
 */
export async function retractArticle(
  table: Table,
  retraction: Pick<HeadRecord, 'articleId' | 'dropId' | 'key' | 'sha256' | 'order' | 'requestedAt'>,
): Promise<'retracted' | 'superseded'> {
  // Also where there is no head yet: it keeps the article of an older version, still under way, from appearing later.
  const { articleId, dropId, key, sha256, order, requestedAt } = retraction;
  const head = await commit(table, { articleId, dropId, key, sha256, order, requestedAt, current: undefined });
  await clearRetired(table, head);
  return head.current ? 'superseded' : 'retracted';
}

/**
 * Removes what an edition wrote whose writer is gone or will be refused; false when it is the one that readers see.
 * Repeatable.
 */
export async function discardEdition(table: Table, articleId: string, edition: string): Promise<boolean> {
  const head = await readHead(table, articleId);
  if (head?.current?.edition === edition) return false;
  if (head) await clearRetired(table, head);
  const by = head?.current?.edition;
  await removeEdition(table, articleId, { edition, by }, await readManifest(table, articleId, edition));
  return true;
}

/** Finishes what a writer left that died after it moved the head: editions that are still to be removed. Repeatable. */
export async function finishCleaning(table: Table, articleId: string): Promise<void> {
  const head = await readHead(table, articleId);
  if (head) await clearRetired(table, head);
}

/** Removes what any edition of a revision wrote, but for the one that readers see. Repeatable. */
export async function discardRevision(table: Table, articleId: string, revision: string): Promise<void> {
  for (const edition of await editionsOf(table, articleId, revision)) await discardEdition(table, articleId, edition);
}

/** The editions of a revision that have a manifest, strongly consistent, in order of their time. */
export async function editionsOf(table: Table, articleId: string, revision: string): Promise<string[]> {
  const parts = await manifestParts(table, articleId, `${revision}.`);
  return [...new Set(parts.map(({ sk }) => editionOfManifest(sk)))];
}

/** What wants to become the head. */
type Claim = Omit<HeadRecord, 'v' | 'retired' | 'previous'>;

/**
 * Whether a claim may become the head. A newer version of the file wins; of the same version the analysis that was
 * asked for later, so that a re-processed article is not overwritten by a straggler of its first analysis; of two that
 * were asked for at once (two deployments at work on one drop) the one whose name is greater. Thus heads only move up,
 * and no edition comes back after it went.
 */
function standing(head: HeadRecord | undefined, claim: Claim): 'new' | 'current' | 'overtaken' {
  if (!head) return 'new';
  const byVersion = compareDrops(claim, head);
  if (byVersion !== 0) return byVersion > 0 ? 'new' : 'overtaken';
  const standing = head.current?.revision ?? '';
  const claiming = claim.current?.revision ?? '';
  if (standing === claiming) return 'current';
  const later = Date.parse(claim.requestedAt) - Date.parse(head.requestedAt);
  return later > 0 || (later === 0 && claiming > standing) ? 'new' : 'overtaken';
}

/** A drop is not superseded by what was made of it later. */
function overtakenBy(head: HeadRecord, claim: Claim): 'superseded' | 'outdated' {
  return head.dropId === claim.dropId ? 'outdated' : 'superseded';
}

/** Moves the head unless it is there already or was overtaken; answers the head as it then stands. */
async function commit(table: Table, claim: Claim): Promise<HeadRecord> {
  const head = await tryCommit(table, claim, true);
  if (!head) throw new CorruptDataError(`the head of ${claim.articleId} was not moved`);
  return head;
}

/** The same; undefined where the head would have to move to an edition that was not written. */
async function tryCommit(table: Table, claim: Claim, written: boolean): Promise<HeadRecord | undefined> {
  for (;;) {
    const head = await readHead(table, claim.articleId);
    const next = head ? following(head, claim) : { ...claim, retired: [] };
    if (head && next === head) return head;
    if (!written && next.current?.edition === claim.current?.edition) return undefined;
    const v = await table.putIf({ ...headKey(claim.articleId), ...next }, head?.v);
    if (v !== undefined) return { ...next, v };
  }
}

/** The head after a claim; the same when it changes nothing. */
function following(head: HeadRecord, claim: Claim): HeadRecord {
  switch (standing(head, claim)) {
    case 'overtaken':
      return head;
    case 'current':
      // The same revision again: what was asked for in between and comes late must not take its place.
      if (Date.parse(claim.requestedAt) <= Date.parse(head.requestedAt)) return head;
      return { ...head, requestedAt: claim.requestedAt };
    case 'new': {
      const old = head.current?.edition;
      const retired = old === undefined ? [] : [{ edition: old, by: claim.current?.edition }];
      return { ...claim, ...previousOf(head, claim), v: head.v, retired: [...head.retired, ...retired] };
    }
  }
}

/** What a run or a roll-back replaces can be put back; another version of the file is put back by dropping it again. */
function previousOf({ dropId, current }: HeadRecord, claim: Claim): Pick<HeadRecord, 'previous'> {
  const isFirst = claim.runId === undefined && !claim.rolledBack;
  if (isFirst || !current || dropId !== claim.dropId) return {};
  const { revision, analysisKey, versions } = current;
  return { previous: { revision, analysisKey, versions } };
}

async function clearRetired(table: Table, committed: HeadRecord): Promise<void> {
  const { articleId } = committed;
  for (let head: HeadRecord | undefined = committed; head; head = await readHead(table, articleId)) {
    const [oldest] = head.retired;
    if (!oldest) return;
    await removeEdition(table, articleId, oldest, await readManifest(table, articleId, oldest.edition));
    const retired = head.retired.filter(({ edition }) => edition !== oldest.edition);
    await table.putIf({ ...headKey(articleId), ...head, retired }, head.v);
  }
}

/**
 * Removes what an edition wrote. Months and values that the edition in its place stands in are left alone; that edition
 * is fixed when the head moves, so that every retry decides alike.
 * @param own what was written, where its writer removes it
 */
async function removeEdition(
  table: Table,
  articleId: string,
  gone: { edition: string; by?: string | undefined },
  manifest: ManifestRecord | undefined,
  own?: Plan,
): Promise<void> {
  if (!manifest) return;
  const { listedAt, shards, indexes } = manifest;
  const month = monthOf(listedAt);
  const sk = entryPosition(listedAt, articleId, gone.edition);
  const entry = { listedAt, articleId };
  await table.deleteMany(indexes.map((index) => ({ pk: partitionOfEntry(index, entry, shards), sk })));

  const heir = gone.by === undefined ? undefined : await readManifest(table, articleId, gone.by);
  const inherited = new Set(heir?.indexes);
  const sameMonth = heir !== undefined && monthOf(heir.listedAt) === month;
  await someAtOnce(indexes, async (index) => {
    if (inherited.has(index) && (sameMonth || isUndivided(index))) return;
    if (!isUndivided(index)) await release(table, monthPresence(table, index, month, shards));
    if (inherited.has(index)) return;
    const stored = await readValue(table, index);
    const value = stored ?? own?.lines.find((line) => line.index === index)?.value;
    if (value) await release(table, valuePresence(table, index, value), stored === undefined);
  });
  await table.deleteMany((await manifestParts(table, articleId, gone.edition)).map(({ pk, sk }) => ({ pk, sk })));
}

function manifestOf(plan: Plan, shards: number): ManifestRecord {
  return { listedAt: plan.entry.listedAt, shards, indexes: plan.lines.map(({ index }) => index) };
}

function manifestItems(plan: Plan, shards: number): Item[] {
  const { indexes, ...rest } = manifestOf(plan, shards);
  const parts = Math.ceil(indexes.length / LINES_A_PART);
  return Array.from({ length: parts }, (_, part) => ({
    ...manifestKey(plan.articleId, plan.entry.edition, part),
    ...rest,
    indexes: indexes.slice(part * LINES_A_PART, (part + 1) * LINES_A_PART),
  }));
}

async function readManifest(table: Table, articleId: string, edition: string): Promise<ManifestRecord | undefined> {
  const parts = (await manifestParts(table, articleId, edition)).map((item) => ManifestRecord.parse(item));
  return parts[0] && { ...parts[0], indexes: parts.flatMap(({ indexes }) => indexes) };
}

/** @param edition or the beginning of its name */
async function manifestParts(table: Table, articleId: string, edition: string): Promise<Item[]> {
  const { pk } = headKey(articleId);
  const from = edition.endsWith('.') ? manifestPrefix(edition).slice(0, -1) : manifestPrefix(edition);
  const found = await table.query({ pk, from, to: `${from}~`, limit: 1_000, consistent: true });
  return found.items;
}

async function readHead(table: Table, articleId: string): Promise<HeadRecord | undefined> {
  const item = await table.get(headKey(articleId));
  return item && HeadRecord.parse(item);
}

async function readValue(table: Table, index: string): Promise<IndexValue | undefined> {
  const item = await table.get(valueKey(index));
  if (!item) return undefined;
  const value = IndexValue.safeParse(item);
  if (!value.success) throw new CorruptDataError(`the value of index ${index} is not one`, { cause: value.error });
  return value.data;
}
