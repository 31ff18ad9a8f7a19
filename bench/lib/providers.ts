import nlp from 'compromise';
import winkModel from 'wink-eng-lite-web-model';
import wink from 'wink-nlp';
import * as z from 'zod';
import type { ParsedArticle } from '../../shared/article/schema';
import { entityExtractor } from '../../shared/entities/extractor';
import { lexicon } from '../../shared/entities/lexicon';
import { recognise } from '../../shared/entities/recognise';
import type { EntityType, Extractor } from '../../shared/extractors/extractor';
import { Reading } from '../../shared/extractors/reading';
import { extractorsFor } from '../../shared/extractors/registry';

/** `[start, end)` in UTF-16 code units, and the label that the public sets give it. */
export type Span = readonly [start: number, end: number, label: string];

/** Whatever finds names in a text, to be compared with another. */
export interface NameProvider {
  readonly what: string;
  find(article: ParsedArticle): Promise<readonly Span[]> | readonly Span[];
}

/** The labels of the sets fold countries, towns and buildings into LOC. */
export const LABELS: Record<EntityType, string> = {
  PERSON: 'PER',
  ORG: 'ORG',
  GPE: 'LOC',
  LOC: 'LOC',
  FAC: 'LOC',
  NORP: 'NORP',
  EVENT: 'EVENT',
  LAW: 'LAW',
  PRODUCT: 'PRODUCT',
  MONEY: 'MONEY',
};

const ofMentions = (extractor: Extractor) => async (article: ParsedArticle) => {
  const context = { annotations: [], reading: new Reading(article, []), dating: undefined };
  const found = await extractor.extract(article, context);
  return found.flatMap(({ kind, start, end, value }): Span[] =>
    kind === 'mention' ? [[start, end, LABELS[value.type]]] : [],
  );
};

const Found = z.array(z.object({ offset: z.object({ start: z.int(), length: z.int() }) }));

/** The names of persons, places and bodies that compromise sees, without the titles that it takes for a part of them. */
function byCompromise({ text }: ParsedArticle): Span[] {
  const doc = nlp(text);
  const of = (view: { json(options: object): unknown }, label: string): Span[] =>
    Found.parse(view.json({ offset: true })).map(({ offset: { start, length } }) => [start, start + length, label]);
  const people = doc.people().not('#Honorific');
  return [...of(people, 'PER'), ...of(doc.places(), 'LOC'), ...of(doc.organizations(), 'ORG')];
}

const tagged = wink(winkModel);

/** Those that `bench/entities.ts --provider` compares. */
export const PROVIDERS = {
  embedded: { what: 'the extractor of a stage without a network', find: ofMentions(entityExtractor) },
  rules: {
    what: 'its rules and gazetteer without the tagger and without linking',
    find: (article) => recognise(article, lexicon()).map(({ start, end, type }): Span => [start, end, LABELS[type]]),
  },
  comprehend: {
    what: 'Amazon Comprehend, which needs credentials and costs money',
    find: async (article) => {
      const [entities] = extractorsFor('comprehend');
      return entities ? ofMentions(entities)(article) : [];
    },
  },
  compromise: { what: 'compromise 14, the best of npm', find: byCompromise },
  'wink-nlp': {
    what: 'wink-nlp with its light model, which has no names: for its speed',
    find: ({ text }) => {
      tagged.readDoc(text).entities().out();
      return [];
    },
  },
} as const satisfies Record<string, NameProvider>;
