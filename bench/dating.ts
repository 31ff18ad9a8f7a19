import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { dateArticle } from '../shared/dating/date-article';
import type { Dating } from '../shared/dating/dating';
import { UnreadableFileError } from '../shared/errors';
import { Reading } from '../shared/extractors/reading';
import { readArticles } from '../shared/formats';

/**
 * How well the day of publication is found, on documents of our own (corpus/dating/README.md says how they are labelled):
 * the days, the methods that a careful reader names, and what contradicts.
 *
 *   npx tsx bench/dating.ts [--errors]
 */

const LOTS = path.join(__dirname, '..', 'corpus', 'dating');
const DROPPED = '2026-01-01';
/** The last day that what was dropped then can be dated: with a day for zones. */
const LAST = '2026-01-02';
const { values: options } = parseArgs({ options: { errors: { type: 'boolean', default: false } } });

const HEAD = /^=== (d\d+-\d+) (\S+) (\S+) by ?([a-z -]*?)(?:; against ([a-z -]+))?$/;
const Case = z.object({
  id: z.string(),
  name: z.string(),
  /** First and last day, `-` for none. */
  days: z.string(),
  methods: z.array(z.string()),
  against: z.array(z.string()),
  document: z.string(),
});
type Case = z.infer<typeof Case>;

function readLot(file: string): Case[] {
  const cases: Case[] = [];
  const words = (text: string | undefined) => (text ?? '').split(' ').filter((word) => word !== '');
  for (const line of readFileSync(path.join(LOTS, file), 'utf8').split('\n')) {
    const [, id, name, days = '', methods, against] = HEAD.exec(line) ?? [];
    const last = cases.at(-1);
    if (id !== undefined) {
      const [first = '', until = first] = days.replace('dropped', LAST).split('/');
      const both = first === '-' ? '-' : `${first}/${until}`;
      cases.push(Case.parse({ id, name, days: both, methods: words(methods), against: words(against), document: '' }));
    } else if (last) last.document += `${line}\n`;
  }
  return cases;
}

async function dated({ name, document }: Case): Promise<Dating | undefined> {
  try {
    for await (const finding of readArticles({ name, bytes: Buffer.from(document) }))
      if (finding.kind === 'article') {
        const { article } = finding.found;
        const facts = { droppedAt: `${DROPPED}T12:00:00Z`, fileName: name, observed: [] };
        return dateArticle(article, new Reading(article, []), facts);
      }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
  }
  return undefined;
}

async function main(): Promise<void> {
  for (const file of readdirSync(LOTS).filter((name) => name.endsWith('.cases'))) {
    const cases = readLot(file);
    const right = { days: 0, holds: 0, methods: 0, against: 0 };
    for (const each of cases) {
      const dating = await dated(each);
      const days = dating ? `${dating.earliest}/${dating.latest}` : '-';
      const [first = '', last = ''] = each.days.split('/');
      const used = new Set<string>(dating?.reasons.map(({ method }) => method));
      const refused = new Set<string>(dating?.conflicts.map(({ method }) => method));
      const is = {
        days: days === each.days,
        holds: !dating || (dating.earliest <= last && first <= dating.latest),
        methods: each.methods.every((method) => used.has(method)),
        against: each.against.every((method) => refused.has(method)) && refused.size === each.against.length,
      };
      for (const key of ['days', 'holds', 'methods', 'against'] as const) if (is[key]) right[key]++;
      if (options.errors && !(is.days && is.methods && is.against))
        console.log(
          `  ${each.id} ${each.name}: ${days} by ${[...used].join(' ')}; against ${[...refused].join(' ')}   gold ${each.days} by ${each.methods.join(' ')}; against ${each.against.join(' ')}`,
        );
    }
    console.log(
      `corpus/dating ${file}: ${cases.length} documents; days right ${right.days}, no day outside the label ${right.holds}, reasons right ${right.methods}, conflicts right ${right.against}`,
    );
  }
}

void main();
