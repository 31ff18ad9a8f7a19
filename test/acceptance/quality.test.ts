import { createHash } from 'node:crypto';
import { api, articleOf, keyIn, put } from './support/target';

const DAMAGED =
  'VladimirZhirinovsky spoke in the Duma on Friday.The members of his party applauded, and itâ€™s said that the govern- ment did not.';
const REST =
  'Vladimir Petrov of the government answered Zhirinovsky on Sunday. Nobody was surprised. NATO Ministers Meet in Oslo';
const FILE = `${DAMAGED}\n\n${REST}`;

describe('a text that is damaged', () => {
  test('is repaired where that is certain, shows what the file says there, and is flagged where it is not', async () => {
    const key = keyIn('quality', 'damaged.txt');
    await put(key, FILE);
    const article = await articleOf(key);
    expect(await api.text(article.id)).toContain(
      'Vladimir Zhirinovsky spoke in the Duma on Friday. The members of his party applauded, and it’s said that the government did not.',
    );
    expect(article.repairs.map(({ kind, original, text }) => [kind, original, text])).toEqual([
      ['lost-space', '', ' '],
      ['lost-space', '', ' '],
      ['mojibake', 'â€™', '’'],
      ['hyphenation', '- ', ''],
    ]);
    // Whatever was not repaired leads back to the file.
    const [text, { runs, sha256 }] = [await api.text(article.id), await api.sourceMap(article.id)];
    expect(sha256).toBe(createHash('sha256').update(FILE).digest('hex'));
    const same = runs.map(({ text: start, length }) => text.slice(start, start + length));
    expect(runs.map(({ source, length }) => FILE.slice(source, source + length))).toEqual(same);
    expect(text.length - same.join('').length).toBe('  ’\n\n'.length);
    expect(article.suspicions).toMatchObject([{ kind: 'glued-headline', text: 'NATO Ministers Meet in Oslo' }]);
    expect(article.warnings.map(({ code }) => code)).toEqual([
      'lost-space-repaired',
      'mojibake-repaired',
      'hyphenation-repaired',
    ]);
    expect(article.entities.map(({ name }) => name)).toContain('Vladimir Zhirinovsky');
  });

  test('and one that only looks a little so is left as it is', async () => {
    const key = keyIn('quality', 'sound.txt');
    const text = 'YouTube and McDonald met in Oslo on Friday. Short- and long-term bonds fell by 2.5 points.';
    await put(key, text);
    const article = await articleOf(key);
    expect(await api.text(article.id)).toBe(text);
    expect(article).toMatchObject({ repairs: [], suspicions: [] });
  });
});
