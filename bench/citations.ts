import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { ParsedArticle } from '../shared/article/schema';
import { ownName } from '../shared/citations/serials';
import { analyse } from '../shared/extractors/annotate';
import type { Annotation } from '../shared/extractors/extractor';
import { extractorsFor } from '../shared/extractors/registry';
import { readArticles } from '../shared/formats';
import { outlet } from './lib/brief-names';

/**
 * Citations, cross-references and the day of publication in the lots of briefs (test/fixtures/briefs/lot*), each of which
 * was labelled before any code ran on it. What was looked at is no longer blind: the first score of a lot, as
 * docs/accuracy.md has it, says more than what this prints.
 *
 *   npx tsx bench/citations.ts [--lot lot1] [--errors]
 */

const BRIEFS = path.join(__dirname, '..', 'test', 'fixtures', 'briefs');
const EXTRACTORS = extractorsFor('embedded');
const { values: options } = parseArgs({
  options: { lot: { type: 'string' }, errors: { type: 'boolean', default: false } },
});

const Words = z.object({ paragraph: z.int(), text: z.string() });
/** An outlet or a serial, and a day, a month, "volume/issue" or "none". */
const Dated = z.tuple([z.string(), z.string()]);
const Expected = z.object({
  metadata: z.object({
    published: z.object({ earliest: z.string(), latest: z.string() }).nullable(),
    why: z.string().default(''),
  }),
  /** `mayCite` has what readers would differ about. */
  citations: z.array(Words.extend({ cites: z.array(Dated), mayCite: z.array(Dated).optional() })),
  crossReferences: z.array(Words.extend({ to: z.array(Dated) })),
  notCitations: z.array(z.string()).default([]),
  optional: z.object({ citations: z.array(Words).default([]) }).default({ citations: [] }),
});
type Expected = z.infer<typeof Expected>;

class Score {
  gold = 0;
  found = 0;
  right = 0;

  toString(): string {
    const of = (whole: number) => ((100 * this.right) / Math.max(1, whole)).toFixed(1);
    const f1 = ((200 * this.right) / Math.max(1, this.gold + this.found)).toFixed(1);
    return `F1 ${f1} (P ${of(this.found)}, R ${of(this.gold)}; ${this.gold} labelled, ${this.found} found, ${this.right} right)`;
  }
}

class Tally {
  readonly citations = new Score();
  readonly references = new Score();
  briefs = 0;
  traps = 0;
  taken = 0;
  datings = { right: 0, exact: 0 };
}

/** Takes what is in both out of `found`, which keeps what is spurious. */
function compare(what: string, gold: readonly string[], found: string[], score: Score, miss: (line: string) => void) {
  score.gold += gold.length;
  score.found += found.length;
  for (const each of gold) {
    const at = found.indexOf(each);
    if (at >= 0) {
      score.right++;
      found.splice(at, 1);
    } else miss(`missed ${what}: ${each}`);
  }
  for (const each of found) miss(`spurious ${what}: ${each}`);
}

/** "Last Thursday", where nobody knows of which week: no day. */
const dayOf = (value: string | undefined): string =>
  value === undefined || value.startsWith('XXXX-WXX') ? 'none' : value;

function without(found: readonly string[], optional: readonly string[]): string[] {
  return found.filter((each) => !optional.includes(each));
}

/**
 * The label's paragraph, as the article counts it: a slug or a headline at the head of a file is one more or one less
 * for different readers, which is not what is measured here.
 */
function paragraphOf(article: ParsedArticle, { paragraph, text }: { paragraph: number; text: string }): number {
  const at = article.text.indexOf(text);
  if (at < 0 || article.text.indexOf(text, at + 1) >= 0) return paragraph;
  return article.paragraphs.findIndex(({ end }) => at < end) + 1;
}

function isOptional(expected: Expected, article: ParsedArticle, { start, end, paragraph }: Annotation): boolean {
  const text = article.text.slice(start, end);
  const here = expected.optional.citations.filter((label) => paragraphOf(article, label) === paragraph + 1);
  return here.some((each) => each.text.includes(text) || text.includes(each.text));
}

function scoreCitations(
  expected: Expected,
  article: ParsedArticle,
  found: readonly Annotation[],
  tally: Tally,
  miss: (line: string) => void,
) {
  const key = (paragraph: number, name: string, day: string) => `${paragraph} ${outlet(name)} ${day}`;
  const gold = expected.citations.flatMap((label) =>
    label.cites.map(([name, day]) => key(paragraphOf(article, label), name, day)),
  );
  const may = expected.citations.flatMap(({ mayCite = [], ...label }) =>
    mayCite.map(([name, day]) => key(paragraphOf(article, label), name, day)),
  );
  const ours = found.flatMap((a) => {
    if (a.kind !== 'citation' || isOptional(expected, article, a)) return [];
    return (
      a.value.cites
        .map(({ source, date }) => ({ form: a.value.form, key: key(a.paragraph + 1, source.name, dayOf(date?.value)) }))
        // In running text, a source without a day is labelled in the later lots only, and there not always.
        .flatMap((each) =>
          each.form === 'running' && each.key.endsWith(' none') && !gold.includes(each.key) ? [] : each.key,
        )
    );
  });
  compare('citation', gold, without(ours, may), tally.citations, miss);
  const taken = found.filter(
    (a) => a.kind === 'citation' && expected.notCitations.includes(article.text.slice(a.start, a.end)),
  );
  for (const a of taken) miss(`taken: ${article.text.slice(a.start, a.end)}`);
  tally.traps += expected.notCitations.length;
  tally.taken += taken.length;
}

function scoreReferences(
  expected: Expected,
  article: ParsedArticle,
  found: readonly Annotation[],
  tally: Tally,
  miss: (line: string) => void,
) {
  // Labels have the own publication as it is printed: in full, by a word of it, or by its initials.
  const own = ownName(article.metadata.publication?.value);
  const named = (name: string) => outlet(own(name) ?? name);
  const gold = expected.crossReferences.flatMap((label) =>
    label.to.map(([name, day]) => `${paragraphOf(article, label)} ${named(name)} ${day.replace('undefined/', '')}`),
  );
  const ours = found.flatMap((a) => {
    if (a.kind !== 'cross-reference') return [];
    const keys = a.value.targets.map(({ publication, date, volume, issue }) => {
      const numbers = [volume, issue].filter((each) => each !== undefined).join('/');
      return `${a.paragraph + 1} ${named(publication)} ${date?.value ?? numbers}`;
    });
    return isOptional(expected, article, a) ? keys.filter((key) => gold.includes(key)) : keys;
  });
  compare('reference', gold, ours, tally.references, miss);
}

async function score(lot: string, name: string, tally: Tally): Promise<void> {
  const file = path.join(BRIEFS, lot, name);
  const expected = Expected.parse(JSON.parse(readFileSync(`${file}.expected.json`, 'utf8')));
  const miss = (line: string) => {
    if (options.errors) console.log(`  ${lot}/${name}  ${line}`);
  };
  const facts = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
  for await (const finding of readArticles({ name: `${name}.txt`, bytes: readFileSync(`${file}.txt`) })) {
    if (finding.kind !== 'article') throw new Error(`${name} cannot be read`);
    const { article } = finding.found;
    const { annotations, dating } = await analyse(article, EXTRACTORS, facts);
    const { published, why } = expected.metadata;
    tally.briefs++;
    // An interval is right where it is no narrower than what can be known, and exact where it is no wider either.
    const right = published
      ? dating !== undefined && dating.earliest <= published.earliest && published.latest <= dating.latest
      : dating === undefined;
    const exact = dating?.earliest === published?.earliest && dating?.latest === published?.latest;
    if (right) tally.datings.right++;
    if (exact) tally.datings.exact++;
    if (!exact)
      miss(
        `${right ? 'wider' : 'WRONG'} day: ${dating?.earliest}…${dating?.latest}, not ${published?.earliest}…${published?.latest} (${why})`,
      );
    scoreCitations(expected, article, annotations, tally, miss);
    scoreReferences(expected, article, annotations, tally, miss);
  }
}

async function main(): Promise<void> {
  const lots = readdirSync(BRIEFS).filter((name) => /^lot\d+$/.test(name) && (options.lot ?? name) === name);
  for (const lot of lots) {
    const tally = new Tally();
    const names = readdirSync(path.join(BRIEFS, lot)).flatMap((file) => /^(.*)\.txt$/.exec(file)?.[1] ?? []);
    for (const name of names) await score(lot, name, tally);
    const { right, exact } = tally.datings;
    console.log(`${lot}: ${tally.briefs} briefs; ${tally.taken} of ${tally.traps} parentheses that cite nothing taken`);
    console.log(`  citations         ${tally.citations}`);
    console.log(`  cross-references  ${tally.references}`);
    console.log(`  day of publication: ${right} of ${tally.briefs} right, ${exact} of them no wider than labelled`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
