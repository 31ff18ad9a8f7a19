import path from 'node:path';
import { readCorpus } from '../shared/entities/train/corpus';
import { analyse } from '../shared/extractors/annotate';
import type { Extractor } from '../shared/extractors/extractor';
import { extractorsFor } from '../shared/extractors/registry';
import { articleOf } from './lib/article';

/**
 * Processor time of each extractor, in the order in which they run, on the texts of our corpus; and how it grows with the
 * length of one article (the exponent of time over length; 1 is linear).
 *
 *   npx tsx bench/extractors.ts
 */

const evidence = { from: 'header' as const, quote: '' };
const ENGLISH = { language: { value: 'en', evidence }, published: { value: '2001-06-16', evidence } };
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

/** Milliseconds by extractor; what they share (the reading) is counted to the one that asks first. */
const spent = new Map<string, number>();

const measured: Extractor[] = extractorsFor('embedded').map((extractor) => ({
  ...extractor,
  extract(article, context) {
    const started = process.cpuUsage();
    const found = extractor.extract(article, context);
    const { user, system } = process.cpuUsage(started);
    spent.set(extractor.name, (spent.get(extractor.name) ?? 0) + (user + system) / 1000);
    return found;
  },
}));

const TEXTS = readCorpus(path.join(__dirname, '..', 'corpus')).flatMap(({ second, content }) =>
  second ? [] : [content.text],
);

async function read(texts: readonly string[]): Promise<{ all: number; by: ReadonlyMap<string, number> }> {
  spent.clear();
  const started = process.cpuUsage();
  for (const text of texts) await analyse(articleOf(text, ENGLISH), measured, FACTS);
  const { user, system } = process.cpuUsage(started);
  return { all: (user + system) / 1000, by: new Map(spent) };
}

async function main(): Promise<void> {
  await read(TEXTS.slice(0, 100));
  const words = TEXTS.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
  const { all, by } = await read(TEXTS);
  const rate = (ms: number) => `${Math.round((words * 1000) / ms).toLocaleString('en')} words/s`;
  console.log(`${TEXTS.length} texts, ${words} words; together ${rate(all)}`);

  const whole = TEXTS.join('\n\n');
  const lengths = [1, 2, 4, 8].map((of) => whole.slice(0, Math.floor((whole.length * of) / 8)));
  const grown = [];
  for (const text of lengths) grown.push((await read([text])).by);
  for (const [name, ms] of by) {
    const [first = 0, ...others] = grown.map((each) => each.get(name) ?? 0);
    const exponent = Math.log((others.at(-1) ?? 0) / first) / Math.log(8);
    console.log(
      `${name}: ${rate(ms)}, ${Math.round((100 * ms) / all)} % of the time; one article of an eighth to all of it: exponent ${exponent.toFixed(2)}`,
    );
  }
}

void main();
