import type { Paragraph } from '../../../shared/article/schema';
import { splitSentences } from '../../../shared/article/sentences';
import { deriveTitle } from '../../../shared/article/title';

function derive(text: string, kind: Paragraph['kind'] = 'body') {
  const paragraphs = [{ start: 0, end: text.length, kind }];
  const body = { text, paragraphs, sourceMap: [], controlCharacters: 0 };
  return deriveTitle(body, splitSentences(text, paragraphs));
}

describe('deriveTitle', () => {
  test('a short first sentence is the title, without its full stop', () => {
    expect(derive('The talks failed. Nobody was surprised.')).toEqual({
      value: 'The talks failed',
      evidence: { from: 'derived', quote: 'The talks failed.', span: { start: 0, end: 17, in: 'text' } },
    });
    expect(derive('He lives in the U.S.').value).toBe('He lives in the U.S.');
    expect(derive('Who pays?').value).toBe('Who pays?');
  });

  test('a long one is cut at the end of a clause', () => {
    const text =
      'The foreign ministers of both countries met in the northern capital on Friday, although neither of them had hoped for an agreement.';
    const { value, evidence } = derive(text);
    expect(value).toBe('The foreign ministers of both countries met in the northern capital on Friday…');
    expect(text.slice(evidence.span?.start, evidence.span?.end)).toBe(evidence.quote);
  });

  test('or between words, never within one', () => {
    const text = `${'several '.repeat(30)}words`;
    const { value } = derive(text);
    expect(value.length).toBeLessThanOrEqual(100);
    expect(value).toMatch(/several…$/);
  });

  test('a text without spaces is cut anywhere but within a character', () => {
    expect(derive('国'.repeat(300)).value).toBe(`${'国'.repeat(99)}…`);
    const { value } = derive('😀'.repeat(300));
    expect(value.isWellFormed?.() ?? encodeURIComponent(value)).toBeTruthy();
    expect(value.endsWith('😀…')).toBe(true);
  });

  test('a line end in verse is a space in a title', () => {
    expect(derive('The moon\nis out').value).toBe('The moon is out');
  });
});
