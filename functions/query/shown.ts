import { isDeletedBy } from '../../shared/archive/decided';
import { findAnalysis, present } from '../../shared/archive/objects';
import { type Analysis, isShown, type ShownHead } from '../../shared/archive/records';
import { deletedBecause } from '../../shared/archive/show-decision';
import { ProblemError } from '../../shared/http/problems';
import type { Dependencies } from './dependencies';

/** An article and what was found in it. */
export interface Shown {
  head: ShownHead;
  analysis: Analysis;
}

export async function shownHead(id: string, { archive }: Dependencies): Promise<ShownHead> {
  const head = await archive.article(id);
  if (!head) throw new ProblemError('not-found', 'No article has this id.');
  if (isShown(head)) return head;
  // Whoever quoted it has to learn that it was here and is gone, and why: 410, not 404.
  const [ofArticle, ofDrop] = await Promise.all([archive.decidedOnArticle(id), archive.decidedOnDrop(head.dropId)]);
  const { dropId, order } = head;
  const deletion = [ofDrop, ofArticle].find((record) => record && isDeletedBy(record.decision, { dropId, order }));
  if (deletion) throw new ProblemError('article-deleted', deletedBecause(deletion));
  throw new ProblemError('article-retracted', `The newest version of ${head.key} no longer holds this article.`);
}

/** @throws ProblemError when no article has the id, or the one that had it is gone. */
export async function shownArticle(id: string, deps: Dependencies): Promise<Shown> {
  for (;;) {
    const shown = await analysed(await shownHead(id, deps), deps);
    if (shown) return shown;
  }
}

/**
 * What was found in articles of a list, without those that went meanwhile.
 * @throws CorruptDataError when an analysis is not there although its article is shown by it.
 */
export async function analysedOf(heads: readonly ShownHead[], deps: Dependencies): Promise<Shown[]> {
  const all = await Promise.all(heads.map((head) => analysed(head, deps)));
  return all.filter((shown) => shown !== undefined);
}

/** A newer revision takes the place of an older one at any moment, and the older one is removed: then the newer is read. */
async function analysed(head: ShownHead, { archive, bucket }: Dependencies): Promise<Shown | undefined> {
  const { analysisKey } = head.current;
  const analysis = await findAnalysis(bucket, analysisKey);
  if (analysis) return { head, analysis };
  const now = await archive.article(head.articleId);
  if (!now || !isShown(now)) return undefined;
  const key = now.current.analysisKey;
  return { head: now, analysis: present(key === analysisKey ? undefined : await findAnalysis(bucket, key), key) };
}
