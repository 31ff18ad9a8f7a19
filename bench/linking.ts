import * as z from 'zod';
import { entityExtractor } from '../shared/entities/extractor';
import { annotate } from '../shared/extractors/annotate';
import { type Passage, readPassages, readWikidata } from './lib/ambiguous';
import { articleOf } from './lib/article';
import { type Judged, type Linked, type Share, scoreLinking } from './lib/linking-score';

/**
 * Whether ambiguous names get one id for one entity and different ids for different ones, within and across articles,
 * on corpus/ambiguous; beside it, what the printed words as ids would reach on the names that were found. The errors of
 * the test half are not shown.
 *
 *   npx tsx bench/linking.ts [dev|test]
 */

/** What is read of a mention: an extractor need not give a Wikidata id, nor say which entities it could not choose from. */
const Mention = z.object({
  start: z.int(),
  end: z.int(),
  value: z.object({ id: z.string(), type: z.string(), wikidata: z.string().optional() }),
  link: z.object({ unresolved: z.boolean().optional(), candidates: z.array(z.unknown()).optional() }).optional(),
});

/** What the extractor makes of each marked name of a passage. */
async function judge({ text, mentions }: Passage): Promise<Judged[]> {
  const annotations = await annotate(articleOf(text), [entityExtractor]);
  const found = annotations.flatMap((each) => (each.kind === 'mention' ? [Mention.parse(each)] : []));
  return mentions.map((gold) => {
    const match = found.find(({ start, end }) =>
      gold.type === 'NONE' ? start < gold.end && end > gold.start : start === gold.start && end === gold.end,
    );
    if (match === undefined) return { gold, found: undefined };
    return {
      gold,
      found: { ...match.value, open: match.link?.unresolved === true || (match.link?.candidates ?? []).length > 0 },
    };
  });
}

const asPrinted = ({ gold, found }: Judged): Judged => {
  const printed: Linked | undefined = found && { id: gold.words, type: found.type, open: false };
  return { gold, found: printed };
};

const shown = ({ part, whole }: Share): string =>
  `${whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`} (${part} of ${whole})`;

async function main(halves: readonly ('dev' | 'test')[]): Promise<void> {
  const wikidata = readWikidata();
  for (const half of halves) {
    const passages = readPassages(half);
    const judged: Judged[] = [];
    for (const passage of passages) judged.push(...(await judge(passage)));
    console.log(`\n${half}: ${passages.length} passages, ${judged.length} marked`);
    const rows = { 'the extractor': judged, 'same words, same id': judged.map(asPrinted) };
    for (const [name, each] of Object.entries(rows)) {
      const { mixed, ...shares } = scoreLinking(each, wikidata);
      console.log(`${name}:`);
      for (const [measure, value] of Object.entries(shares)) console.log(`  ${measure.padEnd(15)} ${shown(value)}`);
      if (half !== 'dev' || each !== judged) continue;
      for (const [id, labels] of mixed) console.log(`    ${id}: ${labels.join('; ')}`);
    }
  }
}

const HALVES = ['dev', 'test'] as const;
const asked = process.argv.slice(2);
void main(HALVES.filter((half) => asked.length === 0 || asked.includes(half)));
