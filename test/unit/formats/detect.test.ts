import { detect } from '../../../shared/formats/detect';
import { sourceOf } from '../../../shared/formats/source';
import { failure, file, readAll } from './read';

const formatOf = async (text: string, name: string, contentType?: string) =>
  (await readAll(file(text, { name, contentType })))[0]?.format;

describe('detect', () => {
  test.each([
    ['The talks failed.', 'a.txt', undefined, 'text'],
    ['The talks failed.', 'incoming/no-extension', undefined, 'text'],
    ['The talks failed.', 'a.md', undefined, 'markdown'],
    ['The talks failed.', 'folder.txt/a.Markdown', undefined, 'markdown'],
    ['The talks failed.', 'a', 'text/markdown; charset=utf-8', 'markdown'],
    ['---\ntitle: Talks\n---\nThey failed.', 'a.txt', undefined, 'markdown'],
    ['---\nThe talks: failed\nor so they say\n', 'a.txt', undefined, 'text'],
    ['{"text": "x"}\n{"text": "y"}', 'a.txt', undefined, 'json-lines'],
    ['{"text": "x"}\n\n {"text": "y"}', 'a.json', undefined, 'json-lines'],
    ['{"text": "x"}', 'a.ndjson', undefined, 'json-lines'],
    ['---\n\nThe talks failed.\n\n---\n\nOr so they say.', 'a.txt', undefined, 'text'],
    ['{"text": "x"}', 'a.json', undefined, 'json'],
    ['{"text": "x"}', 'no-extension', undefined, 'json'],
    ['  [{"text": "x"}]', 'a.txt', 'text/plain', 'json'],
    ['{"not json', 'a.txt', undefined, 'text'],
    ['{"not json', 'a.md', undefined, 'markdown'],
    ['<!DOCTYPE html><html><p>x</p></html>', 'a.txt', undefined, 'html'],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "x">\n<html>x</html>', 'a', undefined, 'html'],
    ['<html lang="en">x', 'no-extension', undefined, 'html'],
    ['<p>fragment</p>', 'a.html', undefined, 'html'],
    ['<p>fragment</p>', 'a', 'text/html; charset=utf-8', 'html'],
  ])('%j named %s (%s) is %s', async (text, name, contentType, expected) => {
    expect(await formatOf(text, name, contentType)).toBe(expected);
  });

  test.each([
    ['anything', 'a.json', undefined],
    ['anything', 'a', 'application/ld+json'],
    ['{"not json', 'a', undefined],
    ['{"not json', 'a.txt', 'application/json'],
  ])('%j named %s (%s) is damaged JSON', async (text, name, contentType) => {
    expect(await failure(text, { name, contentType })).toMatchObject({ code: 'invalid-json' });
  });

  test.each(['[Editor’s note] The talks failed.', '{braces} are text', '[1] A footnote', '["a"] and more'])(
    'a text that begins like JSON is text: %j',
    async (text) => expect(await formatOf(text, 'a.txt')).toBe('text'),
  );

  test.each(['utf-16le', 'utf-16be'])('%s is told by its content too', (encoding) => {
    const text = Buffer.from('\ufeff  <!doctype html><p>x', 'utf16le');
    const bytes = encoding === 'utf-16le' ? text : text.swap16();
    expect(detect(sourceOf({ name: 'a', bytes }))?.called).toBe('HTML');
  });

  test.each([['a,b\n1,2', 'a.csv', 'a table (CSV)']])(
    '%j named %s is refused by name: %s',
    async (text, name, words) => {
      const error = await failure(text, { name });
      expect(error).toMatchObject({ reasonClass: 'unsupported', code: 'format-not-supported-yet' });
      expect(error.message).toContain(words);
    },
  );
});
