import { detect } from '../../../shared/formats/detect';
import { failure } from './read';

const format = (text: string, name: string, contentType?: string) => detect(text, { name, contentType });

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
  ])('%j named %s (%s) is %s', (text, name, contentType, expected) => {
    expect(format(text, name, contentType)).toEqual({ format: expected });
  });

  test.each([
    ['{"text": "x"}', 'a.json', undefined, true],
    ['{"text": "x"}', 'no-extension', undefined, true],
    ['  [{"text": "x"}]', 'a.txt', 'text/plain', false],
    ['anything', 'a.json', undefined, true],
    ['anything', 'a', 'application/ld+json', true],
    ['{"not json', 'a.txt', undefined, false],
  ])('%j named %s (%s) is JSON, promised: %s', (text, name, contentType, promised) => {
    expect(format(text, name, contentType)).toEqual({ format: 'json', promised });
  });

  test.each(['[Editor’s note] The talks failed.', '{braces} are text', '[1] A footnote', '["a"] and more'])(
    'a text that begins like JSON is text: %j',
    (text) => expect(format(text, 'a.txt')).toEqual({ format: 'text' }),
  );

  test.each([
    ['<!DOCTYPE html><html><p>x</p></html>', 'a.txt', 'HTML'],
    ['<html lang="en">', 'no-extension', 'HTML'],
    ['<?xml version="1.0"?><nitf/>', 'a.txt', 'XML'],
    ['<p>fragment</p>', 'a.html', 'HTML'],
    ['{\\rtf1 x}', 'a.doc', 'RTF'],
    ['From: a@example.org\n\nHello', 'a.eml', 'an e-mail'],
    ['From a@example.org Mon Jan  1 00:00:00 2001\n', 'inbox', 'a mailbox'],
    ['a,b\n1,2', 'a.csv', 'a table (CSV)'],
  ])('%j named %s is refused by name: %s', (text, name, words) => {
    const error = failure(text, { name });
    expect(error).toMatchObject({ reasonClass: 'unsupported', code: 'format-not-supported-yet' });
    expect(error.message).toContain(words);
  });
});
