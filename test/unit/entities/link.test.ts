import type { MentionDraft } from '../../../shared/extractors/extractor';
import { articleOf, idsIn, mentionsIn, mentionsOf } from './article';

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

/** The mention with these words in an article that its file dates. */
function datedMention(words: string, day: string, text: string): MentionDraft | undefined {
  const article = articleOf([text]);
  const published = { value: day, evidence: { from: 'json-ld' as const, quote: day } };
  const found = mentionsOf({ ...article, metadata: { ...article.metadata, published } });
  return found.find(({ start, end }) => text.slice(start, end) === words);
}

describe('a surname that the article does not give in full', () => {
  test('is unresolved, with the office holders of the name as candidates', () => {
    const mention = mentionOf('Bush', 'Mr. Bush told the governors over breakfast that taxes would not rise.');
    expect(mention).toMatchObject({ value: { id: 'person:bush' }, link: { unresolved: true } });
    expect(candidatesOf(mention)).toEqual(expect.arrayContaining(['person:george-bush', 'person:george-w-bush']));
    expect(mentionOf('Brzezak', 'Mr. Brzezak left.')?.link).toEqual({
      unresolved: true,
      reason: 'a single name that the article does not give in full',
    });
  });

  test('is linked where title, country and day leave exactly one', () => {
    const text = 'Russian President Putin signed the law.';
    expect(datedMention('Putin', '2002-05-01', text)?.value.id).toBe('person:vladimir-putin');
    expect(datedMention('Putin', '1999-05-01', text)?.link?.unresolved).toBe(true);
    expect(datedMention('Putin', '2002-05-01', 'President Putin signed the law.')?.link?.unresolved).toBe(true);
    expect(mentionOf('Putin', text)?.link?.unresolved).toBe(true);
  });

  test('is not that of somebody who has another office or is of the other sex', () => {
    const defence = 'Defense Minister Sergei Ivanov met sailors.';
    expect(mentionOf('Ivanov', defence, 'Foreign Minister Ivanov stayed.')?.link?.unresolved).toBe(true);
    expect(mentionOf('Ivanov', defence, 'Ivanov stayed.')?.value.id).toBe('person:sergei-ivanov');
    const president = 'President George W. Bush spoke.';
    expect(mentionOf('Bush', president, 'Former President Bush slept.')?.link?.unresolved).toBe(true);
    expect(mentionOf('Clinton', 'Bill Clinton played.', 'Mrs. Clinton stayed.')?.link?.unresolved).toBe(true);
  });

  test('is of whom the article has named so far, and open once it has named both', () => {
    const [first, second] = ['Hillary Clinton met the governor. Clinton read.', 'Bill Clinton was in Haiti.'];
    const text = [first, second].join('\n\n');
    const bare = mentionsIn(first, second, 'Clinton slept.').filter(({ start, end }) => end - start === 7);
    expect(text.slice(bare[0]?.start, bare[0]?.end)).toBe('Clinton');
    expect(bare.map(({ value }) => value.id)).toEqual(['person:hillary-clinton', 'person:clinton']);
  });

  test('with an initial only it is nobody in particular', () => {
    expect(mentionOf('I. Ivanov', 'The goalkeeper I. Ivanov saved it.')?.link?.unresolved).toBe(true);
    expect(mentionOf('George Bush', 'George Bush promised it.')?.value.id).toBe('person:george-bush-unresolved');
  });
});

describe('names of several kinds', () => {
  test('a river takes the article, a country does not', () => {
    const text = 'Soldiers crossed the Jordan at night. In Amman the government of Jordan was silent.';
    expect(mentionsIn(text).map(({ value }) => value.id)).toEqual(['loc:jordan-river', 'gpe:amman', 'gpe:jordan']);
    expect(mentionOf('Niger', 'Boats on the upper Niger were loaded.')?.value.id).toBe('loc:niger-river');
    expect(mentionOf('Congo', 'He sailed up the Congo in April.')?.value.id).toBe('loc:congo-river');
  });

  test('a name that a person and a place of the article have needs a word that says which', () => {
    const letter = 'A letter of George Washington was sold.';
    expect(candidatesOf(mentionOf('Washington', letter, 'Washington asked for a mule.'))).toEqual(
      expect.arrayContaining(['person:george-washington', 'gpe:washington']),
    );
    expect(mentionOf('Jordan', 'The comeback of Jordan lasted two seasons.')?.link?.unresolved).toBe(true);
    expect(mentionOf('Jordan', 'Hotels in Jordan are full.', 'Jordan has many.')?.value.id).toBe('gpe:jordan');
    expect(mentionOf('Washington', letter, 'It will be shown in Washington in May.')?.value.id).toBe('gpe:washington');
    expect(
      mentionOf('Lincoln', 'Abraham Lincoln never knew it.', 'It came in a Lincoln, driven by a nephew.')?.link,
    ).toEqual(expect.objectContaining({ unresolved: true }));
    expect(mentionOf('Ford', 'President Gerald Ford slept.', 'Shares of Ford rose.')?.value.id).toBe('org:ford');
    expect(mentionOf('Ford', 'Harrison Ford fell.', 'Ford, 72, walked away.')?.value.id).toBe('person:harrison-ford');
  });

  test('a dateline says where it is', () => {
    expect(mentionOf('Paris', 'PARIS, Texas - A gin burned down outside Paris on Sunday.')?.value.id).toBe(
      'gpe:paris-texas',
    );
    expect(mentionOf('Georgia', 'TBILISI - Parliament in Georgia voted.')?.value.id).toBe('gpe:georgia');
  });

  test('the next of a list says nothing', () => {
    expect(mentionOf('Macedonia', 'Talks were held in Macedonia, Greece and Turkey.')?.link?.unresolved).toBe(true);
  });

  test('words that are names: each only where it is one', () => {
    const ids = idsIn(
      'Theresa May told the Commons that Will Rice may see the bush in May.',
      'Rice left.',
      'Rice is cheap.',
    );
    expect(ids).toEqual(expect.arrayContaining(['Theresa May=person:theresa-may', 'Will Rice=person:will-rice']));
    expect(ids.filter((id) => /^(?:may|May|bush)=/.test(id))).toEqual([]);
    expect(idsIn('May may, Will will, Rice bush.').every((id) => !id.startsWith('Will will'))).toBe(true);
    expect(() => idsIn('A. B. C. a b c I X. de la von O’ -', '(', 'al-', "'s")).not.toThrow();
  });
});

describe('bodies that several countries have', () => {
  test('stand for themselves unless one country is printed with them, or the article speaks of one only', () => {
    expect(mentionOf('Foreign Ministry', 'The Foreign Ministry lost an umbrella.')?.value.id).toBe(
      'org:foreign-ministry-unresolved',
    );
    expect(mentionOf('Foreign Ministry', 'Russia’s ships left. Poland’s Foreign Ministry protested.')?.value.id).toBe(
      'org:polish-foreign-ministry',
    );
    expect(mentionOf('Foreign Ministry', 'TOKYO - Japanese police called the Foreign Ministry.')?.value.id).toBe(
      'org:japanese-foreign-ministry',
    );
    const two = 'Japanese and Chinese envoys met. The Foreign Ministry was silent.';
    expect(mentionOf('Foreign Ministry', two)?.link?.unresolved).toBe(true);
  });

  test('a paper is told by where the article is, an acronym by what the article explains', () => {
    expect(mentionOf('The Monitor', 'KAMPALA - President Museveni read The Monitor.')?.value.id).toBe(
      'org:the-monitor',
    );
    expect(mentionOf('The Monitor', 'The minister read The Monitor.')?.link?.unresolved).toBe(true);
    expect(mentionOf('AP', 'BAGHDAD (AP) - A pipeline was repaired.')?.value.id).toBe('org:associated-press');
    expect(mentionOf('AP', 'The Alpine Path (AP) is shut. Hikers sued AP.')?.value.id).toBe('org:alpine-path');
    expect(mentionOf('AP', 'Andhra Pradesh (AP) wants water.')?.value.id).toBe('gpe:andhra-pradesh');
    expect(mentionOf('XQZ', 'The XQZ opened an office.')?.link?.unresolved).toBe(true);
  });

  test('an expansion that leaves the end of an acronym out explains it', () => {
    const osce = 'The Organization for Security and Cooperation (OSCE) sent monitors.';
    expect(idsIn(osce).filter((id) => !id.includes('osce'))).toEqual([]);
    const invented = idsIn('The Forum for Economic Development and Trade (FEDTA) met. FEDTA is new.');
    expect(new Set(invented.map((id) => id.split('=')[1]))).toEqual(
      new Set(['org:forum-for-economic-development-and-trade']),
    );
  });
});

describe('peoples and seats of governments', () => {
  test('a people says which country it is of, where that is one', () => {
    expect(mentionOf('Russian', 'Russian ships left.')?.country).toEqual({
      ...{ id: 'gpe:russia', type: 'GPE', name: 'Russia', wikidata: 'Q159' },
    });
    expect(mentionOf('Kurdish', 'Kurdish fighters left.')?.country).toBeUndefined();
  });

  test('a compound yields its parts', () => {
    const parts = mentionsIn('The Russian-European-U.S. talks on the Russia-NATO council ended.');
    expect(parts.map(({ value, country }) => [value.id, country?.id])).toEqual([
      ['norp:russian', 'gpe:russia'],
      ['norp:european', undefined],
      ['gpe:united-states', undefined],
      ['gpe:russia', undefined],
      ['org:nato', undefined],
    ]);
  });

  test('a capital that says or decides something stands for its government, and stays a place', () => {
    const mention = mentionOf('Moscow', 'Moscow rejected the offer.');
    expect(mention).toMatchObject({ value: { id: 'gpe:moscow' }, standsFor: { id: 'gpe:russia' } });
    expect(mentionOf('Moscow', 'An official in Moscow rejected the offer.')?.standsFor).toBeUndefined();
    expect(mentionOf('Moscow', 'Rain fell on Moscow.')?.standsFor).toBeUndefined();
    expect(mentionOf('Munich', 'Munich rejected the offer.')?.standsFor).toBeUndefined();
  });

  test('the Kremlin is a body when it acts and a building when one is in it', () => {
    const acts = mentionOf('Kremlin', 'The Kremlin denied it.');
    expect(acts).toMatchObject({ value: { id: 'org:kremlin', type: 'ORG' }, standsFor: { id: 'gpe:russia' } });
    const building = mentionOf('Kremlin', 'They met in the Kremlin on Monday.');
    expect(building?.value).toMatchObject({ id: 'fac:kremlin', type: 'FAC' });
    expect(building?.standsFor).toBeUndefined();
  });

  test('Brussels stands for the Union only where the article speaks of nothing else there', () => {
    expect(mentionOf('Brussels', 'The EU met. Brussels agreed.')?.standsFor?.id).toBe('org:european-union');
    expect(mentionOf('Brussels', 'The EU and NATO met. Brussels agreed.')?.standsFor).toBeUndefined();
  });
});
