import type { MentionDraft } from '../../../shared/extractors/extractor';
import { mentionsIn } from './article';

/** The mention whose words are these, the last one of them. */
function mentionOf(words: string, ...paragraphs: string[]): MentionDraft | undefined {
  const text = paragraphs.join('\n\n');
  return mentionsIn(...paragraphs).findLast(({ start, end }) => text.slice(start, end) === words);
}

const candidatesOf = (mention: MentionDraft | undefined) => mention?.link?.candidates?.map(({ id }) => id);

describe('places of one name', () => {
  test('what the article names decides, and is the reason', () => {
    const country = mentionOf('Georgia', 'Officials in Georgia said on Monday that Tbilisi would sign the accord.');
    expect(country?.value).toEqual({ id: 'gpe:georgia', type: 'GPE', name: 'Georgia', wikidata: 'Q230' });
    expect(country?.link).toEqual({ reason: 'the article names Tbilisi' });
    const state = mentionOf('Georgia', 'Voters in Georgia went to the polls, with long queues in Atlanta.');
    expect(state?.value.id).toBe('gpe:georgia-u-s-state');
    expect(state?.value.wikidata).toBeUndefined();
  });

  test('without evidence, or with evidence for both, it stays open', () => {
    const silent = mentionOf('Georgia', 'Officials in Georgia said on Monday that the accord would be signed.');
    expect(silent?.value.id).toBe('gpe:georgia-unresolved');
    expect(candidatesOf(silent)).toEqual(['gpe:georgia', 'gpe:georgia-u-s-state']);
    const both = mentionOf('Georgia', 'Officials in Georgia flew from Tbilisi to Atlanta on Monday.');
    expect(both?.value.id).toBe('gpe:georgia-unresolved');
  });

  test('what is printed beside the name decides for the whole article', () => {
    const paragraphs = ['A fair opened in Paris, Texas, on Friday.', 'Hotels in Paris were full, the mayor said.'];
    expect(mentionOf('Paris', ...paragraphs)).toMatchObject({
      value: { id: 'gpe:paris-texas', geonames: '4717560' },
      link: { reason: 'printed as Paris, Texas elsewhere in the article' },
    });
    expect(mentionOf('Paris', 'Ministers met in Paris on Friday.')?.value.id).toBe('gpe:paris');
    expect(
      mentionOf('Paris', 'Students from Paris, Texas, flew to Paris, France.', 'They liked Paris a lot.')?.value.id,
    ).toBe('gpe:paris-unresolved');
  });

  test('the best known place needs no evidence, but gives way to that of another', () => {
    expect(mentionOf('Washington', 'Talks will be held in Washington on Friday.')?.value.id).toBe('gpe:washington');
    expect(
      mentionOf('Washington', 'Fires spread in Washington on Friday, from Spokane and Yakima to the coast.')?.value.id,
    ).toBe('gpe:washington-state');
    expect(mentionOf('Washington', 'Talks will be held in Washington on Friday, Seattle said.')?.value.id).toBe(
      'gpe:washington-unresolved',
    );
  });

  test('towns that nobody could tell apart are listed', () => {
    expect(candidatesOf(mentionOf('Hyderabad', 'Traders in Hyderabad closed their shops.'))).toEqual([
      'gpe:hyderabad-india',
      'gpe:hyderabad-pakistan',
    ]);
    expect(mentionOf('Hyderabad', 'Traders in Hyderabad, Pakistan, closed their shops.')?.value.id).toBe(
      'gpe:hyderabad-pakistan',
    );
  });
});

describe('persons of one surname', () => {
  const both = 'Foreign Minister Igor Ivanov met Defense Minister Sergei Ivanov on Monday.';

  test('stay open, with whom they may be', () => {
    const mention = mentionOf('Ivanov', both, 'Later Ivanov left.');
    expect(mention?.value.id).toBe('person:ivanov');
    expect(candidatesOf(mention)).toEqual(['person:igor-ivanov', 'person:sergei-ivanov']);
  });

  test('are told apart by the title that is printed with each', () => {
    const mention = mentionOf('Ivanov', both, 'Later Defense Minister Ivanov left.');
    expect(mention?.value.id).toBe('person:sergei-ivanov');
    expect(mention?.link).toEqual({ reason: '"defense minister" and surname of Sergei Ivanov' });
  });

  test('are told apart by the first middle initial', () => {
    const bushes = 'George H. W. Bush met George W. Bush on Monday.';
    expect(mentionOf('George W. Bush', bushes)?.value.id).toBe('person:george-w-bush');
    expect(mentionOf('George H. W. Bush', bushes)?.value.id).toBe('person:george-h-w-bush');
    expect(mentionOf('Bush', bushes, 'Later Mr. Bush left.')?.link?.candidates).toHaveLength(2);
  });

  test('are told apart by Mr. and Mrs. where that is certain', () => {
    const couple = 'Bill Clinton and Hillary Clinton spoke in Chicago.';
    expect(mentionOf('Clinton', couple, 'Later Mrs. Clinton left.')?.value.id).toBe('person:hillary-clinton');
    expect(mentionOf('Ivanov', both, 'Later Mr. Ivanov left.')?.value.id).toBe('person:ivanov');
  });
});

test('every mention says why it is linked', () => {
  const mentions = mentionsIn('Tendai Moyo of the UN left Harare for Kigali. Moyo praised Kagame.');
  expect(mentions.map(({ value, link }) => [value.id, link?.reason])).toEqual([
    ['person:tendai-moyo', 'full name'],
    ['org:united-nations', 'in the gazetteer, as another name of United Nations'],
    ['gpe:harare', 'in the gazetteer'],
    ['gpe:kigali', 'in the gazetteer'],
    ['person:tendai-moyo', 'surname of Tendai Moyo, named in full in paragraph 1'],
    ['person:kagame', 'a single name that the article does not give in full'],
  ]);
});
