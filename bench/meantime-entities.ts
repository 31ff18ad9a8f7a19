import path from 'node:path';
import type { ParsedArticle } from '../shared/article/schema';
import { splitSentences } from '../shared/article/sentences';
import { entityExtractor } from '../shared/entities/extractor';
import { annotate } from '../shared/extractors/annotate';
import { readMeantime } from './lib/meantime';

/**
 * How well names of persons, organisations and places are brought to one entity across the 60 articles of MEANTIME that
 * lie beside the repository: B³ (Bagga and Baldwin 1998) against the baseline that the same words mean the same entity.
 * Of the names that are found, so that recognition is not measured again; and of all, where each that is not found
 * stands alone.
 *
 *   npx tsx bench/meantime-entities.ts
 */

const FOLDER = path.join(__dirname, '..', '..', 'shared', 'data', 'meantime');

interface Name {
  gold: string;
  words: string;
  /** The id that we give; undefined when it is not found with these words. */
  ours: string | undefined;
}

function articleOf({ text, sentences }: Pick<ParsedArticle, 'text'> & { sentences: { start: number; end: number }[] }) {
  const paragraphs = sentences.map(({ start, end }) => ({ start, end, kind: 'body' as const }));
  const title = { value: '', evidence: { from: 'derived' as const, quote: '' } };
  const article: ParsedArticle = {
    ...{ text, paragraphs, sentences: splitSentences(text, paragraphs) },
    ...{ metadata: { title }, sourceMap: [], warnings: [] },
  };
  return article;
}

/** B³ precision, recall and F1 of clusters, in percent. */
function bCubed(all: readonly Name[], clusterOf: (name: Name, at: number) => string): string {
  const clusters = new Map<string, Name[]>();
  const truths = new Map<string, Name[]>();
  all.forEach((name, at) => {
    const id = clusterOf(name, at);
    clusters.set(id, [...(clusters.get(id) ?? []), name]);
    truths.set(name.gold, [...(truths.get(name.gold) ?? []), name]);
  });
  let precision = 0;
  let recall = 0;
  all.forEach((name, at) => {
    const cluster = clusters.get(clusterOf(name, at)) ?? [];
    const same = cluster.filter(({ gold }) => gold === name.gold).length;
    precision += same / cluster.length;
    recall += same / (truths.get(name.gold)?.length ?? 1);
  });
  const [p, r] = [precision / all.length, recall / all.length];
  return [p, r, (2 * p * r) / (p + r)].map((share) => (100 * share).toFixed(1)).join(' ');
}

async function main(): Promise<void> {
  const all: Name[] = [];
  for (const { text, sentences, names } of readMeantime(FOLDER)) {
    const mentions = (await annotate(articleOf({ text, sentences }), [entityExtractor])).flatMap((each) =>
      each.kind === 'mention' ? [each] : [],
    );
    for (const { start, end, entity } of names) {
      const words = text.slice(start, end);
      if (end > text.length) continue;
      const ours = mentions.find((mention) => mention.start === start && mention.end === end)?.value.id;
      all.push({ gold: entity, words: words.toLowerCase(), ours });
    }
  }
  const found = all.filter(({ ours }) => ours !== undefined);
  console.log(`${all.length} names of ${new Set(all.map(({ gold }) => gold)).size} entities, ${found.length} found`);
  console.log(
    `of those found:  ours ${bCubed(found, ({ ours }) => ours ?? '')}, same words ${bCubed(found, ({ words }) => words)}`,
  );
  console.log(
    `of all:          ours ${bCubed(all, ({ ours }, at) => ours ?? `alone ${at}`)}, same words ${bCubed(all, ({ words }) => words)}`,
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
