import * as z from 'zod';
import { SourceRef } from '../../extractors/extractor';
import type { Item } from '../../ports';
import {
  citesIndex,
  entityIndex,
  indexPartition,
  inferredIndex,
  isUndivided,
  monthPrefix,
  publicationIndex,
  RECEIPTS,
  refersToIndex,
  valueKey,
  versionsIndex,
} from '../keys';
import { issueOf } from '../narrative-lines';
import { dependentsOf, monthPresence, valuePresence } from '../plan';
import { ensureAll, release } from '../presence';
import { IndexValue, SerialVolume, Target } from '../records';
import type { InventoryDependencies } from './dependencies';
import type { Findings } from './findings';
import { idOf, itemsAt } from './read';

const State = z.object({ state: z.string() });
const stateOf = (item: Item) => State.safeParse(item).data?.state;
const isLive = (item: Item) => stateOf(item) === 'live';

/** Lets a month go where there is one, and what its index is of, if nothing stands in them any more. */
export async function releaseIndex(
  { index, month }: { index: string; month: string },
  { table, indexShards }: InventoryDependencies,
): Promise<void> {
  if (!isUndivided(index)) await release(table, monthPresence(table, index, month, indexShards));
  const value = IndexValue.safeParse(await table.get(valueKey(index)));
  if (value.success) await release(table, valuePresence(table, index, value.data));
}

/**
 * Every month has entries. One may stay `arriving`, for the articles in it are looked at with the values of their indexes.
 * The months of receipts stand for good: those are listed by an index that lags behind.
 */
export async function checkMonths(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  for (const item of items) {
    const index = item.pk.slice(indexPartition('').length);
    const month = item.sk.slice(monthPrefix.length);
    if (index === RECEIPTS) continue;
    const presence = monthPresence(deps.table, index, month, deps.indexShards);
    if (stateOf(item) !== 'leaving' && (await presence.occupied())) continue;
    await releaseIndex({ index, month }, deps);
    findings.healed('value-unsettled', `${index} ${month}`);
  }
}

/** Every value has months and can be found by all of its names. */
export async function checkValues(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const values = items.map((item) => ({ item, value: IndexValue.parse(item) }));
  const names = await itemsAt(
    deps,
    values.flatMap(({ value }) => dependentsOf(value)),
  );
  for (const { item, value } of values) {
    const index = item.pk.slice(valueKey('').pk.length);
    const presence = valuePresence(deps.table, index, value);
    const named = presence.dependents.every((name) => names.has(idOf(name)));
    if (named && isLive(item) && (await presence.occupied())) continue;
    await release(deps.table, presence);
    findings.healed('value-unsettled', index);
  }
}

const NameItem = z.object({ id: z.string(), type: z.unknown(), name: z.string() });
const PublicationLine = z.object({ pk: z.literal('CATALOG#publication'), name: z.string() });
const NarrativeLine = z.discriminatedUnion('pk', [
  z.object({ pk: z.literal('CATALOG#source'), source: SourceRef }),
  z.object({ pk: z.literal('CATALOG#target'), target: Target }),
  z.object({ pk: z.literal('CATALOG#calendar'), volume: SerialVolume }),
]);
const VersionsLine = z.object({ pk: z.literal('CATALOG#versions'), sk: z.string(), versions: z.unknown() });

/** Every name and every line of a catalog leads to a value that has it. */
export async function checkNames(
  items: readonly Item[],
  deps: InventoryDependencies,
  findings: Findings,
): Promise<void> {
  const lines = items.flatMap((item) => {
    const named = valueNamedBy(item);
    return named ? [{ item, ...named }] : [];
  });
  const values = await itemsAt(
    deps,
    lines.map(({ index }) => valueKey(index)),
  );
  for (const { item, index, value } of lines) {
    const stored = IndexValue.safeParse(values.get(idOf(valueKey(index))));
    if (stored.success) {
      // A form of the name that is not made any more; nobody writes it.
      if (dependentsOf(stored.data).some((name) => idOf(name) === idOf(item))) continue;
      await deps.table.deleteMany([{ pk: item.pk, sk: item.sk }]);
    } else {
      // As if the value had just arrived and had to go: whoever brings it at the same time is seen (presence.ts).
      const presence = valuePresence(deps.table, index, value);
      await ensureAll(deps.table, [presence]);
      await release(deps.table, presence);
    }
    findings.healed('name-without-value', `${item.pk} ${item.sk}`);
  }
}

/** The value that a name or a line of a catalog is of. */
function valueNamedBy(item: Item): { index: string; value: IndexValue } | undefined {
  const publication = PublicationLine.safeParse(item);
  const versions = VersionsLine.safeParse(item);
  const entity = NameItem.safeParse(item);
  const [index, fields] = publication.success
    ? [publicationIndex(publication.data.name), { kind: 'publication', name: publication.data.name }]
    : versions.success
      ? [versionsIndex(versions.data.sk), { kind: 'versions', versions: versions.data.versions }]
      : (narrativeValue(item) ?? [entityIndex(entity.data?.id ?? ''), { kind: 'entity', ...entity.data }]);
  const value = IndexValue.safeParse(fields);
  return value.success ? { index, value: value.data } : undefined;
}

function narrativeValue(item: Item): [string, Record<string, unknown>] | undefined {
  const line = NarrativeLine.safeParse(item).data;
  switch (line?.pk) {
    case 'CATALOG#source':
      return [citesIndex(line.source.id), { kind: 'source', source: line.source }];
    case 'CATALOG#target':
      return [refersToIndex(line.target.publication, issueOf(line.target)), { kind: 'target', target: line.target }];
    case 'CATALOG#calendar':
      return [inferredIndex(line.volume.publication, line.volume.volume), { kind: 'calendar', volume: line.volume }];
    default:
      return undefined;
  }
}
