import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { ParsedArticle } from '../shared/article/schema';
import { readArticles } from '../shared/formats';

/**
 * How well and how fast articles are read from saved web pages, on pages that lie beside the repository: the text of the
 * article (92 pages of the article-extraction benchmark), and title, day and byline (39 pages of Fundus).
 *
 *   npx tsx bench/html.ts [--misses]
 */

const SHARED = path.join(__dirname, '..', '..', 'shared');
const BODIES = path.join(SHARED, 'data', 'html', 'scrapinghub');
const FUNDUS = path.join(SHARED, 'data', 'html', 'fundus');
const SCORER = path.join(SHARED, 'tools', 'score-bodies.mjs');

const Bodies = z.record(z.string(), z.object({ articleBody: z.string() }));
const Texts = z.array(z.string());
const Truth = z.object({
  title: z.string(),
  authors: Texts.optional(),
  publishing_date: z.string(),
  body: z.object({
    summary: Texts,
    sections: z.array(z.object({ headline: Texts, paragraphs: Texts })),
  }),
});
type Truth = z.infer<typeof Truth>;

interface Page {
  name: string;
  bytes: Uint8Array;
}

async function read({ name, bytes }: Page): Promise<ParsedArticle | undefined> {
  try {
    for await (const finding of readArticles({ name, bytes })) {
      if (finding.kind === 'article') return finding.found.article;
    }
  } catch (error) {
    console.log(`  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return undefined;
}

/** What the benchmark calls the article's body: no captions. */
function bodyOf(article: ParsedArticle | undefined): string {
  const paragraphs = article?.paragraphs.filter(({ kind }) => kind !== 'caption') ?? [];
  return paragraphs.map(({ start, end }) => article?.text.slice(start, end)).join('\n\n');
}

function unzipped(file: string): Buffer {
  return gunzipSync(readFileSync(file));
}

/** Precision, recall and F1 of bodies, by the benchmark's own measure. */
function scoreBodies(truth: z.infer<typeof Bodies>, found: ReadonlyMap<string, string>, misses: boolean): string {
  const scratch = mkdtempSync(path.join(tmpdir(), 'dateline-bench-'));
  try {
    const [truthFile, foundFile] = [path.join(scratch, 'truth.json'), path.join(scratch, 'found.json')];
    writeFileSync(truthFile, JSON.stringify(truth));
    const bodies = [...found].map(([id, articleBody]) => [id, { articleBody }]);
    writeFileSync(foundFile, JSON.stringify(Object.fromEntries(bodies)));
    const more = misses ? ['--worst', '15'] : [];
    return execFileSync('node', [SCORER, truthFile, foundFile, ...more], { encoding: 'utf8' }).trim();
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function measureBodies(misses: boolean): Promise<void> {
  const truth = Bodies.parse(JSON.parse(readFileSync(path.join(BODIES, 'ground-truth.json'), 'utf8')));
  const pages = Object.keys(truth).map((id) => ({
    name: `${id}.html`,
    bytes: unzipped(path.join(BODIES, 'html', `${id}.html.gz`)),
  }));
  for (const page of pages.slice(0, 10)) await read(page);
  const times: number[] = [];
  const found = new Map<string, string>();
  for (const page of pages) {
    const started = performance.now();
    found.set(page.name.replace(/\.html$/, ''), bodyOf(await read(page)));
    times.push(performance.now() - started);
  }
  console.log(`bodies: ${scoreBodies(truth, found, misses)}`);
  const kilobytes = pages.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1024;
  const total = times.reduce((sum, time) => sum + time, 0);
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  console.log(
    `speed: median ${median.toFixed(1)} ms a page, mean ${(total / pages.length).toFixed(1)}, ` +
      `${((1000 * kilobytes) / total / 1024).toFixed(1)} MB/s`,
  );
}

/** The pages of each publisher in the order in which their truths are listed: by day. */
function fundusPages(): { page: Page; truth: Truth }[] {
  const countries = readdirSync(FUNDUS).filter((name) => name.length === 2);
  return countries.flatMap((country) => {
    const folder = path.join(FUNDUS, country);
    const files = readdirSync(folder);
    return files
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => {
        const publisher = file.replace(/\.json$/, '');
        const pages = files.filter((name) => name.startsWith(`${publisher}_`) && name.endsWith('.html.gz')).sort();
        const truths = z.record(z.string(), Truth).parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
        return Object.values(truths).flatMap((truth, at) => {
          const name = pages[at];
          return name ? [{ page: { name: name.slice(0, -3), bytes: unzipped(path.join(folder, name)) }, truth }] : [];
        });
      });
  });
}

const normal = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function measureFundus(misses: boolean): Promise<void> {
  const pages = fundusPages();
  const right = { title: 0, anyTitle: 0, day: 0 };
  const names = { found: 0, true: 0, right: 0 };
  const bodies = new Map<string, string>();
  const truths: z.infer<typeof Bodies> = {};
  const missed = (what: string, page: Page, expected: unknown, got: unknown): void => {
    if (misses) console.log(`  ${what} ${page.name}: ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
  };
  for (const { page, truth } of pages) {
    const article = await read(page);
    const { title, published, bylines } = article?.metadata ?? {};
    const titles = [title?.value, ...(title?.lost?.map(({ value }) => value) ?? [])].map((text) => normal(text ?? ''));
    if (titles[0] === normal(truth.title)) right.title += 1;
    else missed('title', page, truth.title, title?.value);
    if (titles.includes(normal(truth.title))) right.anyTitle += 1;
    const said = truth.publishing_date.replace(' ', 'T');
    const day = /[+-]\d{2}:\d{2}$/.test(said) ? new Date(said).toISOString().slice(0, 10) : said.slice(0, 10);
    if (published?.value.slice(0, 10) === day) right.day += 1;
    else missed('day', page, truth.publishing_date, published?.value);
    const expected = new Set(truth.authors ?? []);
    const got = new Set(bylines?.value ?? []);
    const common = [...got].filter((name) => expected.has(name)).length;
    names.found += got.size;
    names.true += expected.size;
    names.right += common;
    if (common < Math.max(expected.size, got.size)) missed('byline', page, [...expected], [...got]);
    bodies.set(page.name, bodyOf(article));
    const sections = truth.body.sections.flatMap(({ headline, paragraphs }) => [...headline, ...paragraphs]);
    truths[page.name] = { articleBody: sections.join('\n\n') };
  }
  const share = (count: number): string => `${count} of ${pages.length} (${(count / pages.length).toFixed(3)})`;
  console.log(`title: ${share(right.title)} exact after white space; ${share(right.anyTitle)} with what it won over`);
  console.log(`day: ${share(right.day)}`);
  const [precision, recall] = [names.right / names.found, names.right / names.true];
  const f1 = (2 * precision * recall) / (precision + recall);
  console.log(`bylines: precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`);
  console.log(`bodies of Fundus: ${scoreBodies(truths, bodies, misses)}`);
}

async function main(): Promise<void> {
  if (!existsSync(BODIES)) {
    console.log(`skipped: ${BODIES} is not there`);
    return;
  }
  const misses = process.argv.includes('--misses');
  await measureBodies(misses);
  await measureFundus(misses);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
