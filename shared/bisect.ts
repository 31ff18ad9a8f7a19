/**
 * Index of the first item for which `isBefore` does not hold, by bisection; the length of the list where it holds for all.
 * Those for which it holds have to come first.
 */
export function bisect<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the last span that starts at or before an offset; 0 where none does. Spans are in text order. */
export function lastStarting(spans: readonly { readonly start: number }[], offset: number): number {
  return Math.max(0, bisect(spans, ({ start }) => start <= offset) - 1);
}
