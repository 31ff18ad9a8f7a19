import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { entityExtractor } from '../shared/entities/extractor';
import { isSealed, readCorpus } from '../shared/entities/train/corpus';
import { annotate } from '../shared/extractors/annotate';
import type { Annotation, EntityType } from '../shared/extractors/extractor';
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

const Labelled = z.object({ id: z.string(), text: z.string().min(1) });
const Score = z.object({ p: z.number(), r: z.number(), f: z.number() });
const Scores = z.object({ labels: z.record(z.string(), Score), micro: Score, overlap: Score });

/** What all the sets are in; many of their texts are too short to tell. */
const language = { value: 'en', evidence: { from: 'derived' as const, quote: '' } };

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
  const started = performance.now();
  const found: Annotation[][] = [];
  for (const article of articles) found.push(await annotate(article, [entityExtractor]));
  const seconds = (performance.now() - started) / 1000;
  const words = documents.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);

  try {
    const predicted = path.join(scratch, `${set}.jsonl`);
    const lines = documents.map(({ id, text }, at) =>
      JSON.stringify({
        id,
        text,
        spans: found[at]?.flatMap(({ kind, start, end, value }) =>
          kind === 'mention' ? [[start, end, LABELS[value.type]]] : [],
        ),
      }),
    );
    writeFileSync(predicted, lines.join('\n'));
    const options = ['--labels', 'PER,ORG,LOC', '--mode', 'norm'];
    const run = (more: string[]): string =>
      execFileSync('node', [SCORER, gold, predicted, ...options, ...more], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const { labels, micro, overlap } = Scores.parse(JSON.parse(run(['--json'])));
    const rows = Object.entries({ ...labels, all: micro, overlap });
    console.log(`\n${set}: ${documents.length} documents, ${words} words, ${Math.round(words / seconds)} words/s`);
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
