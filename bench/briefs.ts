import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { ParsedArticle } from '../shared/article/schema';
import { analyse } from '../shared/extractors/annotate';
import type { Annotation } from '../shared/extractors/extractor';
import { extractorsFor } from '../shared/extractors/registry';
import { readArticles } from '../shared/formats';
import { outlet, plain } from './lib/brief-names';

/**
 * How much of what a careful reader takes from our labelled briefs is found, and how much else: F1 of citations, cross-
 * references, direct quotations (and those with the right speaker), time expressions (span; span and value; relaxed). Errors
 * are shown of the development half only, so that the other cannot be tuned on.
 *
 *   npx tsx bench/briefs.ts [--errors]
 */

const BRIEFS = path.join(__dirname, '..', 'test', 'fixtures', 'briefs');
const EXTRACTORS = extractorsFor('embedded');
const { values: options } = parseArgs({ options: { errors: { type: 'boolean', default: false } } });

const Words = z.object({ paragraph: z.int(), text: z.string() });
const Dated = z.tuple([z.string(), z.string()]);
const Expected = z.object({
  metadata: z.object({ published: z.object({ earliest: z.string(), latest: z.string() }).nullable() }),
  citations: z.array(Words.extend({ cites: z.array(Dated) })),
  crossReferences: z.array(Words.extend({ to: z.array(Dated) })),
  notCitations: z.array(z.string()),
  quotations: z.array(Words.extend({ speaker: z.string(), speakerKind: z.string() })),
  notQuotations: z.array(z.string()),
  times: z.array(Words.extend({ value: z.string(), mod: z.string().optional() })),
  notTimes: z.array(z.string()),
  optional: z.object({ citations: z.array(Words), quotations: z.array(Words), times: z.array(Words) }),
});
type Expected = z.infer<typeof Expected>;
type Words = z.infer<typeof Words>;

const MEASURES = [
  'citations',
  'cross-references',
  'quotations',
  'quotations with speaker',
  'times, relaxed',
  'times, strict',
  'times with value',
] as const;
type Measure = (typeof MEASURES)[number];

/** Gold, found and right, by measure; and which of the things that are none were taken. */
class Tally {
  readonly counts = new Map<Measure, { gold: number; found: number; right: number }>();
  dates = { right: 0, all: 0 };
  taken = 0;

  add(measure: Measure, gold: number, found: number, right: number): void {
    const before = this.counts.get(measure) ?? { gold: 0, found: 0, right: 0 };
    const after = { gold: before.gold + gold, found: before.found + found, right: before.right + right };
    this.counts.set(measure, after);
  }
}

type Miss = (line: string) => void;
interface Found {
  paragraph: number;
  start: number;
  text: string;
}

/** A quotation's words without marks and punctuation at its edges. */
const words = (text: string): string => text.replace(/^[\s“"‘']+|[\s,.;:!?”"’'â€]+$/gu, '');

function scoreSets(
  measure: Measure,
  gold: readonly string[],
  found: readonly string[],
  tally: Tally,
  miss: Miss,
): void {
  const left = [...found];
  let right = 0;
  for (const each of gold) {
    const at = left.indexOf(each);
    if (at >= 0) {
      right++;
      left.splice(at, 1);
    } else miss(`missed ${measure}: ${each}`);
  }
  for (const each of left) miss(`spurious ${measure}: ${each}`);
  tally.add(measure, gold.length, found.length, right);
}

const within = (optional: readonly Words[], { paragraph, text }: { paragraph: number; text: string }): boolean =>
  optional.some((each) => each.paragraph === paragraph && (each.text.includes(text) || text.includes(each.text)));

function scoreCitations(
  expected: Expected,
  article: ParsedArticle,
  found: readonly Annotation[],
  tally: Tally,
  miss: Miss,
) {
  const gold = expected.citations.flatMap(({ paragraph, cites }) =>
    cites.map(([name, day]) => `${paragraph} ${outlet(name)} ${day}`),
  );
  const ours = found.flatMap((a) => {
    if (a.kind !== 'citation') return [];
    const text = article.text.slice(a.start, a.end);
    if (within(expected.optional.citations, { paragraph: a.paragraph + 1, text })) return [];
    // "He told Interfax": whom one speaks to, and a source without a date, are not labelled.
    if (a.value.form === 'running' && (text.startsWith('told ') || a.value.cites.every(({ date }) => !date))) return [];
    return a.value.cites.map(({ source, date }) => `${a.paragraph + 1} ${outlet(source.name)} ${date?.value}`);
  });
  scoreSets('citations', gold, ours, tally, miss);
}

function scoreReferences(expected: Expected, found: readonly Annotation[], tally: Tally, miss: Miss) {
  const gold = expected.crossReferences.flatMap(({ paragraph, to }) =>
    to.map(([name, day]) => `${paragraph} ${outlet(name)} ${day}`),
  );
  const ours = found.flatMap((a) =>
    a.kind === 'cross-reference'
      ? a.value.targets.map(({ publication, date }) => `${a.paragraph + 1} ${outlet(publication)} ${date?.value}`)
      : [],
  );
  scoreSets('cross-references', gold, ours, tally, miss);
}

type Quotation = Extract<Annotation, { kind: 'quotation' }>;

/** A quotation that goes on in the next paragraph counts as one in each. */
function inParagraphs(article: ParsedArticle, a: Quotation): (Found & { quotation: Quotation })[] {
  return article.paragraphs.flatMap((paragraph, at) => {
    const [start, end] = [Math.max(a.start, paragraph.start), Math.min(a.end, paragraph.end)];
    if (start >= end) return [];
    return [{ paragraph: at + 1, start, text: article.text.slice(start, end), quotation: a }];
  });
}

function rightSpeaker(gold: Expected['quotations'][number], { value }: Quotation, text: string): boolean {
  const { speaker } = value;
  if (!speaker) return false;
  const printed = text.slice(speaker.start, speaker.end);
  if (gold.speakerKind === 'anonymous')
    return speaker.kind === 'anonymous' && plain(gold.speaker).endsWith(plain(printed).slice(-20));
  if (gold.speakerKind === 'described') return speaker.kind !== 'entity' && plain(printed) === plain(gold.speaker);
  if (speaker.kind !== 'entity') return gold.speakerKind === 'organisation' && plain(printed) === plain(gold.speaker);
  const [ours, theirs] = [speaker.name ?? '', gold.speaker].map((name) => name.split(/\s+/).map(plain));
  if (plain(speaker.name ?? '') === plain(gold.speaker) || outlet(speaker.name ?? '') === outlet(gold.speaker))
    return true;
  const shorter = (ours?.length ?? 0) <= (theirs?.length ?? 0) ? ours : theirs;
  const longer = shorter === ours ? theirs : ours;
  return shorter?.at(-1) === longer?.at(-1) && (shorter?.every((word) => longer?.includes(word)) ?? false);
}

function scoreQuotations(
  expected: Expected,
  article: ParsedArticle,
  found: readonly Annotation[],
  tally: Tally,
  miss: Miss,
) {
  const ours = found
    .flatMap((a) => (a.kind === 'quotation' && a.value.form === 'direct' ? inParagraphs(article, a) : []))
    .filter((each) => !within(expected.optional.quotations, { ...each, text: words(each.text) }));
  const left = new Set(ours);
  let [right, said] = [0, 0];
  for (const gold of expected.quotations) {
    const match = [...left].find((each) => each.paragraph === gold.paragraph && words(each.text) === words(gold.text));
    if (!match) {
      miss(`missed quotation: ${gold.paragraph} ${gold.text} (${gold.speaker})`);
      continue;
    }
    left.delete(match);
    right++;
    if (rightSpeaker(gold, match.quotation, article.text)) said++;
    else {
      const { speaker } = match.quotation.value;
      const printed = speaker && `${speaker.kind} ${speaker.name} “${article.text.slice(speaker.start, speaker.end)}”`;
      miss(`speaker: ${printed}, not ${gold.speaker}: ${gold.text}`);
    }
  }
  for (const each of left) miss(`spurious quotation: ${each.paragraph} ${each.text}`);
  tally.taken += ours.filter((each) => expected.notQuotations.some((text) => words(each.text) === words(text))).length;
  tally.add('quotations', expected.quotations.length, ours.length, right);
  tally.add('quotations with speaker', expected.quotations.length, ours.length, said);
}

function scoreTimes(
  expected: Expected,
  article: ParsedArticle,
  found: readonly Annotation[],
  tally: Tally,
  miss: Miss,
) {
  const sourced = found.filter(
    (a) => a.kind === 'cross-reference' || (a.kind === 'citation' && a.value.form === 'parenthesis'),
  );
  const ours = found.flatMap((a) => {
    if (a.kind !== 'time' || sourced.some(({ start, end }) => start <= a.start && a.end <= end)) return [];
    const text = article.text.slice(a.start, a.end);
    const each = { paragraph: a.paragraph + 1, start: a.start, text, value: a.value.value, mod: a.value.mod };
    return within(expected.optional.times, each) ? [] : [each];
  });
  const left = new Set(ours);
  let [relaxed, strict, valued] = [0, 0, 0];
  for (const gold of expected.times) {
    const same = [...left].filter(({ paragraph }) => paragraph === gold.paragraph);
    const match =
      same.find(({ text }) => text === gold.text) ??
      same.find(({ text }) => text.includes(gold.text) || gold.text.includes(text));
    if (!match) {
      miss(`missed time: ${gold.paragraph} ${gold.text}`);
      continue;
    }
    left.delete(match);
    relaxed++;
    if (match.text === gold.text) strict++;
    else miss(`span of time: ${match.text}, not ${gold.text}`);
    if (match.value === gold.value && match.mod === gold.mod) valued++;
    else miss(`value of ${gold.text}: ${match.value} ${match.mod}, not ${gold.value} ${gold.mod}`);
  }
  for (const each of left) miss(`spurious time: ${each.paragraph} ${each.text} ${each.value}`);
  tally.taken += ours.filter(({ text }) => expected.notTimes.includes(text)).length;
  tally.add('times, relaxed', expected.times.length, ours.length, relaxed);
  tally.add('times, strict', expected.times.length, ours.length, strict);
  tally.add('times with value', expected.times.length, ours.length, valued);
}

async function score(name: string, tally: Tally): Promise<void> {
  const expected = Expected.parse(JSON.parse(readFileSync(path.join(BRIEFS, `${name}.expected.json`), 'utf8')));
  const miss: Miss = (line) => {
    if (options.errors && name.startsWith('dev-')) console.log(`  ${name}  ${line}`);
  };
  const facts = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
  for await (const finding of readArticles({
    name: `${name}.txt`,
    bytes: readFileSync(path.join(BRIEFS, `${name}.txt`)),
  })) {
    if (finding.kind !== 'article') throw new Error(`${name} cannot be read`);
    const { article } = finding.found;
    const { annotations, dating } = await analyse(article, EXTRACTORS, facts);
    const { published } = expected.metadata;
    tally.dates.all++;
    // An interval is right where it is no narrower than what can be known.
    const dated =
      published === null
        ? dating === undefined
        : dating !== undefined && dating.earliest <= published.earliest && published.latest <= dating.latest;
    if (dated) tally.dates.right++;
    else miss(`published ${dating?.earliest}…${dating?.latest}, not ${published?.earliest}…${published?.latest}`);
    scoreCitations(expected, article, annotations, tally, miss);
    scoreReferences(expected, annotations, tally, miss);
    scoreQuotations(expected, article, annotations, tally, miss);
    scoreTimes(expected, article, annotations, tally, miss);
    for (const a of annotations)
      if (a.kind === 'citation' && expected.notCitations.includes(article.text.slice(a.start, a.end))) tally.taken++;
  }
}

async function main(): Promise<void> {
  const names = readdirSync(BRIEFS)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.replace(/\.txt$/, ''));
  for (const half of ['dev', 'test']) {
    const tally = new Tally();
    const of = names.filter((name) => name.startsWith(`${half}-`));
    for (const name of of) await score(name, tally);
    console.log(
      `${half}: ${of.length} briefs; day of publication ${tally.dates.right} of ${tally.dates.all}; ${tally.taken} of what is none taken`,
    );
    for (const measure of MEASURES) {
      const { gold, found, right } = tally.counts.get(measure) ?? { gold: 0, found: 0, right: 0 };
      const f1 = ((200 * right) / (gold + found)).toFixed(1);
      console.log(`  ${measure.padEnd(24)} F1 ${f1.padStart(5)}  (${gold} labelled, ${found} found, ${right} right)`);
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
