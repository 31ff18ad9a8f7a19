import { api, articleOf, keyIn, put } from './support/target';

const RUSSIAN =
  'Порт остаётся закрытым до конца недели, потому что рабочие начали забастовку. Переговоры с профсоюзом продолжатся в понедельник в Вене.';

describe('an article in another language than English', () => {
  test('is kept with its structure, and says what was not looked for in it', async () => {
    const key = keyIn('language', 'port.txt');
    await put(key, `${RUSSIAN}\n\n${RUSSIAN}`);
    const article = await articleOf(key);
    expect(article).toMatchObject({ language: 'ru', paragraphCount: 2, annotations: [] });
    expect(article.metadata.language).toMatchObject({ value: 'ru', evidence: { from: 'detected' } });
    expect(article.sentences).toHaveLength(4);
    expect(article.skipped.map(({ language, reason }) => [language, reason])).toContainEqual([
      'ru',
      'not for this language',
    ]);
    expect((await api.articles({ limit: 100 })).items.map(({ id }) => id)).toContain(article.id);
  });

  test('and one that is declared as English but is not has no facts made of it', async () => {
    const key = keyIn('language', 'declared.md');
    await put(key, `---\nlanguage: en\n---\n${RUSSIAN}`);
    const article = await articleOf(key);
    expect(article.metadata.language).toMatchObject({ value: 'en', lost: [{ value: 'ru' }] });
    expect(article.warnings.map(({ code }) => code)).toContain('language-doubtful');
    expect(article.annotations).toEqual([]);
  });
});
