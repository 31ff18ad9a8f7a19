import type { Item, Key } from '../../ports';
import { checkEntries, checkHeads, checkManifests } from './article-items';
import { checkCorrections, checkDecisions } from './decided-items';
import type { InventoryDependencies } from './dependencies';
import { checkDropItems, checkFileDrops, checkReceipts } from './drop-items';
import type { Findings } from './findings';
import { checkMonths, checkNames, checkValues } from './value-items';

/** Items a page. */
const PAGE = 300;

/** What a kind of item is checked by. */
type Check = (items: readonly Item[], deps: InventoryDependencies, findings: Findings) => Promise<void>;

const nothing: Check = async () => {};

/** What an item is, by its key; the first that fits. Items of others (runs, claims) are theirs to look after. */
const KINDS: readonly [pk: RegExp, sk: RegExp, check: Check][] = [
  [/^(ARTICLE|DROP)#/, /^DECISION$/, checkDecisions],
  [/^CORRECTIONS$/, /./, checkCorrections],
  [/^ARTICLE#/, /^HEAD$/, checkHeads],
  [/^ARTICLE#/, /^REVISION#/, checkManifests],
  [/^INDEX#/, /^MONTH#/, checkMonths],
  [/^INDEX#/, /./, checkEntries],
  [/^VALUE#/, /^VALUE$/, checkValues],
  [/^(NAMES|CATALOG)#/, /./, checkNames],
  [/^DROP#/, /^RECEIPT$/, checkReceipts],
  [/^DROP#/, /./, checkDropItems],
  [/^FILE#/, /^DROP#/, checkFileDrops],
  [/^FILE#/, /./, nothing],
  [/^RAW#/, /./, nothing],
  [/^(RUN#|RUNS$|CLAIM#|INVENTORY$|GAZETTEERS$|DELETIONS$)/, /./, nothing],
];

/** Looks at a page of the table's items; answers where the next one starts. */
export async function checkItems(
  after: Key | undefined,
  deps: InventoryDependencies,
  findings: Findings,
): Promise<Key | undefined> {
  const page = await deps.table.scan({ after, limit: PAGE });
  const byCheck = new Map<Check, Item[]>();
  for (const item of page.items) {
    const kind = KINDS.find(([pk, sk]) => pk.test(item.pk) && sk.test(item.sk));
    if (!kind) findings.reported('item-unknown', `${item.pk} ${item.sk}`);
    else byCheck.set(kind[2], [...(byCheck.get(kind[2]) ?? []), item]);
  }
  for (const [check, items] of byCheck) await check(items, deps, findings);
  return page.next;
}
