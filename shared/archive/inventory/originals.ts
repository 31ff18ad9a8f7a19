import { topology } from '../../pipeline/topology';
import { isReferred } from '../references';
import type { InventoryDependencies } from './dependencies';
import type { Findings } from './findings';

const PAGE = 200;
const AT_ONCE = 16;

/** Reports originals that no drop needs; answers where the next page starts. */
export async function checkOriginals(
  after: string | undefined,
  { objects, table, clock, patience }: InventoryDependencies,
  findings: Findings,
): Promise<string | undefined> {
  const prefix = topology.prefixes.raw;
  const { items, more } = await objects.list({ prefix, after, limit: PAGE });
  const settled = items.filter(({ lastModified }) => lastModified.getTime() <= clock() - patience.graceMs);
  for (let at = 0; at < settled.length; at += AT_ONCE) {
    const some = settled.slice(at, at + AT_ONCE);
    const referred = await Promise.all(some.map(({ key }) => isReferred(table, key.slice(prefix.length))));
    for (const [index, { key }] of some.entries()) {
      // It may be the only copy of something: a person decides.
      if (!referred[index]) findings.reported('original-without-drop', key);
    }
  }
  return more ? items.at(-1)?.key : undefined;
}
