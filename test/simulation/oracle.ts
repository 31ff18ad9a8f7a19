import { rawKey } from '../../shared/archive/objects';
import { archiveReader } from '../../shared/archive/reader';
import { HeadRecord, type ReceiptRecord } from '../../shared/archive/records';
import type { Item } from '../../shared/ports';
import { timeless } from '../fakes/items';
import type { Dropped, Simulation } from './simulation';

/**
 * What is wrong with a run, compared with one of the same files in which nothing went wrong. Empty when nothing is.
 *
 * Left out of the comparison is what may rightly differ: times; how a version ended that is not its file's newest; and,
 * where a newer version of a file came first, that its older one was never read (the most articles of any version, and
 * heads that show nothing).
 */
export async function violations(run: Simulation, calm: Simulation): Promise<string[]> {
  return [
    ...receiptViolations(run, calm),
    ...itemViolations(run, calm),
    ...objectViolations(run),
    ...eventViolations(run),
    ...(await counts(run)),
  ];
}

/** Every drop is stored or quarantined, the newest of each file just as without faults. */
function receiptViolations(run: Simulation, calm: Simulation): string[] {
  const newest = new Map(run.dropped.map((dropped) => [dropped.upload.key, dropped]));
  return run.dropped.flatMap((dropped) => {
    const { dropId, upload } = dropped;
    const receipt = run.receipt(dropId);
    if (!receipt) return canBeRedriven(dropped, newest) ? [`${upload.key}: no receipt`] : [];
    const expected = calm.receipt(dropId);
    const ours = receipt.reason?.class === 'our-fault' || receipt.reason?.class === 'temporary';
    const ended = receipt.state === 'stored' || receipt.state === 'quarantined';
    if (!ended || (ours && canBeRedriven(dropped, newest))) {
      return [`${upload.key}: ended as ${endOf(receipt)}`];
    }
    if (newest.get(upload.key) !== dropped || endOf(receipt) === endOf(expected)) return [];
    return [`${upload.key}: ended as ${endOf(receipt)}, not ${endOf(expected)}`];
  });
}

/** Where events do not name their version, that of an older one finds the newer one only, also when it is redriven. */
function canBeRedriven(dropped: Dropped, newest: ReadonlyMap<string, Dropped>): boolean {
  const named = dropped.event.detail.object['version-id'] !== undefined;
  return named || newest.get(dropped.upload.key) === dropped;
}

function endOf(receipt: ReceiptRecord | undefined): string {
  if (!receipt) return 'nothing';
  const { state, reason, superseded, articleCount } = receipt;
  return [state, reason?.code, superseded ? 'superseded' : '', articleCount].filter(Boolean).join(' ');
}

/** The items of an undisturbed run, no more and no fewer. */
function itemViolations(run: Simulation, calm: Simulation): string[] {
  const newest = new Set(new Map(run.dropped.map(({ upload, dropId }) => [upload.key, dropId])).values());
  const found = comparable(run, newest);
  const expected = comparable(calm, newest);
  return [
    ...[...expected].filter(([key]) => !found.has(key)).map(([key]) => `missing: ${key}`),
    ...[...found].filter(([key]) => !expected.has(key)).map(([key]) => `orphan: ${key}`),
    ...[...found]
      .filter(([key, text]) => expected.has(key) && expected.get(key) !== text)
      .map(([key, text]) => `differs: ${key}: ${text}, not ${expected.get(key)}`),
  ];
}

function comparable({ table }: Simulation, newest: ReadonlySet<string>): Map<string, string> {
  const items = timeless(table.contents()).filter(
    (item) =>
      !/^(DROP#|RUN#|RUNS$|CLAIM#|INVENTORY$)/.test(item.pk) &&
      !(item.pk.startsWith('RAW#') && !newest.has(item.sk.replace('DROP#', ''))) &&
      item.pk !== 'INDEX#receipts' &&
      !isEmptyHead(item),
  );
  const texts = new Map<string, string>();
  for (const item of items) {
    const text = JSON.stringify({ ...item, ...HISTORY })
      .replace(NAMED_BY_ORDER, '$1')
      .replace(SEQUENCER, '');
    let key = `${item.pk} ${item.sk}`.replace(NAMED_BY_ORDER, '$1');
    while (texts.has(key)) key += ' once more';
    texts.set(key, text);
  }
  return texts;
}

/** What says how an item came to be as it is. */
const HISTORY = { mostArticles: undefined, runId: undefined, previous: undefined };

/** What the inventory finds in the bucket it announces without a sequencer, which goes into the names of what is made. */
const NAMED_BY_ORDER = /\b(r-|parsed-)[0-9a-f]{20}\b/g;
const SEQUENCER = /"sequencer":"[0-9a-f]*",?/g;

const isEmptyHead = (item: Item) =>
  item.pk.startsWith('ARTICLE#') && item.sk === 'HEAD' && item['current'] === undefined && isEmpty(item['retired']);
const numberIn = (value: unknown) => (typeof value === 'number' ? value : 0);
const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;

/** Subscribers are told how each drop ended, and events of one id say the same. */
function eventViolations(run: Simulation): string[] {
  const told = new Set<string>();
  const kinds = new Map<string, string>();
  const found: string[] = [];
  for (const { name, detail } of run.events.published) {
    if (name === 'drop.stored' || name === 'drop.quarantined') told.add(`${name} ${detail.dropId}`);
    const known = kinds.get(detail.id) ?? name;
    if (known !== name) found.push(`event ${detail.id} is ${known} and ${name}`);
    kinds.set(detail.id, name);
  }
  const untold = run.dropped.filter(({ dropId }) => {
    const receipt = run.receipt(dropId);
    return receipt && !told.has(`drop.${receipt.state} ${dropId}`);
  });
  return [...found, ...untold.map(({ upload }) => `${upload.key}: nobody was told how it ended`)];
}

/** What a head names is in the bucket. */
function objectViolations({ table, objects }: Simulation): string[] {
  const there = new Set(objects.keys(''));
  return table
    .contents()
    .filter(({ pk, sk }) => pk.startsWith('ARTICLE#') && sk === 'HEAD')
    .map((item) => HeadRecord.parse({ ...item, v: 1 }))
    .flatMap(({ current, sha256 }) => (current ? [current.analysisKey, current.parsedKey, rawKey(sha256)] : []))
    .filter((key) => !there.has(key))
    .map((key) => `not in the bucket: ${key}`);
}

/** Readers count nothing twice, and outcomes of a drop are no more than its articles. */
async function counts({ table }: Simulation): Promise<string[]> {
  const reader = archiveReader(table);
  const { items } = await reader.articles({ limit: 1000 });
  const ids = items.map(({ head }) => head.articleId);
  const found = ids.length === new Set(ids).size ? [] : ['an article is listed twice'];
  const records = table.contents().filter(({ pk }) => pk.startsWith('DROP#'));
  for (const receipt of records.filter(({ sk }) => sk === 'RECEIPT')) {
    const articles = numberIn(receipt['articleCount']) + numberIn(receipt['retractions']);
    const prefix = `ARTICLE#${numberIn(receipt['retries'])}#`;
    const outcomes = records.filter(({ pk, sk }) => pk === receipt.pk && sk.startsWith(prefix)).length;
    if (outcomes > articles) found.push(`${receipt.pk}: ${outcomes} outcomes of ${articles} articles`);
  }
  return found;
}
