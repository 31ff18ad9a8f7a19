import { CorruptDataError } from '../errors';
import { compareDrops } from '../pipeline/order';
import type { Item, Table } from '../ports';
import {
  entryPartition,
  entryPosition,
  headKey,
  manifestKey,
  manifestPrefix,
  monthOf,
  shardOf,
  valueKey,
} from './keys';
import { entryItems, monthPresence, monthsOfPlan, type Plan, planOf, valuePresence, valuesOfPlan } from './plan';
import { ensureAll, release, someAtOnce } from './presence';
import { type Analysis, HeadRecord, IndexValue, ManifestRecord } from './records';

/**
 * The store protocol: every step may be repeated, and a crash between any two leaves nothing that a reader sees and
 * nothing that the retry does not finish. docs/architecture.md has the invariants.
 *
 * 1. the manifest: what this revision is going to write;
 * 2. the index entries, whose keys carry the revision, then the months and values that they stand in;
 * 3. the commit: one conditional write moves the article's head to the revision, or finds that it was overtaken;
 * 4. the entries of the revisions before go, by their manifests, then the manifests, then their mention in the head.
 */
export type Outcome = 'stored' | 'superseded';

/** Entity names a manifest part: keeps a part far below DynamoDB's 400 KB an item. */
const LINES_A_PART = 2_000;

/**
 * Stores an analysis. `superseded` when a newer version of the file, or a newer analysis of this version, was there
 * first; then nothing of this one stays.
 */
export async function storeAnalysis(
  table: Table,
  analysis: Analysis,
  from: { analysisKey: string; requestedAt: string },
  shards: number,
): Promise<Outcome> {
  const plan = planOf(analysis, from.analysisKey);
  const claim: Claim = {
    articleId: analysis.articleId,
    dropId: analysis.drop.id,
    key: analysis.drop.key,
    sha256: analysis.sha256,
    order: analysis.drop.order,
    requestedAt: from.requestedAt,
    current: plan.current,
  };
  const before = await readHead(table, plan.articleId);
  if (standing(before, claim) === 'new') {
    await table.putMany(manifestItems(plan, shards));
    await table.putMany(entryItems(plan, shards));
    // Two steps: a value is looked at only after the month that it stands for is there (rule 1 of presence.ts).
    await ensureAll(table, monthsOfPlan(table, plan, shards));
    await ensureAll(table, valuesOfPlan(table, plan));
  }
  const head = await commit(table, claim);
  if (head.current?.revision !== plan.current.revision) {
    await removeRevision(table, plan.articleId, { revision: plan.current.revision }, manifestOf(plan, shards));
    await clearRetired(table, head);
    return 'superseded';
  }
  await clearRetired(table, head);
  return 'stored';
}

/** Takes an article away because a newer version of its file no longer holds it. Repeatable. */
export async function retractArticle(
  table: Table,
  retraction: Pick<HeadRecord, 'articleId' | 'dropId' | 'key' | 'sha256' | 'order' | 'requestedAt'>,
): Promise<void> {
  // Also where there is no head yet: it keeps the article of an older version, still under way, from appearing later.
  await clearRetired(table, await commit(table, { ...retraction, current: undefined }));
}

/** What wants to become the head. */
type Claim = Omit<HeadRecord, 'v' | 'retired'>;

/**
 * Whether a claim may become the head. A newer version of the file wins; of the same version the analysis that was
 * asked for later wins, so that a re-processed article is not overwritten by a straggler of its first analysis.
 */
function standing(head: HeadRecord | undefined, claim: Claim): 'new' | 'current' | 'overtaken' {
  if (!head) return 'new';
  const byVersion = compareDrops(claim, head);
  if (byVersion !== 0) return byVersion > 0 ? 'new' : 'overtaken';
  if (head.current?.revision === claim.current?.revision) return 'current';
  return claim.requestedAt >= head.requestedAt ? 'new' : 'overtaken';
}

/** Moves the head unless it is there already or was overtaken; answers the head as it then stands. */
async function commit(table: Table, claim: Claim): Promise<HeadRecord> {
  for (;;) {
    const head = await readHead(table, claim.articleId);
    if (head && standing(head, claim) !== 'new') return head;
    const old = head?.current?.revision;
    const retired = old === undefined ? [] : [{ revision: old, by: claim.current?.revision }];
    const next = { ...claim, retired: [...(head?.retired ?? []), ...retired] };
    const v = await table.putIf({ ...headKey(claim.articleId), ...next }, head?.v);
    if (v !== undefined) return { ...next, v };
  }
}

async function clearRetired(table: Table, committed: HeadRecord): Promise<void> {
  const { articleId } = committed;
  for (let head: HeadRecord | undefined = committed; head; head = await readHead(table, articleId)) {
    const [oldest] = head.retired;
    if (!oldest) return;
    await removeRevision(table, articleId, oldest, await readManifest(table, articleId, oldest.revision));
    const retired = head.retired.filter(({ revision }) => revision !== oldest.revision);
    await table.putIf({ ...headKey(articleId), ...head, retired }, head.v);
  }
}

/**
 * Removes what a revision wrote. Months and values that the revision in its place stands in are left alone; that
 * revision is fixed when the head moves, so that every retry decides alike.
 */
async function removeRevision(
  table: Table,
  articleId: string,
  gone: { revision: string; by?: string | undefined },
  manifest: ManifestRecord | undefined,
): Promise<void> {
  if (!manifest) return;
  const { listedAt, shards, indexes } = manifest;
  const month = monthOf(listedAt);
  const shard = shardOf(articleId, shards);
  const sk = entryPosition(listedAt, articleId, gone.revision);
  await table.deleteMany(indexes.map((index) => ({ pk: entryPartition(index, month, shard), sk })));

  const heir = gone.by === undefined ? undefined : await readManifest(table, articleId, gone.by);
  const inherited = new Set(heir?.indexes);
  const sameMonth = heir !== undefined && monthOf(heir.listedAt) === month;
  await someAtOnce(indexes, async (index) => {
    if (inherited.has(index) && sameMonth) return;
    await release(table, monthPresence(table, index, month, shards));
    const value = await readValue(table, index);
    if (value && !inherited.has(index)) await release(table, valuePresence(table, index, value));
  });
  await table.deleteMany((await manifestParts(table, articleId, gone.revision)).map(({ pk, sk }) => ({ pk, sk })));
}

function manifestOf(plan: Plan, shards: number): ManifestRecord {
  return { listedAt: plan.entry.listedAt, shards, indexes: plan.lines.map(({ index }) => index) };
}

function manifestItems(plan: Plan, shards: number): Item[] {
  const { indexes, ...rest } = manifestOf(plan, shards);
  const parts = Math.ceil(indexes.length / LINES_A_PART);
  return Array.from({ length: parts }, (_, part) => ({
    ...manifestKey(plan.articleId, plan.entry.revision, part),
    ...rest,
    indexes: indexes.slice(part * LINES_A_PART, (part + 1) * LINES_A_PART),
  }));
}

async function readManifest(table: Table, articleId: string, revision: string): Promise<ManifestRecord | undefined> {
  const parts = (await manifestParts(table, articleId, revision)).map((item) => ManifestRecord.parse(item));
  return parts[0] && { ...parts[0], indexes: parts.flatMap(({ indexes }) => indexes) };
}

async function manifestParts(table: Table, articleId: string, revision: string): Promise<Item[]> {
  const { pk } = headKey(articleId);
  const from = manifestPrefix(revision);
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
