import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { Body } from '../shared/article/canonical';
import { repairBody } from '../shared/article/quality/repair';
import { suspicionsOf } from '../shared/article/quality/suspicions';
import type { Repair } from '../shared/article/schema';
import { splitSentences } from '../shared/article/sentences';
import { randomFrom } from './lib/random';

/**
 * How well damaged text is repaired: news texts are damaged at random, and each repair is right when it gives back what
 * was there. Of texts that nobody damaged every repair is wrong, unless a person who looks at it (--show) says otherwise.
 *
 *   npx tsx bench/quality.ts [--seed 1] [--show] [FILE.jsonl …]     lines with a "text"
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, show: { type: 'boolean', default: false } },
});
const DATA = path.join(__dirname, '..', '..', 'shared', 'data', 'entities', 'dev');
const DEV = ['wwn_dev', 'crossner_pol_test', 're3d'].map((name) => path.join(DATA, `${name}.jsonl`));
const files = positionals.length > 0 ? positionals : DEV.filter(existsSync);
const random = randomFrom(Number(options.seed));
const Line = z.object({ text: z.string() });
const print = (line: string) => process.stdout.write(`${line}\n`);

const texts = files
  .flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean))
  .map((line) => Line.parse(JSON.parse(line)).text.trim())
  .filter(Boolean);

function bodyOf(text: string): Body {
  const paragraphs: Body['paragraphs'] = [];
  let start = 0;
  for (const part of text.split('\n\n')) {
    if (part.trim() !== '') paragraphs.push({ kind: 'body', start, end: start + part.length });
    start += part.length + 2;
  }
  return { text, paragraphs, sourceMap: [[0, 0, text.length]], controlCharacters: 0 };
}

interface Damage {
  kind: Repair['kind'];
  /** Damages the matches of `where` with some chance; `by` answers what they become. */
  where: RegExp;
  by(found: string): string;
  share: number;
}

const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const misread = (text: string) =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? HIGH.charAt(byte - 0x80) : String.fromCharCode(byte)))
    .join('')
    // What Windows-1252 has not is a control character, which no canonical text holds.
    .replace(/[\x80-\x84\x86-\x9f]/g, '');

const DAMAGES: Record<string, Damage> = {
  'UTF-8 read as Windows-1252': { kind: 'mojibake', where: /[\u0080-\uffff]+/g, by: misread, share: 1 },
  'the same twice': { kind: 'mojibake', where: /[\u0080-\uffff]+/g, by: (found) => misread(misread(found)), share: 1 },
  'space between sentences lost': {
    kind: 'lost-space',
    where: /(?<=[.!?]) (?=\p{Lu})/gu,
    by: () => '',
    share: 0.1,
  },
  'space in a name lost': {
    kind: 'lost-space',
    where: /(?<=\p{Lu}\p{Ll}+) (?=\p{Lu}\p{Ll}{2,})/gu,
    by: () => '',
    share: 0.1,
  },
  'hyphenated at a line end': {
    kind: 'hyphenation',
    where: /(?<=(?<!\p{L})\p{Ll}{3,6})(?=\p{Ll}{3,}(?!\p{L}))/gu,
    by: () => '- ',
    share: 0.02,
  },
};

function damaged(text: string, { where, by, share }: Damage): { text: string; places: number } {
  let places = 0;
  const result = text.replace(where, (found: string) => {
    if (random() >= share) return found;
    const replaced = by(found);
    if (replaced !== found || found === '') places += 1;
    return replaced;
  });
  return { text: result, places };
}

let [clean, words] = [0, 0];
for (const text of texts) {
  words += text.split(/\s+/).length;
  const { body, repairs } = repairBody(bodyOf(text));
  clean += repairs.length;
  if (!options.show) continue;
  for (const { kind, start, end, original } of repairs) {
    print(
      `  ${kind}: ${JSON.stringify(original)} → ${JSON.stringify(body.text.slice(Math.max(0, start - 25), end + 25))}`,
    );
  }
}
print(`${texts.length} texts, ${words} words, not damaged: ${clean} repairs`);

const counts = new Map<string, number>();
for (const text of texts) {
  const { paragraphs } = bodyOf(text);
  for (const { kind, score } of suspicionsOf(text, paragraphs, splitSentences(text, paragraphs))) {
    const name = `${kind} ${score < 0.5 ? 'below 0.5' : 'from 0.5'}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}
print(`suspicions in them: ${[...counts].map(([kind, count]) => `${kind}: ${count}`).join(', ') || 'none'}`);

for (const [name, damage] of Object.entries(DAMAGES)) {
  let [places, made, right, whole, touched] = [0, 0, 0, 0, 0];
  for (const text of texts) {
    const hurt = damaged(text, damage);
    if (hurt.places === 0) continue;
    touched += 1;
    places += hurt.places;
    const before = repairBody(bodyOf(text)).body.text;
    const { body, repairs } = repairBody(bodyOf(hurt.text));
    if (body.text === before) whole += 1;
    const mine = repairs.filter(({ kind }) => kind === damage.kind);
    made += mine.length;
    right += rightRepairs(body.text, before, mine);
    if (options.show && body.text !== before) showFirst(name, body.text, before);
  }
  print(
    `${name.padEnd(30)} ${places} places in ${touched} texts: repaired ${(right / places).toFixed(3)}, ` +
      `right of what was repaired ${made === 0 ? '-' : (right / made).toFixed(4)}, texts wholly as before ${(whole / touched).toFixed(3)}`,
  );
}

/** Where a text first differs from what it was. */
function showFirst(name: string, repaired: string, before: string): void {
  let at = 0;
  while (repaired[at] === before[at]) at += 1;
  const part = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 20));
  print(`  ${name}: ${part(before)} is now ${part(repaired)}`);
}

/** Repairs around which the text reads as it did. */
function rightRepairs(repaired: string, before: string, repairs: readonly Repair[]): number {
  return repairs.filter(({ start, end }) => {
    // On the other side may be a place that was damaged as well, and is left as it was.
    const [left, right] = [repaired.slice(Math.max(0, start - 6), end), repaired.slice(start, end + 6)];
    return before.includes(left) || before.includes(right);
  }).length;
}
