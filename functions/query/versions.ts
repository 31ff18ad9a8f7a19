import { diffArrays } from 'diff';
import type { ArticleVersion } from '../../shared/api/schemas';
import { findParsed } from '../../shared/archive/objects';
import type { ParsedObject } from '../../shared/archive/records';
import type { ParsedArticle, Span } from '../../shared/article/schema';
import type { Answer, Input } from '../../shared/http/callable';
import { compareDrops } from '../../shared/pipeline/order';
import { topology } from '../../shared/pipeline/topology';
import type { Dependencies } from './dependencies';
import { shownHead } from './shown';

/** Objects of an article that are listed, those of them that are read, and versions that are shown. */
const LISTED = 1_000;
const READ = 60;
const SHOWN = 20;
/** Sentences of one difference that are shown, and changed ones that are told apart one by one. */
const SENTENCES = 200;
const MOST_EDITS = 2_000;

/**
 * The versions of an article that its file was dropped in, from what the parser made of each: the bucket keeps that, the
 * table knows of the newest only. A file that was read by several versions of the parser is shown as the last one read it.
 */
export async function listArticleVersions(
  { params }: Input<'listArticleVersions'>,
  deps: Dependencies,
): Promise<Answer<'listArticleVersions'>> {
  const head = await shownHead(params.id, deps);
  const { versions, more } = await versionsOf(head.articleId, deps);
  const items = versions.slice(0, SHOWN).map((version, at) => {
    const before = versions[at + 1];
    return shown(version, { current: version.drop.id === head.dropId, before });
  });
  return { body: { items, more: more || versions.length > SHOWN } };
}

/** What was made of each drop, newest first. */
async function versionsOf(
  articleId: string,
  { bucket }: Dependencies,
): Promise<{ versions: ParsedObject[]; more: boolean }> {
  const prefix = `${topology.prefixes.articles}${articleId}/parsed-`;
  const listed = await bucket.list({ prefix, limit: LISTED });
  const newest = [...listed.items].sort((a, b) => b.lastModified.getTime() - a.lastModified.getTime());
  const read = await Promise.all(newest.slice(0, READ).map(({ key }) => findParsed(bucket, key)));
  const byDrop = new Map<string, ParsedObject>();
  for (const parsed of read) if (parsed && !byDrop.has(parsed.drop.id)) byDrop.set(parsed.drop.id, parsed);
  const versions = [...byDrop.values()].sort(
    (a, b) => -compareDrops({ order: a.drop.order, dropId: a.drop.id }, { order: b.drop.order, dropId: b.drop.id }),
  );
  return { versions, more: listed.more || newest.length > READ };
}

function shown(
  { drop, sha256, article }: ParsedObject,
  { current, before }: { current: boolean; before: ParsedObject | undefined },
): ArticleVersion {
  return {
    dropId: drop.id,
    versionId: drop.versionId ?? null,
    key: drop.key,
    sha256,
    droppedAt: drop.order.modifiedAt,
    current,
    title: article.metadata.title.value,
    sentences: article.sentences.length,
    changes: before ? changesBetween(before.article, article) : null,
  };
}

/** The sentences that came and went, by the shortest difference (Myers 1986); layout does not count. */
function changesBetween(before: ParsedArticle, after: ParsedArticle): NonNullable<ArticleVersion['changes']> {
  const [old, now] = [before, after].map(wordsOfSentences);
  const added: Span[] = [];
  const removed: Span[] = [];
  let kept = 0;
  // A text that is another one altogether is not compared sentence by sentence.
  const parts = diffArrays(old ?? [], now ?? [], { maxEditLength: MOST_EDITS }) ?? [
    { count: before.sentences.length, removed: true, added: false },
    { count: after.sentences.length, removed: false, added: true },
  ];
  let [atOld, atNow] = [0, 0];
  for (const { count, added: isNew, removed: isGone } of parts) {
    if (isGone) removed.push(...before.sentences.slice(atOld, atOld + count));
    else if (isNew) added.push(...after.sentences.slice(atNow, atNow + count));
    else kept += count;
    if (!isNew) atOld += count;
    if (!isGone) atNow += count;
  }
  return {
    kept,
    added: quoted(added, after),
    removed: quoted(removed, before),
    addedCount: added.length,
    removedCount: removed.length,
  };
}

function wordsOfSentences({ text, sentences }: ParsedArticle): string[] {
  return sentences.map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '));
}

function quoted(spans: readonly Span[], { text }: ParsedArticle) {
  return spans.slice(0, SENTENCES).map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
}
