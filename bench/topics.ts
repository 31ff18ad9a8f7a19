import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ParsedArticle } from '../shared/article/schema';
import { readCorpus } from '../shared/entities/train/corpus';
import { analyse } from '../shared/extractors/annotate';
import { readArticles } from '../shared/formats';
import { declaredTopics } from '../shared/topics/declared';
import { topicExtractor } from '../shared/topics/extractor';
import { articleOf } from './lib/article';
import { PAGES, TEXTS } from './lib/topic-labels';

/**
 * Top-level topics against our own labels, on pages of Fundus (beside the repository) and on texts of our corpus; and
 * against what wire files beside the repository declare themselves.
 *
 *   npx tsx bench/topics.ts [--errors]
 */

const DATA = path.join(__dirname, '..', '..', 'shared', 'data');
const evidence = { from: 'header' as const, quote: '' };
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
const showsErrors = process.argv.includes('--errors');

async function topicsOf(article: ParsedArticle) {
  const { annotations } = await analyse(article, [topicExtractor], FACTS);
  return annotations.flatMap((annotation) => (annotation.kind === 'topic' ? [annotation.value] : []));
}

class Score {
  private readonly counts = { articles: 0, told: 0, right: 0, wanted: 0, found: 0, silent: 0, below: 0 };

  constructor(private readonly name: string) {}

  async add(name: string, article: ParsedArticle, { is, may }: { is: readonly string[]; may: readonly string[] }) {
    const topics = await topicsOf(article);
    const top = topics.filter(({ broader }) => broader.length === 0).map(({ id }) => id.slice(7, 9));
    const wrong = top.filter((each) => ![...is, ...may].includes(each));
    const missed = is.filter((each) => !top.includes(each));
    const { counts } = this;
    counts.articles++;
    counts.told += top.length;
    counts.right += top.length - wrong.length;
    counts.wanted += is.length;
    counts.found += is.length - missed.length;
    counts.silent += top.length === 0 ? 1 : 0;
    counts.below += topics.length - top.length;
    if (showsErrors && wrong.length + missed.length > 0)
      console.log(`  ${name}: wrong ${wrong.join(',')} missed ${missed.join(',')}`);
  }

  print(): void {
    const { articles, told, right, wanted, found, silent, below } = this.counts;
    const share = (a: number, b: number) => (a / b).toFixed(3);
    console.log(
      `${this.name}: ${articles} articles; of ${told} told ${share(right, told)} right; of ${wanted} plainly there ${share(found, wanted)} found; ${silent} without; ${(told / articles).toFixed(1)} an article, and ${(below / articles).toFixed(1)} below`,
    );
  }
}

async function pages(): Promise<void> {
  const folder = path.join(DATA, 'html', 'fundus');
  if (!existsSync(folder)) return;
  const score = new Score('pages of Fundus');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const name = path.basename(file, '.html.gz');
    const label = PAGES.get(name);
    if (!label) continue;
    for await (const finding of readArticles({ name: file, bytes: readFileSync(path.join(folder, file)) }))
      if (finding.kind === 'article') await score.add(name, finding.found.article, label);
  }
  score.print();
}

async function corpus(): Promise<void> {
  const looked = new Score('texts of our corpus, A and B (their errors were looked at)');
  const left = new Score('texts of our corpus, C and D (not)');
  for (const { second, content } of readCorpus(path.join(__dirname, '..', 'corpus'))) {
    const label = second ? undefined : TEXTS.get(content.header.id);
    const score = /^[AB]-/.test(content.header.id) ? looked : left;
    if (label)
      await score.add(content.header.id, articleOf(content.text, { language: { value: 'en', evidence } }), label);
  }
  looked.print();
  left.print();
}

async function wire(): Promise<void> {
  const folder = path.join(DATA, 'wire');
  if (!existsSync(folder)) return;
  let [articles, declared, told] = [0, 0, 0];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:xml|json)$/.test(file) || file.includes('schema')) continue;
    try {
      for await (const finding of readArticles({ name: file, bytes: readFileSync(path.join(folder, file)) })) {
        if (finding.kind !== 'article') continue;
        const own = declaredTopics(finding.found.article.metadata);
        if (own.length === 0) continue;
        const all = new Set(own.map(({ id, broader }) => broader[0]?.id ?? id));
        const found = (await topicsOf(finding.found.article)).map(({ id }) => id);
        articles++;
        declared += all.size;
        told += [...all].filter((id) => found.includes(id)).length;
      }
    } catch {
      // Fragments that are no article: bench/wire.ts is about those.
    }
  }
  console.log(
    `wire files that declare topics of the scheme: ${articles}; of ${declared} at the top ${told} are told from the words as well`,
  );
}

async function main(): Promise<void> {
  await pages();
  await corpus();
  await wire();
}

void main();
