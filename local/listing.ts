/** Orders keys as S3 does: by their UTF-8 bytes, which is the order of their code points. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  return byCodePoint(a.charCodeAt(at)) - byCodePoint(b.charCodeAt(at));
}

/** UTF-16 puts surrogates, which stand for the highest code points, before U+E000 to U+FFFF. */
function byCodePoint(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}

/** Position of the first element for which `isBeyond` holds; it must hold for all after it too. */
function firstBeyond(keys: readonly string[], from: number, isBeyond: (key: string) => boolean): number {
  let low = from;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBeyond(keys[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface PageRequest {
  prefix: string;
  delimiter: string;
  /** Exclusive. A common prefix that was answered stands for everything under it. */
  after: string;
  limit: number;
}

export interface KeyPage {
  keys: string[];
  commonPrefixes: string[];
  isTruncated: boolean;
}

/** One page of a listing over keys in S3's order. */
export function listPage(sorted: readonly string[], { prefix, delimiter, after, limit }: PageRequest): KeyPage {
  const page: KeyPage = { keys: [], commonPrefixes: [], isTruncated: false };
  if (limit === 0) return page;
  let at = firstBeyond(sorted, 0, (key) => compareKeys(key, prefix) >= 0 && compareKeys(key, after) > 0);
  while (at < sorted.length) {
    const key = sorted[at] ?? '';
    if (!key.startsWith(prefix)) break;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
    if (common === undefined || common !== after) {
      if (page.keys.length + page.commonPrefixes.length === limit) {
        page.isTruncated = true;
        return endWithKey(page);
      }
      if (common === undefined) page.keys.push(key);
      else page.commonPrefixes.push(common);
    }
    at = common === undefined ? at + 1 : firstBeyond(sorted, at, (other) => !other.startsWith(common));
  }
  return page;
}

/** fauxqs goes on after a page's last key, even where prefixes follow that key: those have to wait for the next page. */
function endWithKey(page: KeyPage): KeyPage {
  const last = page.keys.at(-1);
  if (last === undefined) return page;
  return { ...page, commonPrefixes: page.commonPrefixes.filter((common) => compareKeys(common, last) < 0) };
}
