import * as fc from 'fast-check';
import type { ParsedArticle } from '../../../shared/article/schema';
import { splitSentences } from '../../../shared/article/sentences';
import { entityExtractor } from '../../../shared/entities/extractor';
import { annotate } from '../../../shared/extractors/annotate';

function articleOf(text: string, language?: string): ParsedArticle {
  const paragraphs = [...text.matchAll(/[^\n]+/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
    kind: 'body' as const,
  }));
  const evidence = { from: 'derived' as const, quote: '' };
  return {
    text,
    paragraphs,
    sentences: splitSentences(text, paragraphs),
    metadata: { title: { value: 't', evidence }, ...(language ? { language: { value: language, evidence } } : {}) },
    sourceMap: [],
    warnings: [],
  };
}

/** What is found, as "words → id". */
async function found(text: string, language?: string): Promise<string[]> {
  const mentions = await annotate(articleOf(text, language), [entityExtractor]);
  return mentions.map(({ start, end, value }) => `${text.slice(start, end)} → ${value.id}`);
}

describe('persons', () => {
  it('are followed by their surnames, without titles and possessives', async () => {
    expect(
      await found(
        'Finnish Prime Minister Aino Lehtonen met reporters in Helsinki. Lehtonen said little. “Mrs. Lehtonen’s plan is dead,” a deputy said.',
      ),
    ).toEqual([
      'Aino Lehtonen → person:aino-lehtonen',
      'Helsinki → gpe:helsinki',
      'Lehtonen → person:aino-lehtonen',
      'Lehtonen → person:aino-lehtonen',
    ]);
  });

  it('who share a surname are not taken for each other', async () => {
    const ids = await found('Igor Ivanov flew to Oslo. Sergei Ivanov stayed in Minsk. Ivanov declined to comment.');
    expect(ids.slice(0, 4)).toEqual([
      'Igor Ivanov → person:igor-ivanov',
      'Oslo → gpe:oslo',
      'Sergei Ivanov → person:sergei-ivanov',
      'Minsk → gpe:minsk',
    ]);
    expect(ids.slice(4)).not.toContain('Ivanov → person:igor-ivanov');
    expect(ids.slice(4)).not.toContain('Ivanov → person:sergei-ivanov');
  });

  it('say why they are linked', async () => {
    const [, surname] = await annotate(articleOf('General Marta Kowalska resigned.\nKowalska gave no reason.'), [
      entityExtractor,
    ]);
    expect(surname).toMatchObject({ paragraph: 1, value: { name: 'Marta Kowalska' } });
    expect(surname?.reason).toContain('Marta Kowalska');
  });
});

describe('organisations', () => {
  it('are found by an acronym that the article explains', async () => {
    expect(await found('The Northern Maritime Council (NMC) met in Bergen. The NMC will meet again.')).toEqual([
      'Northern Maritime Council → org:northern-maritime-council',
      'NMC → org:northern-maritime-council',
      'Bergen → gpe:bergen',
      'NMC → org:northern-maritime-council',
    ]);
  });

  it('are one under each of their known names', async () => {
    const ids = await found('The UN sent envoys. The United Nations had waited. NATO and the OSCE did not.');
    expect(ids).toEqual([
      'UN → org:united-nations',
      'United Nations → org:united-nations',
      'NATO → org:nato',
      'OSCE → org:osce',
    ]);
  });
});

describe('places', () => {
  it('are one under each of their names', async () => {
    const ids = await found('Officials of the United States arrived. The U.S. delegation left for Canada.');
    expect(ids).toEqual(['United States → gpe:united-states', 'U.S. → gpe:united-states', 'Canada → gpe:canada']);
  });
});

describe('no entity is made of', () => {
  it.each([
    ['the beginning of a sentence', 'However, prices rose. Meanwhile, farmers waited. Despite rain, nobody left.'],
    ['days, months and nationalities', 'On Tuesday, December 16, the Russian and Belgian ministers spoke.'],
    ['a headline in capitals', 'MINISTERS FAIL TO AGREE ON BUDGET AFTER LONG NIGHT'],
    ['text without capitals', 'the minister spoke in the harbour and left early in the morning.'],
    ['pronouns and titles alone', 'He said that the President and the Prime Minister had met. She agreed.'],
  ])('%s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it('an article in another language, whose rules it does not know', async () => {
    expect(await found('Der Minister traf in Berlin Angela Schmidt.', 'de')).toEqual([]);
  });
});

describe('whatever the text', () => {
  const word = fc.constantFrom(
    'Moscow',
    'Igor',
    'Ivanov',
    'the',
    'NATO',
    'U.S.',
    '(',
    ')',
    '–',
    '’s',
    '“',
    'President',
    '.',
    '\n',
    '😀',
    'Éva',
    '东京',
    "O'Neil",
  );

  it('spans are exact, in order, do not overlap and are the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 60 }), async (words) => {
        const text = words.join(' ');
        const article = articleOf(text);
        const mentions = await annotate(article, [entityExtractor]);
        let end = 0;
        for (const mention of mentions) {
          expect(mention.start).toBeGreaterThanOrEqual(end);
          end = mention.end;
          expect(text.slice(mention.start, mention.end)).toMatch(/^[\p{L}\p{N}].*[\p{L}\p{N}.)]$/su);
          expect(mention.value.id).not.toMatch(/[/?#\s]/);
        }
        expect(await annotate(article, [entityExtractor])).toEqual(mentions);
      }),
      { numRuns: 200 },
    );
  });

  it('hostile repetition comes to an end', async () => {
    for (const piece of ['A', 'Aa ', 'A.', '“Aa', '(A) ', 'U.S.-', 'the Aa of the ']) {
      await annotate(articleOf(piece.repeat(300_000 / piece.length)), [entityExtractor]);
    }
    const names = Array.from({ length: 50_000 }, (_, n) => `Jan Q${n.toString(26).replace(/\d/g, 'z')}`).join(' met ');
    await annotate(articleOf(`${names}.`), [entityExtractor]);
  });
});
