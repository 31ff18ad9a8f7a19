import { declaredTopics } from '../topics/declared';
import { topicIndex } from './keys';
import type { IndexLine } from './plan';
import type { Analysis } from './records';

/** Top-level topics of one article, and topics below one, that it is found by. */
const MOST_TOP = 3;
const MOST_BELOW = 12;

/**
 * The index lines that an article is found by its topics by: one for each top-level topic, which says what below it the
 * article is of. What the file itself says comes before what was told from its words. Pure.
 */
export function topicLines({ article, annotations }: Pick<Analysis, 'article' | 'annotations'>): IndexLine[] {
  const told = annotations.flatMap((annotation) => (annotation.kind === 'topic' ? [annotation.value] : []));
  const below = new Map<string, Set<string>>();
  for (const { id, broader } of [...declaredTopics(article.metadata), ...told]) {
    const path = [...broader.map((topic) => topic.id), id];
    const [top = id] = path;
    const seen = below.get(top) ?? new Set();
    for (const each of path.slice(1)) if (seen.size < MOST_BELOW) seen.add(each);
    below.set(top, seen);
  }
  return [...below].slice(0, MOST_TOP).map(([top, ids]) => ({ index: topicIndex(top), detail: { topics: [...ids] } }));
}
