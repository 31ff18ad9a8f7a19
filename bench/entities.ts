import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { entityExtractor } from '../shared/entities/extractor';
import { isSealed, readCorpus } from '../shared/entities/train/corpus';
import { annotate } from '../shared/extractors/annotate';
import type { Annotation, EntityType, TimeValue } from '../shared/extractors/extractor';
import { timeExtractor } from '../shared/times/extractor';
import { articleOf } from './lib/article';

/**
 * How well and how fast the embedded extractor finds entities, on labelled text that lies beside the repository, and on the
 * sealed tenth of our own corpus (`--set sealed`), whose errors are not shown.
 *
 *   npx tsx bench/entities.ts [--set wwn_dev]… [--errors N]
 */

const SHARED = path.join(__dirname, '..', '..', 'shared');
const SETS = path.join(SHARED, 'data', 'entities', 'dev');
const SCORER = path.join(SHARED, 'tools', 'score-entities.mjs');
const DEFAULT_SETS = ['wwn_dev', 'crossner_pol_test', 're3d'];

/** The labels of the sets fold countries and towns into LOC. */
const LABELS: Record<EntityType, string> = {
  PERSON: 'PER',
  ORG: 'ORG',
  GPE: 'LOC',
  LOC: 'LOC',
  FAC: 'LOC',
  NORP: 'NORP',
  EVENT: 'EVENT',
  LAW: 'LAW',
  PRODUCT: 'PRODUCT',
  MONEY: 'MONEY',
};

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

/** A finding in the form of the sets. */
function spanOf(annotation: Annotation, text: string): [number, number, string][] {
  const { kind, start, end, value } = annotation;
  if (kind === 'mention') return [[start, end, LABELS[value.type]]];
  if (kind === 'time' && isCalendarDate(value, text.slice(start, end))) return [[start, end, 'DATE']];
  return [];
}

async function measure(set: string, errors: number): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'dateline-bench-'));
  const sealed = set === 'sealed';
  const gold = sealed ? path.join(scratch, 'gold.jsonl') : path.join(SETS, `${set}.jsonl`);
  if (sealed) writeFileSync(gold, sealedLines().join('\n'));
  const documents = readFileSync(gold, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Labelled.parse(JSON.parse(line)));
  const articles = documents.map(({ text }) => articleOf(text, { language }));
  for (const article of articles.slice(0, 20)) await annotate(article, [entityExtractor]);
  const started = process.cpuUsage();
  const found: Annotation[][] = [];
  for (const article of articles) found.push(await annotate(article, [entityExtractor]));
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  const words = documents.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);

  try {
    const predicted = path.join(scratch, `${set}.jsonl`);
    const lines: string[] = [];
    for (const [at, { id, text }] of documents.entries()) {
      const article = articles[at];
      const times = sealed || article === undefined ? [] : await annotate(article, [timeExtractor]);
      lines.push(
        JSON.stringify({ id, text, spans: [...(found[at] ?? []), ...times].flatMap((one) => spanOf(one, text)) }),
      );
    }
    writeFileSync(predicted, lines.join('\n'));
    const run = (more: string[], labels = 'PER,ORG,LOC'): string =>
      execFileSync('node', [SCORER, gold, predicted, '--mode', 'norm', '--labels', labels, ...more], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
    const { labels, micro, overlap } = Scores.parse(JSON.parse(run(['--json'])));
    const more = MORE_LABELS.filter((label) =>
      documents.some(({ spans }) => spans.some(([, , type]) => type === label)),
    );
    const extra = more.flatMap((label) => {
      const one = Scores.parse(JSON.parse(run(['--json'], label)));
      return [[label, one.micro] as const, ...(label === 'DATE' ? [['overlap', one.overlap] as const] : [])];
    });
    const rows = [...Object.entries({ ...labels, all: micro, overlap }), ...extra];
    console.log(
      `\n${set}: ${documents.length} documents, ${words} words, ${Math.round(words / seconds)} words/s of processor time`,
    );
    for (const [label, { p, r, f }] of rows) {
      console.log(`  ${label.padEnd(8)} F1 ${f.toFixed(1)}  precision ${p.toFixed(1)}  recall ${r.toFixed(1)}`);
    }
    if (errors > 0 && !sealed) console.log(run(['--errors', String(errors)]));
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
  for (const set of sets.length > 0 ? sets : DEFAULT_SETS) await measure(set, errors);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
