import { base, en, Faker } from '@faker-js/faker';
import {
  ARTICLES,
  entityIndex,
  indexPartition,
  monthKey,
  monthOf,
  publicationIndex,
  RECEIPTS,
  valueKey,
  versionsIndex,
} from '../../../shared/archive/keys';
import { signatureOf } from '../../../shared/archive/plan';
import type { EntityRef, EntityType, Extractor } from '../../../shared/extractors/extractor';
import { versionsOf } from '../../../shared/extractors/registry';
import { PARSER_VERSION } from '../../../shared/formats/version';
import type { Item } from '../../../shared/ports';

/** Distinct entities of one article: what the extractor finds in a brief of the seed's size (docs/data-model.md). */
const ENTITIES_AN_ARTICLE = 26;
/** Names that news may name, and publications; the n-th is drawn 1/n as often as the first (Zipf 1949). */
const ENTITIES = 5_000_000;
const PUBLICATIONS = 200;

const BODIES = [
  'Bank',
  'Board',
  'Chamber',
  'Commission',
  'Council',
  'Fund',
  'Group',
  'Institute',
  'Ministry',
  'Office',
  'Party',
  'Union',
];

/** Where in the life of an archive some seconds are simulated. */
export interface Moment {
  /** The instant of the first simulated second. */
  at: Date;
  /** Articles that the archive held by then, and those of them that were of the same month. */
  articlesBefore: number;
  ofMonthBefore: number;
}

/** What comes in during the simulated seconds, who extracts facts from it, and what the table held before. */
export interface NewsSource {
  readonly extractors: readonly Extractor[];
  brief(): { key: string; body: string };
  /** The items of a partition from before. */
  past(pk: string): Item[];
}

/**
 * News whose names fall by Zipf, and what an archive that took them in for long already holds: whether an entity was
 * ever named before, and in this month, follows from how often it is named and how many articles came before, so that
 * any second of a year can be simulated without those before it. The same seed makes the same news.
 */
export class News implements NewsSource {
  readonly extractors = [castExtractor((title) => this.#casts.get(title) ?? [])];
  readonly #casts = new Map<string, readonly EntityRef[]>();
  readonly #random: () => number;
  readonly #names: { first: string[]; last: string[]; places: string[] };
  /** Chance that an article is in an index, by the pk of its months and of its value. */
  readonly #chances = new Map<string, { index: string; chance: number }>();
  #serial = 0;

  constructor(
    private readonly moment: Moment,
    private readonly shards: number,
    seed: number,
  ) {
    const versions = { parser: PARSER_VERSION, ...versionsOf(this.extractors) };
    const faker = new Faker({ locale: [en, base], seed });
    this.#random = () => faker.number.float();
    const many = (make: () => string) => Array.from({ length: 4_000 }, make);
    this.#names = {
      first: many(() => faker.person.firstName()),
      last: many(() => faker.person.lastName()),
      places: many(() => faker.location.city()),
    };
    for (const index of [ARTICLES, RECEIPTS, versionsIndex(signatureOf(versions))]) this.#expect(index, 1);
  }

  brief(): { key: string; body: string } {
    const cast = new Map<string, EntityRef>();
    while (cast.size < ENTITIES_AN_ARTICLE) {
      const rank = this.#rank(ENTITIES);
      const entity = this.#entity(rank);
      cast.set(entity.id, entity);
      const once = shareOf(rank, ENTITIES);
      this.#expect(entityIndex(entity.id), 1 - (1 - once) ** ENTITIES_AN_ARTICLE);
    }
    const rank = this.#rank(PUBLICATIONS);
    const publication = `Publication ${rank}`;
    this.#expect(publicationIndex(publication), shareOf(rank, PUBLICATIONS));
    const text = [...cast.values()].map(({ name }) => `Officials met ${name} on the matter.`).join(' ');
    const serial = this.#serial++;
    const published = this.moment.at.toISOString().slice(0, 10);
    const title = `Brief ${serial}: officials meet in the capital`;
    this.#casts.set(title, [...cast.values()]);
    const body = JSON.stringify({ title, publication, published, text });
    return { key: `incoming/wire/${published}/brief-${serial}.json`, body };
  }

  past(pk: string): Item[] {
    const expected = this.#chances.get(pk);
    if (!expected) return [];
    const { index, chance } = expected;
    const ever = 1 - (1 - chance) ** (this.moment.articlesBefore - this.moment.ofMonthBefore);
    const { ofMonthBefore } = this.moment;
    const thisMonth = 1 - (1 - chance) ** ofMonthBefore;
    // The second article of a month makes it live (shared/archive/presence.ts).
    const justOne = ofMonthBefore * chance * (1 - chance) ** Math.max(0, ofMonthBefore - 1);
    // One toss for an index, whichever of its partitions is seen first.
    const [one, other] = [toss(index), toss(`${index} of the month`)];
    const month = monthKey(index, monthOf(this.moment.at.toISOString()));
    const state = other < thisMonth - justOne ? 'live' : 'arriving';
    const items: Item[] = [];
    if (other < thisMonth) items.push({ ...month, v: 1, state, shards: this.shards });
    if (one < ever || other < thisMonth) items.push({ ...valueKey(index), v: 1, state: 'live', kind: 'entity', index });
    return items.filter((item) => item.pk === pk);
  }

  #expect(index: string, chance: number): void {
    this.#chances.set(indexPartition(index), { index, chance });
    this.#chances.set(valueKey(index).pk, { index, chance });
  }

  /** Ranks from 1, the n-th as 1/n: the inverse of the harmonic numbers, which are log-like. */
  #rank(count: number): number {
    const mark = this.#random() * harmonic(count);
    // Exact for the few that matter, from the integral for the tail.
    for (let rank = 1, sum = 0; rank <= 50; rank++) {
      sum += 1 / rank;
      if (mark < sum) return rank;
    }
    return Math.min(count, Math.max(51, Math.floor(Math.exp(mark - EULER))));
  }

  #entity(rank: number): EntityRef {
    const { first, last, places } = this.#names;
    const pick = (list: readonly string[], salt: string) =>
      list[Math.floor(toss(`${rank}${salt}`) * list.length)] ?? '';
    const kind = toss(`${rank} type`);
    const type: EntityType = kind < 0.55 ? 'PERSON' : kind < 0.8 ? 'ORG' : 'GPE';
    const name =
      type === 'PERSON'
        ? `${pick(first, 'first')} ${pick(last, 'last')}`
        : type === 'ORG'
          ? `${pick(places, 'place')} ${pick(last, 'last')} ${pick(BODIES, 'body')}`
          : pick(places, 'place');
    return { id: `${type.toLowerCase()}:${name.toLowerCase().replaceAll(' ', '-')}-${rank.toString(36)}`, type, name };
  }
}

/** Finds whom a brief was made to name: nothing that is simulated depends on how names are found. */
function castExtractor(castOf: (title: string) => readonly EntityRef[]): Extractor {
  return {
    name: 'entities',
    version: '1.0.0',
    extract({ text, metadata }) {
      return castOf(metadata.title.value).flatMap((value) => {
        const start = text.indexOf(value.name);
        return start < 0 ? [] : [{ kind: 'mention' as const, start, end: start + value.name.length, value }];
      });
    },
  };
}

const EULER = 0.5772156649;
const harmonic = (count: number) => Math.log(count) + EULER + 1 / (2 * count);
const shareOf = (rank: number, count: number) => 1 / (rank * harmonic(count));

/** A number in [0, 1) that is always the same for the same text. */
function toss(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
