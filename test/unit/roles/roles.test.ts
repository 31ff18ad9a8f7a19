import fc from 'fast-check';
import type { ParsedArticle } from '../../../shared/article/schema';
import { analyse } from '../../../shared/extractors/annotate';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const EXTRACTORS = extractorsFor('embedded').filter(({ name }) => name === 'entities' || name === 'roles');
const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

function publishedOn(day: string | undefined, paragraphs: readonly string[]): ParsedArticle {
  const article = articleOf(paragraphs);
  const published =
    day === undefined ? {} : { published: { value: day, evidence: { from: 'header' as const, quote: day } } };
  return { ...article, metadata: { ...article.metadata, ...published } };
}

async function found(article: ParsedArticle) {
  const { annotations } = await analyse(article, EXTRACTORS, FACTS);
  return annotations.flatMap((each) => (each.kind === 'role' ? [each] : []));
}

/** "status office of whom: person", with who says it where that is not the text, and what the gazetteer says to it. */
async function roles(day: string | undefined, ...paragraphs: string[]): Promise<string[]> {
  return (await found(publishedOn(day, paragraphs))).map(({ value }) => {
    const { office, status, of, person, gazetteer } = value;
    const by = (said: { by: string } | undefined) => (said === undefined || said.by === 'text' ? '' : ` (${said.by})`);
    const whose = of ? ` of ${of.name}${by(of)}` : '';
    const agrees =
      gazetteer?.agrees === false ? ', gazetteer disagrees' : gazetteer?.agrees ? ', gazetteer agrees' : '';
    return `${status} ${office}${whose}: ${person?.name ?? 'nobody'}${by(person)}${agrees}`;
  });
}

const DAY = '2000-12-18';

describe('a person and a title', () => {
  test.each([
    ['Russian Foreign Minister Igor Ivanov left.', 'current foreign minister of Russia: Igor Ivanov'],
    ['Igor Ivanov, Russia’s foreign minister, left.', 'current foreign minister of Russia: Igor Ivanov'],
    ['It was opened by Igor Ivanov, foreign minister of Russia.', 'current foreign minister of Russia: Igor Ivanov'],
    ['Igor Ivanov, who is Russia’s foreign minister, left.', 'current foreign minister of Russia: Igor Ivanov'],
    ['Igor Ivanov is the Russian minister of foreign affairs.', 'current foreign minister of Russia: Igor Ivanov'],
    ['Igor Ivanov was named Russian foreign minister.', 'named foreign minister of Russia: Igor Ivanov'],
    ['Igor Ivanov was the Russian foreign minister.', 'former foreign minister of Russia: Igor Ivanov'],
    ['The president of Kenya, Peter Okello, left.', 'current president of Kenya: Peter Okello, gazetteer disagrees'],
    ['Deputy Foreign Minister Anna Berg of Norway left.', 'current deputy foreign minister of Norway: Anna Berg'],
    [
      'Acting Russian Prime Minister Oleg Petrov left.',
      'acting prime minister of Russia: Oleg Petrov, gazetteer disagrees',
    ],
    [
      'A former Ukrainian prime minister, Pavlo Lazarenko, left.',
      'former prime minister of Ukraine: Pavlo Lazarenko, gazetteer agrees',
    ],
    ['Danish Public Security Minister Anna Berg left.', 'current public security minister of Denmark: Anna Berg'],
    ['Gazprom CEO Oleg Petrov left.', 'current chief executive of Gazprom: Oleg Petrov'],
    ['Ex-President Bill Clinton left.', 'former president: Bill Clinton'],
    ['Mexican President-elect Vicente Fox left.', 'elect president of Mexico: Vicente Fox'],
    ['Economics and Trade Minister Anna Berg left.', 'current economics and trade minister: Anna Berg'],
    ['South Korean President Kim Dae-jung left.', 'current president of South Korea: Kim Dae-jung, gazetteer agrees'],
    [
      'NATO’s Supreme Allied Commander Europe, Gen. Joseph Ralston, left.',
      'current supreme allied commander europe of NATO: Joseph Ralston, gazetteer agrees',
    ],
  ])('%s', async (sentence, role) => expect(await roles(DAY, sentence)).toEqual([role]));

  test.each([
    'A former aide to Russian President Boris Yeltsin spoke.',
    'After talks with Igor Ivanov, the Danish foreign minister said nothing.',
    'In a letter to Igor Ivanov, the Danish foreign minister, in a mild mood, said yes.',
    'Igor Ivanov, the Danish foreign minister and a choir sang.',
    'The two presidents met Igor Ivanov.',
    'Igor Ivanov is not the foreign minister of Denmark.',
    'In Oslo Anna Berg, a mayor, spoke.',
    'Igor Ivanov, president until 1996, spoke.',
    'Igor Ivanov wants to be Russian president.',
    'The death of the 3rd President of Norway, Anna Berg, was a blow.',
    'The foreign minister’s spokesman, Igor Ivanov, spoke.',
    'Presidential candidate Igor Ivanov spoke.',
    'The adviser of the Danish foreign minister, Igor Ivanov, spoke.',
  ])('nobody is said to hold anything: %s', async (sentence) => {
    const held = (await roles(DAY, sentence)).filter((role) => !/: nobody$/.test(role));
    expect(held).toEqual([]);
  });

  test('a list may be read as an apposition, and counts only if the gazetteer has the same', async () => {
    expect(await roles(DAY, 'She met Tony Blair, the British prime minister, and Anna Berg.')).toEqual([
      'current prime minister of United Kingdom: Tony Blair, gazetteer agrees',
    ]);
    expect(await roles(DAY, 'The prime minister, Tony Blair, and Anna Berg left.')).toEqual([
      'current prime minister of United Kingdom (gazetteer): Tony Blair, gazetteer agrees',
    ]);
    expect(await roles(DAY, 'She met Igor Ivanov, the British prime minister, and Anna Berg.')).toEqual([]);
  });

  test('an adjective that is part of another is of no country', async () => {
    expect(await roles(DAY, 'Turkish Cypriot President Rauf Denktash left.')).toEqual([
      'current president: Rauf Denktash',
    ]);
    expect(await roles(DAY, 'The Russian-Belarusian secretary general, Pavel Borodin, left.')).toEqual([]);
  });

  test('a town has a mayor, and where somebody spoke is not whose president he is', async () => {
    expect(await roles(DAY, 'In Moscow President Vladimir Putin spoke to Moscow Mayor Yuri Luzhkov.')).toEqual([
      'current president of Russia (gazetteer): Vladimir Putin, gazetteer agrees',
      'current mayor of Moscow: Yuri Luzhkov',
    ]);
  });

  test('whom somebody told something is not whose president he is', async () => {
    expect(await roles(DAY, 'Anna Berg told NATO President Bill Clinton would come.')).toEqual([
      'current president of United States (gazetteer): Bill Clinton, gazetteer agrees',
    ]);
  });

  test('one office by two titles is one', async () => {
    const both = 'U.S. Defense Secretary William Cohen left. Secretary of Defense William Cohen came back.';
    expect(await roles(DAY, both)).toEqual(['current defense secretary of United States: William Cohen']);
  });

  test('a fact stands once; whose office it is may stand elsewhere in the article', async () => {
    const again = 'Foreign Minister Ivanov smiled. Foreign Minister Ivanov left.';
    expect(await roles(DAY, `Russian Foreign Minister Igor Ivanov spoke. ${again}`)).toEqual([
      'current foreign minister of Russia: Igor Ivanov',
    ]);
    expect(await roles(DAY, 'Foreign Minister Ivanov spoke.')).toEqual(['current foreign minister: Ivanov']);
  });
});

describe('time', () => {
  test('what a sentence tells of long ago says nothing of today', async () => {
    expect(await roles(DAY, 'In May 1994 Russian President Boris Yeltsin opened it.')).toEqual([
      'then president of Russia: Boris Yeltsin',
    ]);
    expect(await roles('2000-12-18', 'In May 2000 Danish Foreign Minister Anna Berg opened it.')).toEqual([
      'current foreign minister of Denmark: Anna Berg',
    ]);
  });

  test('who the gazetteer has otherwise is flagged, not replaced; a former holder is none who still is', async () => {
    expect(await roles(DAY, 'French President Jean Dupont left.')).toEqual([
      'current president of France: Jean Dupont, gazetteer disagrees',
    ]);
    expect(await roles(DAY, 'Former French President Jacques Chirac left.')).toEqual([
      'former president of France: Jacques Chirac, gazetteer disagrees',
    ]);
    expect(await roles('2008-12-18', 'Former French President Jacques Chirac left.')).toEqual([
      'former president of France: Jacques Chirac, gazetteer agrees',
    ]);
  });
});

describe('only a title', () => {
  const SECRETARY = 'current secretary general of NATO: George Robertson (gazetteer)';
  test.each([
    ['NATO Secretary General was silent on Monday.', SECRETARY],
    ['The NATO secretary-general was silent.', SECRETARY],
    ['The secretary general of NATO was silent.', SECRETARY],
    ['NATO’s secretary general was silent.', SECRETARY],
    [
      'The UN high commissioner for refugees was silent.',
      'current high commissioner for refugees of United Nations: Sadako Ogata (gazetteer)',
    ],
    ['The Danish foreign minister was silent.', 'current foreign minister of Denmark: nobody'],
  ])('%s', async (sentence, role) => expect(await roles(DAY, sentence)).toEqual([role]));

  test.each([
    ['A NATO secretary general needs patience.'],
    ['The first NATO secretary general was a general.'],
    ['The next NATO secretary general will be tall.'],
    ['The former NATO secretary general was silent.'],
    ['He spoke as NATO secretary general.'],
    ['The NATO secretary general, Xyzzy Qwerty, was silent.'],
    ['The NATO secretary general’s office was closed.', SECRETARY],
  ])('means one person, or nobody: %s', async (sentence, ...expected) => {
    expect((await roles(DAY, sentence)).filter((role) => !/: nobody$/.test(role) && !role.includes('Xyzzy'))).toEqual(
      expected,
    );
  });

  test('nobody is inferred where two held it on the days of publication, or on days that are spoken of, or without days', async () => {
    const sentence = 'The NATO secretary general was silent.';
    expect(await roles('2003-12-17', sentence)).toEqual([SECRETARY]);
    expect(await roles('2003-12-18', sentence)).toEqual(['current secretary general of NATO: nobody']);
    expect(await roles(DAY, `In 1994 the alliance had been larger. ${sentence}`)).toEqual([
      'current secretary general of NATO: nobody',
    ]);
    expect(await roles(undefined, sentence)).toEqual(['current secretary general of NATO: nobody']);
  });

  test('another form of a name is the holder whom the gazetteer has', async () => {
    const [role] = await found(publishedOn(DAY, ['NATO Secretary General Lord Robertson spoke.']));
    expect(role?.value.person?.id).not.toBe('person:george-robertson');
    expect(role?.value.person?.known).toEqual({ id: 'person:george-robertson', name: 'George Robertson' });
    const [other] = await found(publishedOn(DAY, ['NATO Secretary General Lord Berg spoke.']));
    expect(other?.value).toMatchObject({ person: { by: 'text' }, gazetteer: { agrees: false } });
    expect(other?.value.person?.known).toBeUndefined();
  });

  test('who is named needs no inference', async () => {
    expect(await roles(DAY, 'NATO Secretary General George Robertson spoke. The NATO secretary general left.')).toEqual(
      ['current secretary general of NATO: George Robertson, gazetteer agrees'],
    );
  });
});

describe('bad input', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'president',
          'Russian',
          'former',
          'Igor Ivanov',
          ',',
          'the',
          'of',
          'NATO',
          '’s',
          '-',
          'minister',
          'foreign',
          'and',
          '.',
          'In 1993',
          'deputy',
          '\u200b',
          '大統領',
          'PRESIDENT',
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 40 },
    )
    .map((words) => words.join(' ').trim() || 'nothing');

  test('whatever the text, words are in it, and hold the title and who is printed', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (said) => {
        const article = publishedOn(DAY, [said]);
        for (const { start, end, value } of await found(article)) {
          const words = article.text.slice(start, end).replace(/\s+/g, ' ');
          expect(words).toContain(value.title);
          for (const part of [value.person, value.of])
            if (part?.by === 'text') {
              expect(part.start).toBeGreaterThanOrEqual(0);
              expect(part.end).toBeLessThanOrEqual(article.text.length);
            }
          expect(value.person?.by === 'gazetteer').toBe(value.gazetteer?.agrees === null);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['a line of titles', 'president of the '.repeat(2_000)],
    ['a line of deputies', `the ${'deputy '.repeat(2_000)}president of the country said that it was`],
    ['capitals', 'RUSSIAN FOREIGN MINISTER IGOR IVANOV LEFT FOR THE TOWN OF OSLO AND WAS NOT SEEN AGAIN.'],
  ])('%s', async (_, line) => expect(await found(publishedOn(DAY, [line.trim()]))).toBeDefined());

  test('an article of thousands of presidents says a thousand', async () => {
    const letters = 'abcdefghij';
    const surname = (at: number) => `Qu${[...String(at)].map((digit) => letters[Number(digit)]).join('')}ov`;
    const sentences = Array.from(
      { length: 3_000 },
      (_, at) => `It was said that President Ivan ${surname(at)} had left.`,
    );
    expect(await found(publishedOn(DAY, [sentences.join(' ')]))).toHaveLength(1_000);
  });

  test('another language has no roles', async () => {
    expect(await roles(DAY, 'Le président de la France, Jacques Chirac, est parti. '.repeat(12).trim())).toEqual([]);
  });
});
