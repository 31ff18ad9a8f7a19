import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { ParsedArticle } from '../shared/article/schema';
import { dateArticle } from '../shared/dating/date-article';
import { analyse } from '../shared/extractors/annotate';
import type { Annotation, Extractor } from '../shared/extractors/extractor';
import { Reading } from '../shared/extractors/reading';
import { extractorsFor } from '../shared/extractors/registry';
import { readArticles } from '../shared/formats';
import { articleOf } from './lib/article';

/**
 * What is read of times, sources, references and speakers: of the first document, against what a careful reader takes from
 * it; and how fast, with the exponent of time over length for plain and for hostile text.
 *
 *   npx tsx bench/narrative.ts
 */

const SEED = path.join(__dirname, '..', '..', 'shared', 'data', 'seed');
const EXTRACTORS = extractorsFor('embedded');
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

const Expected = z.object({
  metadata: z.object({ published: z.object({ earliest: z.string(), latest: z.string() }) }),
  citations: z.array(z.object({ paragraph: z.int(), cites: z.array(z.tuple([z.string(), z.string()])) })),
  crossReferences: z.array(z.object({ paragraph: z.int(), to: z.array(z.tuple([z.string(), z.string()])) })),
  quotations: z.array(z.object({ text: z.string(), affiliation: z.string() })),
  notQuotations: z.array(z.string()),
  times: z.array(z.object({ paragraph: z.int(), text: z.string(), value: z.string(), mod: z.string().optional() })),
  notTimes: z.array(z.string()),
  notCitations: z.array(z.string()),
});

async function seed(): Promise<void> {
  const expected = Expected.parse(JSON.parse(readFileSync(path.join(SEED, 'monitor-6-238.expected.json'), 'utf8')));
  const file = { name: 'monitor-6-238.txt', bytes: readFileSync(path.join(SEED, 'monitor-6-238.txt')) };
  for await (const finding of readArticles(file)) {
    if (finding.kind !== 'article') throw new Error('the first document cannot be read');
    const { article } = finding.found;
    const { annotations, dating } = await analyse(article, EXTRACTORS, FACTS);
    const words = ({ start, end }: { start: number; end: number }) => article.text.slice(start, end);
    const missing: string[] = [];
    const { earliest, latest } = expected.metadata.published;
    if (dating?.earliest !== earliest || dating.latest !== latest)
      missing.push(`published ${dating?.earliest}…${dating?.latest}`);
    const cites = annotations.flatMap((a) =>
      a.kind === 'citation'
        ? a.value.cites.map(({ source, date }) => `${a.paragraph + 1} ${source.name} ${date?.value}`)
        : [],
    );
    const wantedCites = expected.citations.flatMap((c) =>
      c.cites.map(([name, day]) => `${c.paragraph} ${name} ${day}`),
    );
    missing.push(...different('citation', wantedCites, cites));
    const references = annotations.flatMap((a) =>
      a.kind === 'cross-reference'
        ? a.value.targets.map(({ publication, date }) => `${a.paragraph + 1} ${publication} ${date?.value}`)
        : [],
    );
    const wantedReferences = expected.crossReferences.flatMap((c) =>
      c.to.map(([name, day]) => `${c.paragraph} ${name} ${day}`),
    );
    missing.push(...different('reference', wantedReferences, references));
    for (const { text, affiliation } of expected.quotations) {
      const found = annotations.find((a) => a.kind === 'quotation' && a.value.form === 'direct' && words(a) === text);
      if (!(found?.kind === 'quotation') || found.value.speaker?.affiliation?.name !== affiliation)
        missing.push(`quotation ${text}`);
    }
    for (const { paragraph, text, value, mod } of expected.times) {
      const found = annotations.some(
        (a) =>
          a.kind === 'time' &&
          a.paragraph + 1 === paragraph &&
          words(a) === text &&
          a.value.value === value &&
          a.value.mod === mod,
      );
      if (!found) missing.push(`time ${paragraph} ${text} ${value}`);
    }
    for (const a of annotations)
      if (expected.notTimes.includes(words(a)) && a.kind === 'time') missing.push(`no time: ${words(a)}`);
    for (const a of annotations)
      if (expected.notQuotations.includes(words(a)) && a.kind === 'quotation')
        missing.push(`no quotation: ${words(a)}`);
    for (const a of annotations)
      if (expected.notCitations.includes(words(a)) && a.kind === 'citation') missing.push(`no citation: ${words(a)}`);
    console.log(
      missing.length === 0
        ? 'first document: every fact found, none of the others'
        : `first document: ${missing.join('; ')}`,
    );
  }
}

function different(kind: string, wanted: readonly string[], found: readonly string[]): string[] {
  return [
    ...wanted.filter((each) => !found.includes(each)).map((each) => `missed ${kind} ${each}`),
    ...found.filter((each) => !wanted.includes(each)).map((each) => `spurious ${kind} ${each}`),
  ];
}

const evidence = { from: 'header' as const, quote: '' };
const FOUND = { language: { value: 'en', evidence }, published: { value: '2000-12-20', evidence } };

/** Milliseconds of processor time for everything but the entities, which are found before: what else runs does not count. */
async function timed(article: ParsedArticle, mentions: readonly Annotation[]): Promise<number> {
  const later: Extractor[] = EXTRACTORS.filter(({ reads }) => reads !== undefined);
  const started = process.cpuUsage();
  const reading = new Reading(article, mentions);
  const dating = dateArticle(article, reading, FACTS);
  for (const extractor of later) await extractor.extract(article, { annotations: mentions, reading, dating });
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

const BRIEF =
  `Relations between the two ports continue to improve at a halting pace, as was suggested last week when the sides failed to
sign (Reuters, Kommersant, December 16). “We insist on this,” a senior NATO official was quoted as saying. In June of 1999 the
board had hoped to open an office in the autumn of this year (see the Monitor, February 9, 17). Tendai Moyo said that Oslo would
not expand the dam before the start of next year. Interfax reported May 1 that the past eighteen months had been hard.`.replaceAll(
    '\n',
    ' ',
  );

const TEXTS: Readonly<Record<string, string>> = {
  'plain briefs': `${BRIEF}\n\n`,
  'one paragraph': `${BRIEF} `,
  'opening brackets': '(Reuters, ',
  'quotation marks': '“a” "b ',
  digits: '12 5, 2000-12 ',
  'see the Monitor': '(see the Monitor, February 9, ',
  'said said': 'he said that ',
};

async function speed(): Promise<void> {
  for (const [name, unit] of Object.entries(TEXTS)) {
    const sizes = Array.from({ length: 10 }, (_, at) => 2_000 * 2 ** at);
    const points: { size: number; ms: number }[] = [];
    for (const size of sizes) {
      const article = articleOf(
        unit
          .repeat(Math.ceil(size / unit.length))
          .slice(0, size)
          .trimEnd(),
        FOUND,
      );
      if (points.length === 0) for (let warm = 0; warm < 5; warm++) await timed(article, []);
      points.push({ size, ms: Math.min(await timed(article, []), await timed(article, [])) });
      if ((points.at(-1)?.ms ?? 0) > 20_000) break;
    }
    const large = points.slice(-5);
    const last = points.at(-1);
    const words = unit.split(' ').length / unit.length;
    const rate = last ? (last.size * words * 1000) / last.ms : 0;
    console.log(
      `${name}: ${Math.round(rate).toLocaleString('en')} words/s, exponent ${exponent(large).toFixed(2)} up to ${last?.size} code units`,
    );
  }
}

/** Slope of log time over log size, least squares. */
function exponent(points: readonly { size: number; ms: number }[]): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ ms }) => Math.log(ms));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const cov = xs.reduce((sum, x, at) => sum + (x - mx) * ((ys[at] ?? 0) - my), 0);
  return cov / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}

async function main(): Promise<void> {
  if (existsSync(SEED)) await seed();
  else console.log('first document: skipped, it lies in ../shared, which is not there');
  await speed();
}

void main();
