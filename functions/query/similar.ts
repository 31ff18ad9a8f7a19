import type { SimilarArticle } from '../../shared/api/schemas';
import { nearIndex } from '../../shared/archive/keys';
import { SIMILAR } from '../../shared/archive/near-lines';
import type { ListedArticle } from '../../shared/archive/reader';
import type { ShownHead } from '../../shared/archive/records';
import { type Sketch, similarityOf, sketchOf } from '../../shared/article/sketch';
import { compareText } from '../../shared/compare-text';
import type { Answer, Input } from '../../shared/http/callable';
import { toSummary } from './articles';
import type { Dependencies } from './dependencies';
import { shownArticle } from './shown';

/** Articles of one band, bands of one cluster, and articles of one answer that are looked at. */
const A_BAND = 50;
const MOST_BANDS = 36;
const MOST_ITEMS = 100;

/** What is known of an article of the cluster without reading it. */
interface Copy {
  head: ShownHead;
  sketch: Sketch;
  dated: boolean;
  member: string | undefined;
}

/**
 * The cluster of an article: those that are similar to it, and those that are similar to them, as the archive is now.
 * Nothing is left out of any list for it. The most that it costs are the queries of `MOST_BANDS` bands.
 */
export async function listSimilarArticles(
  { params }: Input<'listSimilarArticles'>,
  deps: Dependencies,
): Promise<Answer<'listSimilarArticles'>> {
  const { head, analysis } = await shownArticle(params.id, deps);
  const sketch = sketchOf(analysis.article.text);
  if (!sketch) return { body: { original: head.articleId, items: [], more: false } };
  const { published, publishedBetween } = head.current;
  const dated = published !== undefined || publishedBetween !== undefined;
  const self: Copy = { head, sketch, dated, member: undefined };
  const { copies, more } = await clusterOf(self, deps);
  const items = copies.map((copy) => shown(copy, self)).sort(bySimilarity);
  const [original = self] = [self, ...copies].sort(byTime);
  return {
    body: {
      original: original.head.articleId,
      items: items.slice(0, MOST_ITEMS),
      more: more || items.length > MOST_ITEMS,
    },
  };
}

async function clusterOf(self: Copy, { archive }: Dependencies): Promise<{ copies: Copy[]; more: boolean }> {
  const members = new Map<string, Copy>();
  const searched = new Set<string>();
  let more = false;
  let fresh = [self];
  while (fresh.length > 0) {
    const bands = [...new Set(fresh.flatMap(({ sketch }) => sketch.bands))].filter((band) => !searched.has(band));
    const affordable = bands.slice(0, MOST_BANDS - searched.size);
    more ||= affordable.length < bands.length;
    for (const band of affordable) searched.add(band);
    const lists = await Promise.all(affordable.map((band) => archive.standingIn(nearIndex(band), { limit: A_BAND })));
    more ||= lists.some(({ next }) => next !== undefined);
    const found = new Map(
      lists.flatMap(({ items }) => items.flatMap(copyOf)).map((copy) => [copy.head.articleId, copy]),
    );
    const next: Copy[] = [];
    for (const copy of found.values()) {
      const { articleId } = copy.head;
      if (articleId === self.head.articleId || members.has(articleId)) continue;
      if (!fresh.some(({ sketch }) => similarityOf(sketch, copy.sketch) >= SIMILAR)) continue;
      members.set(articleId, copy);
      next.push(copy);
    }
    fresh = next;
  }
  return { copies: [...members.values()], more };
}

function copyOf({ head, entry }: ListedArticle): Copy[] {
  const { near, dated } = entry;
  return near ? [{ head, sketch: near, dated, member: near.member }] : [];
}

function shown({ head, sketch, member }: Copy, self: Copy): SimilarArticle {
  const similarity = similarityOf(self.sketch, sketch);
  const same = sketch.words === self.sketch.words;
  const relation = same
    ? head.sha256 === self.head.sha256
      ? 'same-file'
      : 'same-words'
    : similarity >= SIMILAR
      ? 'similar'
      : 'linked';
  return { article: toSummary(head), member: member ?? null, relation, similarity };
}

const RELATIONS = ['same-file', 'same-words', 'similar', 'linked'] as const;

function bySimilarity(a: SimilarArticle, b: SimilarArticle): number {
  return (
    RELATIONS.indexOf(a.relation) - RELATIONS.indexOf(b.relation) ||
    b.similarity - a.similarity ||
    compareText(a.article.id, b.article.id)
  );
}

/** What says when it was published came before what does not; then by that time, then by when it was dropped. */
function byTime(a: Copy, b: Copy): number {
  if (a.dated !== b.dated) return a.dated ? -1 : 1;
  const published = a.dated ? compareText(a.head.current.listedAt, b.head.current.listedAt) : 0;
  return (
    published ||
    compareText(a.head.order.modifiedAt, b.head.order.modifiedAt) ||
    compareText(a.head.articleId, b.head.articleId)
  );
}
