import * as z from 'zod';
import type { Table } from '../ports';
import { ALL_MONTHS, indexPartition, isUndivided, monthPrefix } from './keys';

/** A month that an index has entries in, and over how many shards they are spread. */
export interface Month {
  month: string;
  shards: number;
}

const MonthItem = z.object({ sk: z.string(), shards: z.int().positive() });

/** Months a round; a walk over a long archive asks again. */
const MONTHS = 60;

/**
 * The months of an index, newest first unless `ascending`; bounds are inclusive `YYYY-MM`. An index that is not cut into
 * months has one that is called `ALL_MONTHS`, whatever the bounds.
 */
export async function* monthsOf(
  table: Table,
  index: string,
  bounds: { from?: string | undefined; to?: string | undefined; ascending?: boolean } = {},
): AsyncGenerator<Month> {
  if (isUndivided(index)) {
    yield { month: ALL_MONTHS, shards: 1 };
    return;
  }
  let after: string | undefined;
  for (;;) {
    const page = await table.query({
      pk: indexPartition(index),
      from: `${monthPrefix}${bounds.from ?? ''}`,
      to: `${monthPrefix}${bounds.to ?? '~'}`,
      after,
      descending: !bounds.ascending,
      limit: MONTHS,
    });
    for (const item of page.items) {
      const { sk, shards } = MonthItem.parse(item);
      yield { month: sk.slice(monthPrefix.length), shards };
      after = sk;
    }
    if (!page.more) return;
  }
}

/**
 * The newest (or oldest) `limit` of several ordered lists that were each read up to `limit`: what is left of them after
 * the merge lies beyond the last one taken, so a reader may go on after it in each.
 */
export function mergeOrdered<T>(lists: readonly (readonly T[])[], positionOf: (item: T) => string, limit: number): T[] {
  return lists
    .flat()
    .sort((a, b) => (positionOf(a) < positionOf(b) ? 1 : positionOf(a) > positionOf(b) ? -1 : 0))
    .slice(0, limit);
}
