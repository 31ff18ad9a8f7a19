import * as z from 'zod';
import type { Item } from '../../shared/ports';

const Timeless = z.looseObject({ pk: z.string(), sk: z.string(), requestedAt: z.string().optional() });

/**
 * Items without what only says when they were asked for (the time in an edition's name, `requestedAt`): what two
 * histories must share that asked for the same at different times.
 */
export function timeless(items: readonly Item[]): Item[] {
  return settled(items).map((item) => {
    const text = JSON.stringify(item).replace(/(r-[0-9a-f]{20})\.[0-9a-z]+/g, '$1');
    const { requestedAt, ...rest } = Timeless.parse(JSON.parse(text));
    return rest;
  });
}

/**
 * Items without what only says how many came by: a month, on which nothing hangs, may say `arriving` until a second
 * writer needs it (shared/archive/presence.ts).
 */
export function settled(items: readonly Item[]): Item[] {
  const isArriving = ({ pk, sk, state }: Item) =>
    pk.startsWith('INDEX#') && sk.startsWith('MONTH#') && state === 'arriving';
  return items.map((item) => (isArriving(item) ? { ...item, state: 'live' } : item));
}
