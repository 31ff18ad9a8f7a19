import type { ParsedArticle } from '../../../shared/article/schema';
import { analyse } from '../../../shared/extractors/annotate';
import type { Annotation } from '../../../shared/extractors/extractor';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };
const header = { from: 'header' as const, quote: '' };

const titled = (title: string, paragraphs: readonly string[], language?: string): ParsedArticle => {
  const article = articleOf(paragraphs, language);
  return { ...article, metadata: { ...article.metadata, title: { value: title, evidence: header } } };
};
const found = async (article: ParsedArticle): Promise<readonly Annotation[]> =>
  (await analyse(article, extractorsFor('embedded'), FACTS)).annotations;

type Kind = Annotation['kind'];
const of = <K extends Kind>(annotations: readonly Annotation[], kind: K) =>
  annotations.filter((each): each is Extract<Annotation, { kind: K }> => each.kind === kind);

const FERRY = titled('Ferry strike halts crossings from Oslo', [
  'OSLO, May 3 (Reuters) — The ferry crews of Norway stopped work on Tuesday, and the crossings from Oslo to Kiel were called off for the week (Aftenposten, May 2).',
  '“We have waited for two years,” said Kari Nordmann, who speaks for the crews.',
  'Photo: the harbour of Oslo.',
  'Oslo has asked the crews to return to the ferries before the harbour festival. The festival brings fifty thousand visitors to Oslo each spring.',
  'But they refused.',
]);

describe('salience', () => {
  test('is the higher the more of title, first paragraph, frequency and subjects an entity has, and shows them', async () => {
    const [first, ...others] = of(await found(FERRY), 'salience').sort((a, b) => b.value.score - a.value.score);
    expect(first?.value).toMatchObject({
      entity: { name: 'Oslo' },
      parts: { title: true, lead: true, subjects: 1 },
    });
    expect(others.every(({ value }) => value.score < (first?.value.score ?? 0))).toBe(true);
  });

  test('does not count the papers that a parenthesis cites', async () => {
    const names = of(await found(FERRY), 'salience').map(({ value }) => value.entity.name);
    expect(names).not.toContain('Aftenposten');
  });

  test('a name that is part of a title is no subject', async () => {
    const annotations = await found(
      articleOf(['NATO Secretary General George Robertson flew to Skopje. In Moscow, Igor Ivanov waited.']),
    );
    const subjects = of(annotations, 'salience').flatMap(({ value }) =>
      value.parts.subjects > 0 ? [value.entity.name] : [],
    );
    expect(subjects).toEqual(['George Robertson']);
  });
});

describe('keywords', () => {
  test('are words that recur or stand in the title, with their first place, and no names', async () => {
    const annotations = await found(FERRY);
    const keywords = of(annotations, 'keyword').sort((a, b) => b.value.score - a.value.score);
    expect(keywords.map(({ value }) => value.term).slice(0, 3)).toEqual(expect.arrayContaining(['ferry', 'festival']));
    for (const { start, end, value } of keywords) {
      const words = FERRY.text.slice(start, end).toLowerCase();
      expect(words.slice(0, 3)).toBe(value.term.slice(0, 3));
    }
    expect(keywords.map(({ value }) => value.term)).not.toContain('oslo');
  });
});

describe('summary', () => {
  test('is two sentences in text order, without dateline and sources', async () => {
    const summary = of(await found(FERRY), 'summary').map(({ start, end }) => FERRY.text.slice(start, end));
    expect(summary).toEqual([
      'The ferry crews of Norway stopped work on Tuesday, and the crossings from Oslo to Kiel were called off for the week (Aftenposten, May 2).',
      'Oslo has asked the crews to return to the ferries before the harbour festival.',
    ]);
  });

  test('leaves out a source behind the full stop', async () => {
    const article = articleOf(['The two ports of Oslo and Bergen failed to agree last week. (Reuters, December 16)']);
    const summary = of(await found(article), 'summary').map(({ start, end }) => article.text.slice(start, end));
    expect(summary).toEqual(['The two ports of Oslo and Bergen failed to agree last week.']);
  });

  test.each([
    ['a heading', '# Ports', { kind: 'heading' as const }],
    ['a caption', 'The port of Oslo was closed on Tuesday by its crews.', { kind: 'caption' as const }],
    ['a byline', 'By Kari Nordmann and Ola Nordmann, who were in Oslo.', {}],
    ['a source alone', '(Reuters, Aftenposten, Dagbladet, Verdens Gang, May 3 and 4)', {}],
    ['a quotation', '“The port of Oslo was closed on Tuesday,” said Kari Nordmann.', {}],
    ['a quotation that is not closed', '“The port of Oslo was closed on Tuesday by its crews.', {}],
    ['a question', 'Who closed the port of Oslo on Tuesday?', {}],
    ['capitals', 'THE PORT OF OSLO WAS CLOSED ON TUESDAY.', {}],
    ['too few words', 'Oslo was closed.', {}],
  ])('is never %s', async (_, words, { kind = 'body' }: { kind?: 'body' | 'heading' | 'caption' }) => {
    const article = articleOf([words]);
    const paragraphs = article.paragraphs.map((paragraph) => ({ ...paragraph, kind }));
    expect(of(await found({ ...article, paragraphs }), 'summary')).toEqual([]);
  });

  test('of an article of one sentence is that sentence', async () => {
    expect(of(await found(articleOf(['The port of Oslo was closed on Tuesday.'])), 'summary')).toHaveLength(1);
  });
});

describe('bad input', () => {
  test('another language has no keywords and no summary, and the article says why', async () => {
    const article = articleOf(['Le port d’Oslo a été fermé mardi par les équipages des ferries.'], 'fr');
    const { annotations, skipped } = await analyse(article, extractorsFor('embedded'), FACTS);
    expect(annotations).toEqual([]);
    expect(skipped.map(({ extractor }) => extractor.split('@')[0])).toEqual(
      expect.arrayContaining(['keywords', 'summary']),
    );
  });

  test('an article without names or sentences', async () => {
    const annotations = await found(articleOf(['…']));
    expect(annotations.filter(({ kind }) => kind !== 'mention')).toEqual([]);
  });

  test('50,000 names: the hundred most salient, in linear time', async () => {
    const names = Array.from(
      { length: 50_000 },
      (_, at) =>
        `Ivan Petrov${'abcdefghij'[at % 10]}${'klmnopqrst'[Math.floor(at / 10) % 10]}${'uvwxyzabcd'[Math.floor(at / 100) % 10]}${at.toString(26).replace(/\d/g, 'q')}`,
    );
    const annotations = await found(articleOf([`${names.join(', ')} were there.`], 'en'));
    expect(of(annotations, 'salience')).toHaveLength(100);
    expect(of(annotations, 'summary')).toEqual([]);
  }, 60_000);
});
