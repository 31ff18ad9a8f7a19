import type { ArticleDetail, Receipt } from '../../../shared/api/schemas';
import type { Api } from './api';
import { eventually } from './eventually';

/** Receipts before this are of other runs; the clock of a deployed stack may differ by some minutes. */
const since = new Date(Date.now() - 10 * 60_000).toISOString();
const MOST_PAGES = 20;

/** What became of the files that were dropped under a key. */
export function receiptsAt(api: Api) {
  /** The receipts of a key, newest first. They are looked for in the list, from the newest back to this run's start. */
  async function receiptsOf(key: string): Promise<Receipt[]> {
    const found: Receipt[] = [];
    let cursor: { cursor?: string } = {};
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { items, next } = await api.drops({ limit: 100, ...cursor });
      found.push(...items.filter((receipt) => receipt.key === key));
      const oldest = items.at(-1);
      if (next === null || (oldest && oldest.receivedAt < since)) break;
      cursor = { cursor: next };
    }
    return found;
  }

  /** The newest receipt of a key once `drops` of its drops have come to an end, whichever that is. */
  function ended(key: string, drops = 1): Promise<Receipt> {
    return eventually(`${drops} receipt(s) of ${JSON.stringify(key)} that ended`, async () => {
      const receipts = await receiptsOf(key);
      const [newest] = receipts;
      const done = receipts.filter(({ state }) => state === 'stored' || state === 'quarantined');
      if (!newest || done.length < drops) throw new Error(JSON.stringify(receipts));
      return newest;
    });
  }

  /** The same, when it has to be stored. */
  async function stored(key: string, drops = 1): Promise<Receipt> {
    const receipt = await ended(key, drops);
    if (receipt.state === 'stored') return receipt;
    throw new Error(`${JSON.stringify(key)} was not stored: ${JSON.stringify(receipt)}`);
  }

  return {
    receiptsOf,
    ended,
    stored,
    /** Why a key was quarantined, once it was. */
    async refusal(key: string): Promise<NonNullable<Receipt['reason']>> {
      const receipt = await ended(key);
      if (receipt.state === 'quarantined' && receipt.reason) return receipt.reason;
      throw new Error(`${JSON.stringify(key)} was not quarantined: ${JSON.stringify(receipt)}`);
    },
    /** The one article of a key, once `drops` of its drops are stored. */
    async articleOf(key: string, drops = 1): Promise<ArticleDetail> {
      const receipt = await stored(key, drops);
      const [id, ...more] = receipt.articleIds;
      if (id === undefined || more.length > 0) throw new Error(`not one article: ${JSON.stringify(receipt)}`);
      return api.article(id);
    },
  };
}
