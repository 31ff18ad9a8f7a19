import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { ParsedArticle } from '../shared/article/schema';
import { isSealed, readCorpus } from '../shared/entities/train/corpus';
import { annotate } from '../shared/extractors/annotate';
import type { TimeValue } from '../shared/extractors/extractor';
import { timeExtractor } from '../shared/times/extractor';
import { articleOf } from './lib/article';
import { LABELS, type NameProvider, PROVIDERS, type Span } from './lib/providers';

/**
 * How well and how fast entities are found, on labelled text that lies beside the repository, and on the sealed tenth of our
 * own corpus (`--set sealed`), whose errors are not shown: by the embedded extractor, or by any that `lib/providers.ts` has.
 *
 *   npx tsx bench/entities.ts [--set wwn_dev]… [--provider embedded --provider compromise]… [--errors N]
 */

const SHARED = path.join(__dirname, '..', '..', 'shared');
const SETS = path.join(SHARED, 'data', 'entities', 'dev');
const SCORER = path.join(SHARED, 'tools', 'score-entities.mjs');
const ProviderName = z.enum(['embedded', 'rules', 'comprehend', 'compromise', 'wink-nlp']);
type ProviderName = z.infer<typeof ProviderName>;
const DEFAULT_SETS = ['wwn_dev', 'crossner_pol_test', 're3d'];

/** The sealed texts in the form of the sets. */
function sealedLines(): string[] {
  return readCorpus(path.join(__dirname, '..', 'corpus')).flatMap(({ second, content }) => {
    if (second || !isSealed(content)) return [];
    const spans = content.spans.flatMap(({ start, end, type, inside }) => {
      return inside ? [] : [[start, end, LABELS[type], type]];
    });
    return [JSON.stringify({ id: content.header.id, text: content.text, spans, sents: [] })];
  });
}

const Labelled = z.object({
  id: z.string(),
  text: z.string().min(1),
  spans: z.array(z.tuple([z.int(), z.int(), z.string()], z.unknown())),
});
const Score = z.object({ p: z.number(), r: z.number(), f: z.number() });
const Scores = z.object({ labels: z.record(z.string(), Score), micro: Score, overlap: Score });

/** Labels that some sets have beyond those that all have; each is scored by itself. */
const MORE_LABELS = ['NORP', 'MONEY', 'DATE'] as const;

/**
 * Whether a set that labels dates would label this time: they leave out what has no name or number of the calendar in it
 * ("last week", "three years ago"), spans of time and times of day.
 */
const isCalendarDate = ({ type }: TimeValue, words: string): boolean =>
  (type === 'DATE' || type === 'SET') &&
  /\d|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)/.test(words);

/** What all the sets are in; many of their texts are too short to tell. */
const language = { value: 'en', evidence: { from: 'derived' as const, quote: '' } };

interface Set {
  name: string;
  sealed: boolean;
  /** Path of the labelled documents. */
  gold: string;
  documents: z.infer<typeof Labelled>[];
  articles: ParsedArticle[];
  words: number;
}

function readSet(name: string, scratch: string): Set {
  const sealed = name === 'sealed';
  const gold = sealed ? path.join(scratch, 'gold.jsonl') : path.join(SETS, `${name}.jsonl`);
  if (sealed) writeFileSync(gold, sealedLines().join('\n'));
  const documents = readFileSync(gold, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Labelled.parse(JSON.parse(line)));
  const articles = documents.map(({ text }) => articleOf(text, { language }));
  const words = documents.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  return { name, sealed, gold, documents, articles, words };
}

/** What a provider finds in each article, and the words that it reads in a second of processor time, tokenizing included. */
async function find(provider: NameProvider, { articles, words }: Set): Promise<{ spans: Span[][]; speed: number }> {
  for (const article of articles.slice(0, 20)) await provider.find(article);
  const spans: Span[][] = [];
  const started = process.cpuUsage();
  for (const article of articles) spans.push([...(await provider.find(article))]);
  const { user, system } = process.cpuUsage(started);
  return { spans, speed: words / ((user + system) / 1e6) };
}

/** Calendar dates as the times extractor finds them, in the form of the sets. */
async function datesIn(article: ParsedArticle): Promise<Span[]> {
  const times = await annotate(article, [timeExtractor]);
  return times.flatMap(({ kind, start, end, value }): Span[] =>
    kind === 'time' && isCalendarDate(value, article.text.slice(start, end)) ? [[start, end, 'DATE']] : [],
  );
}

async function measure(set: Set, name: ProviderName, scratch: string, errors: number): Promise<number> {
  const { gold, documents, articles, sealed } = set;
  const { spans, speed } = await find(PROVIDERS[name], set);
  const labelled = MORE_LABELS.filter((label) =>
    documents.some(({ spans: labels }) => labels.some(([, , type]) => type === label)),
  );
  const more = labelled.filter((label) => name === 'embedded' || label !== 'DATE');
  const dates = more.includes('DATE') ? await Promise.all(articles.map(datesIn)) : [];
  const predicted = path.join(scratch, `${set.name}-${name}.jsonl`);
  const lines = documents.map(({ id, text }, at) =>
    JSON.stringify({ id, text, spans: [...(spans[at] ?? []), ...(dates[at] ?? [])] }),
  );
  writeFileSync(predicted, lines.join('\n'));
  const run = (options: string[], labels = 'PER,ORG,LOC'): string =>
    execFileSync('node', [SCORER, gold, predicted, '--mode', 'norm', '--labels', labels, ...options], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
  console.log(`  ${name} (${PROVIDERS[name].what}): ${Math.round(speed)} words/s of processor time`);
  if (spans.every(({ length }) => length === 0)) return speed;
  const { labels, micro, overlap } = Scores.parse(JSON.parse(run(['--json'])));
  const extra = more.flatMap((label) => {
    const one = Scores.parse(JSON.parse(run(['--json'], label)));
    return [[label, one.micro] as const, ...(label === 'DATE' ? [['overlap', one.overlap] as const] : [])];
  });
  for (const [label, { p, r, f }] of [...Object.entries({ ...labels, all: micro, overlap }), ...extra]) {
    console.log(`    ${label.padEnd(8)} F1 ${f.toFixed(1)}  precision ${p.toFixed(1)}  recall ${r.toFixed(1)}`);
  }
  if (errors > 0 && !sealed) console.log(run(['--errors', String(errors)]));
  return speed;
}

async function compare(name: string, providers: readonly ProviderName[], errors: number): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'dateline-bench-'));
  try {
    const set = readSet(name, scratch);
    console.log(`\n${name}: ${set.documents.length} documents, ${set.words} words`);
    let first: number | undefined;
    for (const provider of providers) {
      const speed = await measure(set, provider, scratch, errors);
      if (first !== undefined) console.log(`    ${providers[0]} is ${(first / speed).toFixed(1)} times as fast`);
      first ??= speed;
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function main(args: readonly string[]): Promise<void> {
  if (!existsSync(SETS)) {
    console.log(`Nothing to measure on: ${SETS} is not there.`);
    return;
  }
  const values = (name: string): string[] => args.filter((_, at) => args[at - 1] === name);
  const sets = values('--set');
  const errors = Number(values('--errors').at(-1) ?? 0);
  const asked = values('--provider');
  const providers = z.array(ProviderName).parse(asked.length > 0 ? asked : ['embedded']);
  for (const set of sets.length > 0 ? sets : DEFAULT_SETS) await compare(set, providers, errors);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
