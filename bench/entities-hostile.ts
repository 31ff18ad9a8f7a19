import { spawnSync } from 'node:child_process';
import { entityExtractor } from '../shared/entities/extractor';
import { lexicon } from '../shared/entities/lexicon';
import { tagger } from '../shared/entities/tagger/load';
import { annotate } from '../shared/extractors/annotate';
import { articleOf } from './lib/article';

/**
 * What long and strange texts cost the embedded entity extractor: processor time and peak memory of one text and of one
 * half as long, each in a process of its own. Twice the time for twice the text is linear.
 *
 *   npx tsx bench/entities-hostile.ts
 */

const SIZE = 5_000_000;

const SENTENCE =
  'Foreign Minister Igor Ivanov of Russia met officials of NATO and the Northern Maritime Council in Brussels on Tuesday and paid $5 million, which nobody there had asked for, ';

/** "Qabacd": a word of its own for each number. */
const name = (at: number): string => `Q${[...String(at)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('a')}`;

const names = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `He is the Mr. Anton ${name(at)} that was at the house of ${name(count + at)}.`,
  ).join(' ');

/** A text of about so many code units, or of so many names. */
const TEXTS: Readonly<Record<string, (share: number) => string>> = {
  'one line of 5 MB': (share) => SENTENCE.repeat((SIZE * share) / SENTENCE.length),
  '5 MB of capitals': (share) => 'MOSCOW AND NATO, '.repeat((SIZE * share) / 17),
  '5 MB in one sentence of names': (share) => 'The Ivanov of Rome '.repeat((SIZE * share) / 19),
  '5 MB without a space': (share) => 'Xx'.repeat((SIZE * share) / 2),
  '100,000 different names': (share) => names(50_000 * share),
};

async function measure(kind: string, share: number): Promise<void> {
  const text = TEXTS[kind]?.(share) ?? '';
  lexicon();
  tagger();
  const before = process.cpuUsage();
  const language = { value: 'en', evidence: { from: 'derived' as const, quote: '' } };
  const found = await annotate(articleOf(text, { language }), [entityExtractor]);
  const { user, system } = process.cpuUsage(before);
  const words = text.split(/\s+/).length;
  const seconds = (user + system) / 1e6;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ words, found: found.length, seconds, megabytes }));
}

interface Cost {
  readonly words: number;
  readonly found: number;
  readonly seconds: number;
  readonly megabytes: number;
}

function costOf(kind: string, share: number): Cost {
  const args = ['--import', 'tsx', __filename, kind, String(share)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${kind}: ${stderr}`);
  return JSON.parse(stdout);
}

function main(): void {
  for (const kind of Object.keys(TEXTS)) {
    const [whole, half] = [costOf(kind, 1), costOf(kind, 0.5)];
    console.log(
      `${kind}: ${whole.words} words, ${whole.found} names, ${whole.seconds.toFixed(1)} s, ${whole.megabytes} MB; ` +
        `${(whole.seconds / half.seconds).toFixed(2)} times the half (${half.seconds.toFixed(1)} s, ${half.megabytes} MB)`,
    );
  }
}

const [kind, share] = process.argv.slice(2);
if (kind === undefined) main();
else {
  measure(kind, Number(share)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
