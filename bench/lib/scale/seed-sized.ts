import type { Extractor } from '../../../shared/extractors/extractor';
import { extractorsFor } from '../../../shared/extractors/registry';
import type { Item } from '../../../shared/ports';
import { type Brief, makeBriefs } from '../briefs';
import type { NewsSource } from './news';

/** Briefs of the first document's length through the extractors that are deployed, into an empty archive. */
export class SeedSized implements NewsSource {
  readonly extractors: readonly Extractor[] = extractorsFor('embedded');
  readonly #briefs: Iterator<Brief>;

  constructor(count: number, seed: number) {
    this.#briefs = makeBriefs(count, seed).values();
  }

  brief(): { key: string; body: string } {
    const { value, done } = this.#briefs.next();
    if (done) throw new Error('there are no more briefs');
    return { key: `incoming/${value.name}`, body: value.text };
  }

  past(): Item[] {
    return [];
  }
}
