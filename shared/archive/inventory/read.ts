import type { Item, Key } from '../../ports';
import { headKey } from '../keys';
import { HeadRecord } from '../records';
import type { InventoryDependencies } from './dependencies';

export const idOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;

/** The items at some keys, by `idOf`; strongly consistent, for what is missing is going to be healed. */
export async function itemsAt(
  { table }: InventoryDependencies,
  keys: readonly Key[],
): Promise<ReadonlyMap<string, Item>> {
  const found = await table.getMany(keys, { consistent: true });
  return new Map(found.map((item) => [idOf(item), item]));
}

/** The heads of some articles, by article. */
export async function headsOf(
  deps: InventoryDependencies,
  articleIds: readonly string[],
): Promise<ReadonlyMap<string, HeadRecord>> {
  const found = await itemsAt(deps, articleIds.map(headKey));
  const heads = [...found.values()].map((item) => HeadRecord.parse(item));
  return new Map(heads.map((head) => [head.articleId, head]));
}
