import * as fc from 'fast-check';
import { analyse } from '../../../shared/extractors/annotate';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const EXTRACTORS = extractorsFor('embedded');

/** The article as one that is known to have been published on 2000-12-20. */
async function read(...paragraphs: string[]) {
  const article = articleOf(paragraphs);
  const published = { value: '2000-12-20', evidence: { from: 'header' as const, quote: '2000-12-20' } };
  const publication = { value: 'Monitor', evidence: { from: 'header' as const, quote: 'Monitor' } };
  const facts = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
  const metadata = { ...article.metadata, published, publication };
  return (await analyse({ ...article, metadata }, EXTRACTORS, facts)).annotations;
}

/** "outlet day" of each cite. */
async function cites(...paragraphs: string[]): Promise<string[]> {
  return (await read(...paragraphs)).flatMap((found) =>
    found.kind === 'citation'
      ? found.value.cites.map(({ source, date }) => `${source.name} ${date?.value ?? 'undated'}`)
      : [],
  );
}

async function references(...paragraphs: string[]): Promise<string[]> {
  return (await read(...paragraphs)).flatMap((found) =>
    found.kind === 'cross-reference'
      ? found.value.targets.map(
          ({ publication, date, volume, issue }) => `${publication} ${date?.value ?? `${volume}/${issue}`}`,
        )
      : [],
  );
}

test.each([
  ['(Reuters, Kommersant, December 16)', ['Reuters 2000-12-16', 'Kommersant 2000-12-16']],
  ['(Izvestia, December 15; Kommersant, December 16)', ['Izvestia 2000-12-15', 'Kommersant 2000-12-16']],
  [
    '(ITAR-TASS, October 18, 28; Novaya Gazeta, October 25)',
    ['ITAR-TASS 2000-10-18', 'ITAR-TASS 2000-10-28', 'Novaya Gazeta 2000-10-25'],
  ],
  ['(Reuters, December 15, Kommersant, December 16)', ['Reuters 2000-12-15', 'Kommersant 2000-12-16']],
  ['(press release, March 15)', ['press release 2000-03-15']],
  ['(Minenergy.gov.az, April 2, 8)', ['Minenergy.gov.az 2000-04-02', 'Minenergy.gov.az 2000-04-08']],
  ['(Russian agencies, February 8)', ['Russian agencies 2000-02-08']],
  ['(RFE/RL 16.v.02)', ['RFE/RL 2002-05-16']],
  ['(Interfax, December 3-5)', ['Interfax 2000-12-03', 'Interfax 2000-12-04', 'Interfax 2000-12-05']],
  ['(Interfax, 4 May; www.kommersant.ru, 5 May 1999)', ['Interfax 2000-05-04', 'Kommersant 1999-05-05']],
  ['(Reuters and AFP, December 16)', ['Reuters 2000-12-16', 'AFP 2000-12-16']],
  ['(Reuters, AFP)', ['Reuters undated', 'AFP undated']],
  ['(Lastochka Weekly, December 30)', ['Lastochka Weekly 1999-12-30']],
  ['(Lastochka Weekly, December 24)', ['Lastochka Weekly 2000-12-24']],
  ['(Reuters, Kommersant, December 16.)', ['Reuters 2000-12-16', 'Kommersant 2000-12-16']],
  ['(Sources: Reuters, AFP, December 16)', ['Reuters 2000-12-16', 'AFP 2000-12-16']],
  [
    '(Today, May 2; The Guardian, Lagos, May 3; Vanguard, May 4)',
    ['Today 2000-05-02', 'The Guardian 2000-05-03', 'Vanguard (Lagos) 2000-05-04'],
  ],
  ['(see also AFP, 25 June)', ['AFP 2000-06-25']],
  ['(NRK, 16/12)', ['NRK 2000-12-16']],
  ['(Radio Omega, in Somali, 1500 gmt 12 Mar 97)', ['Radio Omega 1997-03-12']],
  ['(Ming Pao, July 2 [online edition]; Xinhua, accessed July 3)', ['Ming Pao 2000-07-02', 'Xinhua 2000-07-03']],
  ['(Reuters, July 7; “Tien Resigns,” Harbour Post, July 8)', ['Reuters 2000-07-07', 'Harbour Post 2000-07-08']],
  ['(“Danas,” May 13; "Vijesti", "Delo", May 14)', ['Danas 2000-05-13', 'Vijesti 2000-05-14', 'Delo 2000-05-14']],
  ['(Expresso, April 7: “A Happy Family”)', ['Expresso 2000-04-07']],
  ['(press service of the National Bank, June 19)', ['press service of the National Bank 2000-06-19']],
  ['(Reuters, May 4; some of what people say; AFP, May 5)', ['Reuters 2000-05-04', 'AFP 2000-05-05']],
  ['(AP/AFP, December 16)', ['AP 2000-12-16', 'AFP 2000-12-16']],
  ['(Interfax, in Russian, 1214 GMT, December 16)', ['Interfax 2000-12-16']],
  ['(Izvestia via Reuters, December 16)', ['Izvestia 2000-12-16', 'Reuters 2000-12-16']],
  ['(AFP, December 15, cited by Izvestia, December 16)', ['AFP 2000-12-15', 'Izvestia 2000-12-16']],
  ['(Reuters, December 15, and AFP, December 16)', ['Reuters 2000-12-15', 'AFP 2000-12-16']],
  ['(Reuters, December 14; Ibid., December 15)', ['Reuters 2000-12-14', 'Reuters 2000-12-15']],
  ['(various sources, December 16)', ['various sources 2000-12-16']],
])('in parentheses: %s', async (parenthesis, expected) => {
  expect(await cites(`The two sides failed to agree ${parenthesis}.`)).toEqual(expected);
});

test('after the full stop', async () => {
  expect(await cites('The two sides failed to agree. (AP, Itar-Tass, December 4) They will meet again.')).toEqual([
    'AP 2000-12-04',
    'ITAR-TASS 2000-12-04',
  ]);
});

test.each([
  ['Interfax reported May 1 that the bridge had fallen.', ['Interfax 2000-05-01']],
  ['According to a report in Izvestia on Thursday, he has left.', ['Izvestia 2000-12-14']],
  ['On December 5 Kommersant wrote that the deal was off.', ['Kommersant 2000-12-05']],
  ['He told Interfax on Friday that he was ill.', ['Interfax 2000-12-15']],
  ['The December 16 issue of Kommersant said as much.', ['Kommersant 2000-12-16']],
  ['The newspaper Nasha Lastochka wrote that the deal was off.', ['Nasha Lastochka undated']],
  ['It rained, the agency Prime-Tass reported.', ['Prime-TASS undated']],
  ['Interfax reported that he will leave on January 5.', ['Interfax undated']],
])('in running text: %s', async (sentence, expected) => {
  expect(await cites(sentence)).toEqual(expected);
});

test.each([
  'The Organization for Security and Cooperation (OSCE) met.',
  'NATO leaders (probably with an eye on the press) are insisting on it.',
  'He bought shares of Reuters in Moscow.',
  'Talks were held (Lisbon, December 2) and failed.',
  'The British Broadcasting Corporation (BBC) was founded in 1922.',
  'It was signed (December 16) and forgotten.',
  'The law (No. 123, December 14) was signed.',
  'He (born in 1952) left (Section 4, June 5).',
])('no citation: %s', async (sentence) => {
  expect(await cites(sentence)).toEqual([]);
});

test.each([
  ['(see the Monitor, February 9, 17)', ['Monitor 2000-02-09', 'Monitor 2000-02-17']],
  ['(See Monitor, December 3-4)', ['Monitor 2000-12-03', 'Monitor 2000-12-04']],
  ['(see EDM, March 28)', ['Eurasia Daily Monitor 2000-03-28']],
  ['(see also Fortnight in Review, May 5; Monitor, May 9)', ['Fortnight in Review 2000-05-05', 'Monitor 2000-05-09']],
  ['(see "Deal Signed," EDM, March 28)', ['Eurasia Daily Monitor 2000-03-28']],
  ['(see EDM, Volume 3, Issue 55)', ['Eurasia Daily Monitor 3/55']],
  ['(Monitor, December 7)', ['Monitor 2000-12-07']],
  ['(see the December 7 Monitor)', ['Monitor 2000-12-07']],
  ['(see yesterday’s Monitor)', ['Monitor 2000-12-19']],
  ['(see “Monitor,” December 7)', ['Monitor 2000-12-07']],
  ['(as reported in the Monitor, December 7)', ['Monitor 2000-12-07']],
  ['(see EDM Volume 3, Issue 55)', ['Eurasia Daily Monitor 3/55']],
  ['(see the Monitor, May 9, and EDM, May 5)', ['Monitor 2000-05-09', 'Eurasia Daily Monitor 2000-05-05']],
])('references: %s', async (parenthesis, expected) => {
  expect(await references(`The two sides failed to agree ${parenthesis}.`)).toEqual(expected);
  expect(await cites(`The two sides failed to agree ${parenthesis}.`)).toEqual([]);
});

test.each(['(see below)', '(see NATO, page 5)', '(seen in December)'])('no reference: %s', async (parenthesis) => {
  expect(await references(`They failed ${parenthesis}.`)).toEqual([]);
});

test('a citation supports the sentences since the one before it in the paragraph', async () => {
  const found = await read(
    'One is so. Two is so (Reuters, December 5). Three is so (AFP, December 6).',
    'Four is so (AP, December 7).',
  );
  const supports = found.flatMap((each) => (each.kind === 'citation' ? [each.value.supports] : []));
  expect(supports).toEqual([
    { first: 0, last: 1 },
    { first: 2, last: 2 },
    { first: 3, last: 3 },
  ]);
});

test('a list of 500 sources', async () => {
  const list = Array.from({ length: 500 }, (_, at) => `Outlet Number${at}, December ${(at % 15) + 1}`).join('; ');
  expect(await cites(`${'It is what they said of it at the time. '.repeat(60)}It is so (${list}).`)).toHaveLength(500);
});

test('brackets, quotes and digits in any order are read without an error', async () => {
  const pieces = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '"',
    '“',
    '”',
    '12',
    'December 5',
    'Reuters',
    ',',
    ';',
    'see',
    'the Monitor',
    '. ',
    ' ',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 60 }), async (all) => {
      const text = `x${all.join(' ')}`;
      for (const { start, end } of await read(text)) expect(text.slice(start, end).trim()).not.toBe('');
    }),
    { numRuns: 60 },
  );
});

describe('names that no registry has, in running text', () => {
  test.each([
    ['In Greenland, Sermitsiaq reported on 28 December that it would rain.', ['Sermitsiaq 1999-12-28']],
    [
      'Rain is ahead, according to ActuNiger, 2 March, and Sahel TV, 3 March.',
      ['ActuNiger 2000-03-02', 'Sahel TV 2000-03-03'],
    ],
    ['He told Mareb Press in an interview published April 11 that it rained.', ['Mareb Press 2000-04-11']],
    ['"Vijesti" wrote on 15 May that it rained.', ['Vijesti 2000-05-15']],
    ['The Harbour Times, in its issue of 10 March, says that it rained.', ['Harbour Times 2000-03-10']],
    ['Interfax and uza.uz reported on 16 December that it rained.', ['Interfax 2000-12-16', 'UzA 2000-12-16']],
    ['According to Monday’s edition of El Litoral, it rained.', ['El Litoral 2000-12-18']],
    ['The Listin Diario of Santo Domingo reported on 3 May that it rained.', ['Listin Diario 2000-05-03']],
    ['Studio Kalangou, citing the ministry, reported on 1 March that it rained.', ['Studio Kalangou 2000-03-01']],
    [
      'Studio Tamani (Bamako) and local media reported on 28 February that it rained.',
      ['Studio Tamani 2000-02-28', 'local media 2000-02-28'],
    ],
    ['El Litoral quoted a lawyer on Monday as saying that it rained.', []],
    ['The Harbour Times quoted a lawyer on Monday as saying that it rained.', ['Harbour Times 2000-12-18']],
    [
      'Harbour TV reported on 16/12 that it rained. Lagoon TV reported the same day that it did not.',
      ['Harbour TV 2000-12-16', 'Lagoon TV 2000-12-16'],
    ],
  ])('%s', async (text, expected) => {
    expect((await cites(text)).sort()).toEqual([...expected].sort());
  });

  test.each([
    'Vladimir Putin said on May 3 that it rained.',
    'The Finance Ministry reported on May 3 that it rained.',
    'Residents reported on Monday that it rained.',
    'Russia announced on May 3 that it rained.',
    'He told John Roe on Monday that it rained.',
    'The Treaty of 12 September says that it rains.',
  ])('of people and bodies: %s', async (text) => {
    expect(await cites(text)).toEqual([]);
  });
});

describe('references in running text', () => {
  test.each([
    ['It rained. See also the Monitor, December 4, and our map.', ['Monitor 2000-12-04']],
    ['It rained, as the Monitor reported on May 3.', ['Monitor 2000-05-03']],
    ['See “It Rains,” Terrorism Monitor, March 19.', ['Terrorism Monitor 2000-03-19']],
    ['It rained; the Monitor’s special issue of June 16 has the details.', ['Monitor 2000-06-16']],
    ['Compare China Brief, July 1, and cf. Prism, April 22.', ['China Brief 2000-07-01', 'Prism 2000-04-22']],
    [
      'It rained (see the Monitor’s special issue of October 6 and the issue of October 9).',
      ['Monitor 2000-10-06', 'Monitor 2000-10-09'],
    ],
    [
      'See China Brief, Vol. 6, No. 15 (July 19), and “Rain,” China Brief, Sept. 20.',
      ['China Brief 2000-07-19', 'China Brief 2000-09-20'],
    ],
    ['It rained (see Prism, March 30, and Volume IX, Issue 24).', ['Prism 2000-03-30', 'Prism 9/24']],
    ['It rained (see Prism, Vol. 6, No. 9; Prism 5/37; and our map).', ['Prism 6/9', 'Prism 5/37']],
    ['It rained (see "RFE/RL Balkan Report," 10 May 2000).', ['RFE/RL Balkan Report 2000-05-10']],
    ['For the price of rain see Prism 5/40 and Rain Report, Vol. 5, No. 11.', ['Prism 5/40', 'Rain Report 5/11']],
    ['It rained (see our note of May 5; also Rain Digest, May 6).', ['Monitor 2000-05-05', 'Rain Digest 2000-05-06']],
    ['It rained, as we reported in issue 14.', ['Monitor undefined/14']],
  ])('%s', async (text, expected) => {
    expect(await references(text)).toEqual(expected);
    expect(await cites(text)).toEqual([]);
  });

  test.each([
    'See Rome, May 3, and die.',
    'For him to see Rain Report, May 3, was new.',
    'They see the Duma, May 3 or not, as a rival.',
    'As Putin said on May 3, it rains.',
  ])('are none: %s', async (text) => {
    expect(await references(text)).toEqual([]);
  });
});
