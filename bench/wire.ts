import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readDate } from '../shared/article/dates';
import { printItem } from '../shared/article/metadata';
import { applyEdits } from '../shared/article/quality/edits';
import type { Metadata, ParsedArticle } from '../shared/article/schema';
import { readArticles } from '../shared/formats';
import { type Fact, ninjsFacts, wordsOf, xmlFacts } from './lib/wire-truth';

/**
 * Whether what IPTC's examples of ninjs, NewsML-G2 and NewsML say is in their articles: in the text, or as metadata with
 * evidence. Lists what is not, and why. And how fast a feed is read.
 *
 *   npx tsx bench/wire.ts [--all]     # --all: also what stands in associated items, which are no articles
 */

const WIRE = path.join(__dirname, '..', '..', 'shared', 'data', 'wire');

const FIELDS: Readonly<Record<Exclude<Fact['field'], 'body'>, readonly (keyof Metadata)[]>> = {
  headline: ['title'],
  byline: ['bylines'],
  located: ['located'],
  dateline: ['dateline'],
  subject: ['subjects'],
  'version-created': ['versionCreated'],
  copyright: ['copyright'],
  urgency: ['urgency'],
  slugline: ['slugline'],
};

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:json|xml)$/.test(name) && !/schema\.json$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

async function read(file: string): Promise<{ articles: ParsedArticle[]; refused?: string }> {
  const articles: ParsedArticle[] = [];
  try {
    for await (const finding of readArticles({ name: file, bytes: readFileSync(file) })) {
      if (finding.kind === 'article') articles.push(finding.found.article);
    }
    return { articles };
  } catch (error) {
    return { articles, refused: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether one of the articles says it. */
function isIn(fact: Fact, articles: readonly ParsedArticle[]): boolean {
  if (fact.field === 'body')
    return fact.value.split('\u0000').some((body) => articles.some((article) => isText(body, asWritten(article))));
  const names = FIELDS[fact.field];
  return articles.some(({ metadata }) => names.some((name) => says(metadata, name, fact)));
}

/** The text as it was before repairs: some examples have mojibake, which the article has not. */
function asWritten({ text, repairs = [] }: ParsedArticle): string {
  const undone = repairs.map(({ start, end, original }) => ({ start, end, text: original }));
  return applyEdits(text, undone);
}

/** The text has the body's words: all of them, but for a title that the body repeats. */
function isText(body: string, text: string): boolean {
  const [there, here] = [wordsOf(body), wordsOf(text)];
  return here.length > 0 && there.includes(here) && here.length >= there.length - 200;
}

function says(metadata: Metadata, name: keyof Metadata, { field, value }: Fact): boolean {
  const said = metadata[name];
  if (said === undefined || typeof said === 'string') return false;
  const values = typeof said.value === 'object' ? said.value.map(printItem) : [String(said.value)];
  if (field === 'version-created') {
    const date = readDate(value.trim());
    return 'value' in date && values.includes(date.value);
  }
  const words = [...values, said.evidence.quote, ...(said.lost ?? []).map((lost) => lost.value)].map(wordsOf);
  return words.some((known) => known.includes(wordsOf(value)));
}

async function main(): Promise<void> {
  if (!existsSync(WIRE)) return console.log(`${WIRE} is not there: nothing is measured`);
  const all = process.argv.includes('--all');
  const counts = new Map<string, { found: number; all: number }>();
  const missing: string[] = [];
  let files = 0;
  for (const folder of ['newsinjson', 'newsml-g2']) {
    for (const file of filesIn(path.join(WIRE, folder))) {
      const source = readFileSync(file, 'utf8');
      const facts = file.endsWith('.json') ? ninjsFacts(source) : xmlFacts(source);
      const { articles, refused } = await read(file);
      files += 1;
      for (const fact of facts) {
        if (fact.within && !all) continue;
        const count = counts.get(fact.field) ?? { found: 0, all: 0 };
        counts.set(fact.field, count);
        count.all += 1;
        if (isIn(fact, articles)) count.found += 1;
        else
          missing.push(
            `${path.relative(WIRE, file)}: ${fact.field} "${shown(fact.value)}": ${refused ?? fact.within ?? 'not found'}`,
          );
      }
    }
  }
  console.log(`${files} files`);
  for (const [field, { found, all: count }] of counts) console.log(`${field.padEnd(16)} ${found} of ${count}`);
  for (const line of missing) console.log(`- ${line}`);
  await speed();
}

function shown(value: string): string {
  return value.replace(/\s+/g, ' ').trim().slice(0, 60);
}

/** A feed of 100,000 entries, which is over the limit of articles unless that is raised. */
async function speed(): Promise<void> {
  const entry =
    '<item><title>Harbour closed</title><guid isPermaLink="false">N</guid><description><![CDATA[<p>The harbour is closed.</p><p>Nobody came, as the owner said.</p>]]></description></item>';
  const items = Array.from({ length: 100_000 }, (_, at) => entry.replace('>N<', `>${at}<`)).join('');
  const bytes = Buffer.from(`<rss version="2.0"><channel><title>Circular</title>${items}</channel></rss>`);
  const started = performance.now();
  let count = 0;
  let peak = 0;
  let stopped = '';
  for await (const finding of readArticles({ name: 'feed.rss', bytes })) {
    if (finding.kind === 'stopped') stopped = `, then: ${finding.reason.message}`;
    else count += 1;
    if (count % 1000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - started) / 1000;
  const [size, memory] = [bytes.length, peak].map((number) => Math.round(number / 1024 / 1024));
  console.log(
    `a feed of 100,000 entries (${size} MB): ${count} articles in ${seconds.toFixed(1)} s, ${memory} MB at most${stopped}`,
  );
}

void main();
