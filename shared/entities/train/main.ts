import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { lexicon } from '../lexicon';
import { FEATURES, featuresOf, sheetOf } from '../tagger/document';
import { Classes, type WordClassParts, writeModel } from '../tagger/model';
import { hashText, WordBook } from '../tagger/words';
import { compress } from './compress';
import { countWords } from './corpus';
import { allowedLabels, articleOf, type LabelledSet, ownSet, publicSets } from './data';
import { type Example, meanOf, Perceptron, randomFrom } from './perceptron';

/**
 * `npm run train` trains the tagger on the public sets beside the repository and on our own corpus, and writes
 * shared/entities/tagger/tagger.model and, beside it, what it was made of. Same input, same bytes.
 *
 *   npm run train [-- --out FILE] [--rounds N]
 */

const ROOT = path.join(__dirname, '..', '..', '..');
const SETS = path.join(ROOT, '..', 'shared', 'data', 'entities', 'train');
const OUTPUT = path.join(__dirname, '..', 'tagger', 'tagger.model');
const CLASSES = path.join(__dirname, 'word-classes.generated.txt');
/** For each seed a model is trained, and the mean of their weights is the model: the order of the examples then matters less. */
const SEEDS = [6, 7, 8];
const LEAST = 3;
/** Most rows of the model: what fits in the file that we want. */
const ROWS = 260_000;
/** How often a round has our own texts, of which there are fewer. */
const OWN_TIMES = 2;

function wordClasses(): WordClassParts {
  const lines = readFileSync(CLASSES, 'utf8').trimEnd().split('\n');
  const classOf = new Map<number, number>();
  const groups = lines.map((line, number) => {
    const [coarse, middle, ...words] = line.split(' ');
    for (const word of words) if (!classOf.has(hashText(word))) classOf.set(hashText(word), number);
    return { coarse: Number(coarse), middle: Number(middle) };
  });
  const words = Int32Array.from(classOf.keys()).sort();
  return {
    words,
    classes: Uint16Array.from(words, (word) => classOf.get(word) ?? 0),
    middle: Uint8Array.from(groups, ({ middle }) => middle),
    coarse: Uint8Array.from(groups, ({ coarse }) => coarse),
  };
}

function examplesOf(set: LabelledSet, book: WordBook): Example[] {
  const words = lexicon();
  return set.documents.flatMap((document) => {
    const sheet = sheetOf(articleOf(document.text), words, book);
    const allowed = allowedLabels(document, sheet.tokens, words);
    return sheet.pieces.map((range) => {
      const features = new Uint32Array((range.to - range.from) * FEATURES);
      for (let at = range.from; at < range.to; at++) {
        featuresOf(sheet, range, at, set.group, features, (at - range.from) * FEATURES);
      }
      return { features, allowed: allowed.slice(range.from, range.to) };
    });
  });
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** What a model was made of, for docs/model-card.md and for whoever wants to make it again. */
function factsOf(sets: readonly LabelledSet[], rounds: number, file: Buffer): string {
  const facts = {
    about: 'Made by shared/entities/train/main.ts (npm run train); do not edit. What it means: docs/model-card.md.',
    seeds: SEEDS,
    rounds,
    least: LEAST,
    ownTimes: OWN_TIMES,
    wordClasses: sha256(readFileSync(CLASSES)),
    sets: sets.map(({ name, licence, documents }) => ({
      name,
      licence,
      documents: documents.length,
      words: documents.reduce((sum, { text }) => sum + countWords(text), 0),
      sha256: sha256(JSON.stringify(documents)),
    })),
    model: { bytes: file.length, sha256: sha256(file) },
  };
  return `${JSON.stringify(facts, null, 1)}\n`;
}

function shuffled(numbers: number[], random: () => number): number[] {
  const list = [...numbers];
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] ?? 0, list[at] ?? 0];
  }
  return list;
}

function main(args: readonly string[]): void {
  const value = (name: string): string | undefined => args[args.indexOf(name) + 1 || args.length];
  const rounds = Number(value('--rounds') ?? 5);
  const classes = wordClasses();
  const book = new WordBook(lexicon(), new Classes(classes));
  const own = ownSet(path.join(ROOT, 'corpus'));
  const sets = [...publicSets(SETS), own];
  const started = performance.now();
  const examples: Example[] = [];
  const order: number[] = [];
  for (const set of sets) {
    const made = examplesOf(set, book);
    for (const example of made) {
      for (let time = 0; time < (set === own ? OWN_TIMES : 1); time++) order.push(examples.length);
      examples.push(example);
    }
    const words = set.documents.reduce((sum, { text }) => sum + countWords(text), 0);
    console.log(
      `${set.name}: ${set.documents.length} documents, ${words} words, ${made.length} pieces of sentences (${set.licence})`,
    );
  }
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  console.log(`features: ${seconds()}`);
  const trained = SEEDS.map((seed) => {
    const perceptron = new Perceptron(examples, LEAST);
    const random = randomFrom(seed);
    for (let round = 1; round <= rounds; round++) {
      const wrong = perceptron.round(shuffled(order, random));
      console.log(`seed ${seed}, round ${round}: ${(100 * wrong).toFixed(2)} % of the tokens changed, ${seconds()}`);
    }
    return perceptron.averaged();
  });
  const file = writeModel({ ...compress(meanOf(trained), ROWS), ...classes });
  const out = value('--out') ?? OUTPUT;
  writeFileSync(out, file);
  writeFileSync(`${out}.generated.json`, factsOf(sets, rounds, file));
  console.log(`${out}: ${file.length} bytes`);
}

main(process.argv.slice(2));
