import * as z from 'zod';
import { Versions } from '../extractors/extractor';
import type { Table } from '../ports';
import { catalogPartition, versionsIndex } from './keys';
import { listIndex } from './list-articles';
import { signatureOf } from './plan';
import type { Listed, Position } from './reader';
import type { ShownHead } from './records';

const CatalogItem = z.object({ sk: z.string(), versions: Versions });

/** A set of versions that some article was made by, other than the current one. */
interface StaleVersions {
  signature: string;
  versions: Versions;
}

/** Every set of versions that articles in the archive were made by, except `current`. A handful, whatever its size. */
async function staleVersions(table: Table, current: Versions): Promise<StaleVersions[]> {
  const all: StaleVersions[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await table.query({ pk: catalogPartition('versions'), after, limit: 100 });
    for (const item of page.items) {
      const { sk, versions } = CatalogItem.parse(item);
      all.push({ signature: sk, versions });
      after = sk;
    }
    if (!page.more) return all.filter(({ signature }) => signature !== signatureOf(current));
  }
}

/** Articles made by other versions than `current`, set by set and newest first; `after` continues an earlier page. */
export async function staleArticles(
  table: Table,
  current: Versions,
  page: { limit: number; after?: Position | undefined },
): Promise<Listed<ShownHead>> {
  const [startSignature, ...position] = page.after ?? [];
  const sets = await staleVersions(table, current);
  const ordered = sets.map(({ signature }) => signature).filter((signature) => signature >= (startSignature ?? ''));
  for (const signature of ordered) {
    const after = signature === startSignature && position.length > 0 ? position : undefined;
    const listed = await listIndex(table, versionsIndex(signature), { limit: page.limit, after });
    const items = listed.items.map(({ head }) => head);
    if (listed.next) return { items, next: [signature, ...listed.next] };
    const following = ordered[ordered.indexOf(signature) + 1];
    if (items.length > 0 || following === undefined) return { items, next: following ? [following] : undefined };
  }
  return { items: [] };
}
