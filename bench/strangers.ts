import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { printItem } from '../shared/article/metadata';
import type { Metadata, ParsedArticle } from '../shared/article/schema';
import { readArticles } from '../shared/formats';

/**
 * Files as strangers have them, written and labelled by us before any code ran on them: is every article that a person
 * sees in them there, with what it says of itself, and its text from its first words to its last?
 *
 *   npx tsx bench/strangers.ts [--lot lot-3]
 */

const FOLDER = path.join(__dirname, '..', 'test', 'fixtures', 'strangers');

const Expected = z.strictObject({
  title: z.string().nullable(),
  by: z.array(z.string()).optional(),
  publication: z.string().optional(),
  /** The day of publication, as the file's own zone has it. */
  day: z.string().optional(),
  section: z.string().optional(),
  starts: z.string(),
  ends: z.string(),
  includes: z.array(z.string()).optional(),
  without: z.array(z.string()).optional(),
});
type Expected = z.infer<typeof Expected>;

const Lot = z.record(z.string(), z.array(Expected));

async function read(file: string): Promise<ParsedArticle[] | string> {
  const articles: ParsedArticle[] = [];
  try {
    for await (const finding of readArticles({ name: file, bytes: readFileSync(file) })) {
      if (finding.kind === 'article') articles.push(finding.found.article);
    }
    return articles;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function printed(statement: Metadata[keyof Metadata]): string[] {
  if (statement === undefined || typeof statement === 'string') return [];
  const { value } = statement;
  return Array.isArray(value) ? value.map(printItem) : [String(value)];
}

/** What of an article is not as a person reads it. */
function faults(article: ParsedArticle, expected: Expected): string[] {
  const { metadata } = article;
  const text = article.text.replace(/\s+/g, ' ');
  const found: string[] = [];
  const check = (name: string, got: string | undefined, want: string | undefined) => {
    if (want !== undefined && got !== want) found.push(`${name}: ${got ?? 'none'}, not ${want}`);
  };
  if (expected.title !== null) check('title', metadata.title.value, expected.title);
  if (expected.by) check('byline', printed(metadata.bylines).join('; '), expected.by.join('; '));
  else if (printed(metadata.bylines).length > 0)
    found.push(`byline: ${printed(metadata.bylines).join('; ')}, not none`);
  check('publication', printed(metadata.publication)[0], expected.publication);
  check('section', printed(metadata.section)[0], expected.section);
  const day = printed(metadata.published)[0]?.slice(0, 10);
  check('day', day, expected.day);
  if (!text.startsWith(expected.starts)) found.push(`starts: ${text.slice(0, 60)}`);
  if (!text.endsWith(expected.ends)) found.push(`ends: ${text.slice(-60)}`);
  for (const words of expected.includes ?? []) if (!text.includes(words)) found.push(`lacks: ${words}`);
  for (const words of expected.without ?? []) if (text.includes(words)) found.push(`has: ${words}`);
  return found;
}

async function score(lot: string): Promise<void> {
  const folder = path.join(FOLDER, lot);
  const labels = Lot.parse(JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')));
  let right = 0;
  const files = Object.entries(labels);
  for (const [name, expected] of files) {
    const articles = await read(path.join(folder, name));
    const problems =
      typeof articles === 'string'
        ? [articles]
        : articles.length === expected.length
          ? articles.flatMap((article, index) =>
              faults(article, expected[index] ?? { title: null, starts: '', ends: '' }),
            )
          : [`${articles.length} articles, not ${expected.length}`];
    if (problems.length === 0) right += 1;
    else console.log(`${lot}/${name}\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
  console.log(`${lot}: ${right} of ${files.length} files read without fault`);
}

async function main(): Promise<void> {
  const asked = process.argv.indexOf('--lot');
  const lots =
    asked === -1
      ? readdirSync(FOLDER).filter((name) => existsSync(path.join(FOLDER, name, 'expected.json')))
      : [process.argv[asked + 1] ?? ''];
  for (const lot of lots.sort()) await score(lot);
}

void main();
