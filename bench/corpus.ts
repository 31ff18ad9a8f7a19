import path from 'node:path';
import {
  agreement,
  type CorpusFile,
  countWords,
  isSealed,
  readCorpus,
  sentencePatterns,
} from '../shared/entities/train/corpus';
import { ENTITY_TYPES } from '../shared/extractors/extractor';

/**
 * What our own corpus holds, and how far two people who label one text agree.
 *
 *   npx tsx bench/corpus.ts
 */

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

function tally(files: readonly CorpusFile[], name: string, key: (file: CorpusFile) => string): void {
  const words = new Map<string, number>();
  for (const file of files) words.set(key(file), (words.get(key(file)) ?? 0) + countWords(file.content.text));
  const rows = [...words].sort(([, a], [, b]) => b - a).map(([value, count]) => `${value} ${count}`);
  console.log(`${name}: ${rows.join(', ')}`);
}

function agreements(files: readonly CorpusFile[]): void {
  const pairs = files.flatMap((second) => {
    const first = files.find(({ file }) => second.second && file === second.file.replace('.second.txt', '.txt'));
    return first === undefined ? [] : [{ first: first.content, second: second.content }];
  });
  console.log(`labelled twice: ${pairs.length} texts; agreement (F1 of one labelling against the other)`);
  for (const type of [...ENTITY_TYPES, undefined]) {
    const sum = { both: 0, all: 0 };
    for (const { first, second } of pairs) {
      const found = agreement(first, second, type);
      sum.both += found.both;
      sum.all += found.first + found.second;
    }
    console.log(`  ${(type ?? 'all').padEnd(8)} ${percent(2 * sum.both, sum.all).padStart(8)} of ${sum.all / 2} names`);
  }
}

const files = readCorpus(path.join(__dirname, '..', 'corpus'));
const first = files.filter(({ second }) => !second);
const sealed = first.filter(({ content }) => isSealed(content));
const words = (some: readonly CorpusFile[]): number =>
  some.reduce((sum, { content }) => sum + countWords(content.text), 0);
console.log(`${first.length} texts, ${words(first)} words; sealed: ${sealed.length} texts, ${words(sealed)} words`);
tally(first, 'words by folder', ({ file }) => file.split('/')[0] ?? '');
tally(first, 'words by style', ({ content }) => content.header.style);
for (const type of ENTITY_TYPES) {
  const spans = first.flatMap(({ content }) => content.spans.filter((span) => span.type === type));
  console.log(
    `  ${type.padEnd(8)} ${spans.length} names, ${spans.filter(({ inside }) => inside).length} inside others`,
  );
}
const patterns = new Map<string, number>();
for (const { content } of first) {
  for (const pattern of sentencePatterns(content)) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
}
const often = [...patterns].sort(([, a], [, b]) => b - a).filter(([, count]) => count > 1);
console.log(`sentence patterns: ${patterns.size}, most frequent: ${often[0]?.[1] ?? 1} times`);
for (const [pattern, count] of often.slice(0, 5)) console.log(`  ${count} ${pattern}`);
agreements(files);
