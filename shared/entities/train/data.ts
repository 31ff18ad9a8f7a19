import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { ParsedArticle } from '../../article/schema';
import { splitSentences } from '../../article/sentences';
import type { Lexicon } from '../lexicon';
import { isCapital } from '../runs';
import { beginOf, insideOf, LABELS, type NameType } from '../tagger/labels';
import { OWN_GROUP } from '../tagger/tagger';
import type { Token } from '../tokens';
import { isSealed, readCorpus } from './corpus';

/** A name as a set has it: what it may be in our types, for few sets tell all of them apart. */
interface Gold {
  readonly start: number;
  readonly end: number;
  readonly may: readonly NameType[];
}

export interface Document {
  readonly text: string;
  readonly golds: readonly Gold[];
  /** Types that the set does not label: a name of one may be among what it has no label for. */
  readonly unlabelled: readonly NameType[];
}

/** A set of documents that one group labelled by one set of conventions. */
export interface LabelledSet {
  readonly name: string;
  readonly group: number;
  readonly licence: string;
  readonly documents: readonly Document[];
}

/** Groups of conventions. What the tagger says is said by those of our own guide. */
const GROUPS = { own: OWN_GROUP, crossner: 2, wikigold: 3, tweets: 4, contracts: 5 } as const;

interface Source {
  readonly file: string;
  readonly group: number;
  readonly licence: string;
  /** Label as the set prints it → our types. What is not here is dropped. */
  readonly labels: Readonly<Record<string, readonly NameType[]>>;
  readonly unlabelled: readonly NameType[];
  /** Every how manyth document is taken; 1 when not given. */
  readonly every?: number;
}

const PLACE: readonly NameType[] = ['GPE', 'LOC', 'FAC'];
const REST: readonly NameType[] = ['NORP', 'EVENT', 'LAW', 'PRODUCT', 'OTHER'];
const UNLABELLED: readonly NameType[] = ['NORP', 'EVENT', 'LAW', 'PRODUCT', 'MONEY', 'OTHER'];
const MIT = 'MIT (Wikipedia text)';
const BY = 'CC BY 4.0';

const CROSSNER: Source['labels'] = {
  ...Object.fromEntries(
    ['person', 'politician', 'writer', 'researcher', 'scientist', 'musicalartist'].map((l) => [l, ['PERSON']]),
  ),
  ...Object.fromEntries(
    ['organisation', 'politicalparty', 'university', 'band', 'magazine', 'academicjournal'].map((l) => [l, ['ORG']]),
  ),
  country: ['GPE', 'LOC'],
  location: PLACE,
  ...Object.fromEntries(['election', 'event', 'conference'].map((l) => [l, ['EVENT']])),
  misc: REST,
  product: ['PRODUCT', 'OTHER'],
  ...Object.fromEntries(
    ['book', 'poem', 'album', 'song', 'award', 'literarygenre', 'musicgenre', 'programlang', 'astronomicalobject'].map(
      (l) => [l, ['OTHER']],
    ),
  ),
};
const WIKI: Source['labels'] = { PER: ['PERSON'], ORG: ['ORG'], LOC: PLACE, MISC: REST };
const WNUT: Source['labels'] = {
  person: ['PERSON'],
  location: PLACE,
  corporation: ['ORG'],
  group: ['ORG'],
  product: ['PRODUCT'],
  'creative-work': ['OTHER'],
};

const crossner = (file: string): Source => ({
  file: `crossner_${file}`,
  group: GROUPS.crossner,
  licence: MIT,
  labels: CROSSNER,
  unlabelled: ['NORP', 'LAW', 'PRODUCT', 'MONEY', 'OTHER'],
});

/** Sets marked train, without those that are CC BY-SA (whether a model is a work based on its data is an open question)
 * and without those whose labels are noisy (gum_clean) or mostly of other things (multiner_gov). */
const SOURCES: readonly Source[] = [
  ...['pol_train', 'pol_dev', 'ai', 'literature', 'music', 'science'].map(crossner),
  { file: 'wikigold', group: GROUPS.wikigold, licence: BY, labels: WIKI, unlabelled: ['MONEY', 'OTHER', 'NORP'] },
  { file: 'btc', group: GROUPS.tweets, licence: BY, labels: WIKI, unlabelled: UNLABELLED, every: 3 },
  { file: 'wnut_train', group: GROUPS.tweets, licence: BY, labels: WNUT, unlabelled: UNLABELLED },
  { file: 'sec_train', group: GROUPS.contracts, licence: 'CC BY 3.0', labels: WIKI, unlabelled: UNLABELLED },
];

const Line = z.object({
  id: z.string(),
  text: z.string(),
  spans: z.array(z.tuple([z.int(), z.int(), z.string(), z.string()])),
});

/** The public sets that lie beside the repository. */
export function publicSets(folder: string): LabelledSet[] {
  return SOURCES.map(({ file, group, licence, labels, unlabelled, every = 1 }) => ({
    name: file,
    group,
    licence,
    documents: readFileSync(path.join(folder, `${file}.jsonl`), 'utf8')
      .split('\n')
      .filter((line, at) => line !== '' && at % every === 0)
      .map((line) => {
        const { text, spans } = Line.parse(JSON.parse(line));
        const golds = spans.flatMap(([start, end, , printed]) => {
          const may = labels[printed];
          return may === undefined ? [] : [{ start, end, may }];
        });
        return { text, golds, unlabelled };
      }),
  }));
}

/** Our own corpus, but for its sealed tenth and the second labellings. */
export function ownSet(folder: string): LabelledSet {
  const files = readCorpus(folder).filter(({ second, content }) => !second && !isSealed(content));
  return {
    name: 'corpus',
    group: GROUPS.own,
    licence: 'MIT (ours)',
    documents: files.map(({ content: { text, spans } }) => ({
      text,
      golds: spans.filter(({ inside }) => !inside).map(({ start, end, type }) => ({ start, end, may: [type] })),
      unlabelled: ['OTHER'],
    })),
  };
}

/** A text as an article: each line is a paragraph. */
export function articleOf(text: string): Pick<ParsedArticle, 'text' | 'paragraphs' | 'sentences'> {
  const paragraphs = [...text.matchAll(/[^\n]*\S[^\n]*/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
    kind: 'body' as const,
  }));
  return { text, paragraphs, sentences: splitSentences(text, paragraphs) };
}

const bits = (types: readonly NameType[], label: (type: NameType) => number): number =>
  types.reduce((mask, type) => mask | (1 << label(type)), 0);

const ANY = (2 ** LABELS - 1) | 0;

/** For each token, bits of the labels that it may have by what its set says. */
export function allowedLabels(
  { text, golds, unlabelled }: Document,
  tokens: readonly Token[],
  words: Lexicon,
): Uint32Array {
  const missing = bits(unlabelled, beginOf) | bits(unlabelled, insideOf);
  const masks = Uint32Array.from(tokens, (token) => {
    const unsure = isCapital(token) || /^[\d$€£¥]/.test(token.text) || unlabelled.length === 1;
    return unsure || missing === 0 ? 1 | missing : 1 | bits(unlabelled, insideOf);
  });
  for (const gold of golds) {
    const range = tokensOf(text, gold, tokens);
    const may = narrowed(text.slice(gold.start, gold.end), gold.may, words);
    for (let at = range.from; at < range.to; at++) masks[at] = bits(may, at === range.from ? beginOf : insideOf);
  }
  return masks.map((mask) => mask & ANY);
}

/** The tokens of a name by our conventions: without "the" and 's. */
function tokensOf(text: string, { start, end }: Gold, tokens: readonly Token[]): { from: number; to: number } {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  let to = low;
  while (to < tokens.length && (tokens[to]?.start ?? 0) < end && tokens[to]?.kind !== 'boundary') to++;
  let from = low;
  while (to > from + 1 && tokens[to - 1]?.kind === 'possessive') to--;
  if (to > from + 1 && tokens[from]?.text === 'the' && !text.startsWith('The', start)) from++;
  return { from, to };
}

/** A place that the lexicon has as one kind is of that kind. */
function narrowed(name: string, may: readonly NameType[], words: Lexicon): readonly NameType[] {
  if (may.length < 2 || !may.includes('GPE')) return may;
  const known = words.find(name)?.type;
  return known === 'GPE' || known === 'LOC' ? [known] : may;
}
