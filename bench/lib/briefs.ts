import { base, en, Faker } from '@faker-js/faker';

/**
 * Invented briefs in the form of the serials that Dateline reads: header line, six paragraphs of about 130 words,
 * people by full name and then surname, cited outlets. The same seed makes the same briefs. They are made to load the
 * pipeline as news does, where a few names are in most articles; they are no measure of what is found in them.
 */
export interface Brief {
  name: string;
  text: string;
}

const PEOPLE = 2_000;
const ORGANISATIONS = 300;
const PLACES = 200;
const PARAGRAPHS = 6;
const WORDS_A_PARAGRAPH = 130;
/** The months that the briefs are spread over. */
const FIRST_DAY = Date.UTC(1999, 0, 4);
const DAYS = 3 * 365;
const DAY_MS = 86_400_000;

const OUTLETS = ['Reuters', 'AFP', 'Interfax', 'Kommersant', 'Izvestia', 'Harbour Letter', 'Postimees', 'Ekho'];
const OFFICES = ['Foreign Minister', 'President', 'Prime Minister', 'Defense Minister', 'Governor', 'Ambassador'];
const BODIES = [
  'Development Bank',
  'Transport Commission',
  'Chamber of Commerce',
  'Institute',
  'Shipping Company',
  'Party',
];
const MATTERS = [
  ...['the customs agreement', 'the pipeline', 'the grain quota', 'the border treaty', 'the airport concession'],
  ...['the fisheries dispute', 'the rescheduled debt', 'the peacekeeping mandate', 'the railway tariff'],
];
const SENTENCES = [
  '{office} {person} arrived in {place} on {weekday} for talks with {organisation} about {matter}.',
  '{surname} told reporters that {organisation} had “neither the money nor the patience” to reopen {matter}.',
  'Officials in {place} denied that {matter} had been discussed, and {organisation} declined to comment.',
  'The delegation from {place} included {person}, who had led the earlier round on {matter} in {place}.',
  'Much of what {surname} proposed last month had been rejected by {organisation} in the spring.',
  'According to {person}, the two sides are closer on {matter} than they were a year ago, though neither says so.',
  'A spokesman for {organisation} said that observers would remain in {place} until the end of the year.',
  'It was the third time since June that {surname} had postponed a visit to {place}.',
  'What the statement did not mention was {matter}, which {person} had called the heart of the problem.',
  'If {organisation} withdraws, the costs would fall to {place}, whose budget for this year is already spent.',
  'By contrast, {surname} has said little in public, and that little has been contradicted from {place}.',
  'Both {organisation} and {organisation} claim to have drafted the passage on {matter}.',
];

export function makeBriefs(count: number, seed: number, paragraphs = PARAGRAPHS): Brief[] {
  const faker = new Faker({ locale: [en, base], seed });
  const people = distinct(PEOPLE, () => `${faker.person.firstName()} ${faker.person.lastName()}`);
  const organisations = distinct(ORGANISATIONS, () => `${faker.location.city()} ${faker.helpers.arrayElement(BODIES)}`);
  const places = distinct(PLACES, () =>
    faker.number.float() < 0.5 ? faker.location.city() : faker.location.country(),
  );
  const pick = {
    people: zipf(people, () => faker.number.float()),
    organisations: zipf(organisations, () => faker.number.float()),
    places: zipf(places, () => faker.number.float()),
  };

  function paragraph(cast: readonly string[]): string {
    const sentences: string[] = [];
    for (let words = 0; words < WORDS_A_PARAGRAPH; ) {
      const person = faker.helpers.arrayElement(cast);
      const sentence = faker.helpers.arrayElement(SENTENCES).replace(/\{(\w+)\}/g, (_, slot: string) => {
        switch (slot) {
          case 'person':
            return person;
          case 'surname':
            return person.split(' ').at(-1) ?? person;
          case 'organisation':
            return pick.organisations();
          case 'place':
            return pick.places();
          case 'office':
            return faker.helpers.arrayElement(OFFICES);
          case 'matter':
            return faker.helpers.arrayElement(MATTERS);
          default:
            return faker.date.weekday();
        }
      });
      sentences.push(sentence);
      words += sentence.split(' ').length;
    }
    const cited = faker.helpers.arrayElements(OUTLETS, 2).join(', ');
    return `${sentences.join(' ').slice(0, -1)} (${cited}, ${faker.date.month()} ${faker.number.int({ min: 1, max: 28 })}).`;
  }

  return Array.from({ length: count }, (_, at) => {
    const day = new Date(FIRST_DAY + Math.floor((at / count) * DAYS) * DAY_MS);
    const serial = faker.helpers.arrayElement(['Harbour Letter', 'Monday Survey', 'Strait Watch']);
    const header = [
      `Publication: ${serial} Volume: ${day.getUTCFullYear() - 1994} Issue: ${(at % 250) + 1}`,
      `Date: ${day.toISOString().slice(0, 10)}`,
    ];
    const cast = Array.from({ length: 8 }, pick.people);
    const body = Array.from({ length: paragraphs }, () => paragraph(cast));
    return {
      name: `brief-${String(at).padStart(5, '0')}.txt`,
      text: `${header.join('\n')}\n\n${body.join('\n\n')}\n`,
    };
  });
}

function distinct(count: number, make: () => string): string[] {
  const made = new Set<string>();
  for (let tries = 0; made.size < count && tries < count * 20; tries++) made.add(make());
  return [...made];
}

/** Draws the n-th of a list with a probability that falls as 1/n, as names in news do (Zipf 1949). */
function zipf(values: readonly string[], random: () => number): () => string {
  let total = 0;
  const upTo = values.map((_, at) => (total += 1 / (at + 1)));
  return () => {
    const mark = random() * total;
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < mark) low = middle + 1;
      else high = middle;
    }
    return values[low] ?? '';
  };
}
