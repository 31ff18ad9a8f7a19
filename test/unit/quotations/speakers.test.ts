import { annotate } from '../../../shared/extractors/annotate';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const EXTRACTORS = extractorsFor('embedded');

/** The words of each quotation of a form, with the name of its speaker, or the words for one who has none. */
async function speakers(form: 'direct' | 'indirect', ...paragraphs: string[]): Promise<string[]> {
  const text = paragraphs.join('\n\n');
  return (await annotate(articleOf(paragraphs), EXTRACTORS)).flatMap((found) => {
    if (found.kind !== 'quotation' || found.value.form !== form) return [];
    const { speaker } = found.value;
    const words = speaker && text.slice(speaker.start, speaker.end);
    return [`${text.slice(found.start, found.end)} <- ${speaker?.kind === 'entity' ? speaker.name : words}`];
  });
}

test.each([
  ['by title', 'Mayor Olga Ivanova met Senator Peter Berg. “It is late,” the mayor said.', 'Olga Ivanova'],
  ['by age', 'Peter Berg, 31, scored twice. “It was late,” said the 31-year-old.', 'Peter Berg'],
  [
    'no other minister',
    'Prime Minister Peter Berg met Deputy Minister John Moyo. “No,” the deputy minister said.',
    'John Moyo',
  ],
  ['past what is said of him', 'Peter Berg, 71, of Oslo, who owns the dam, said it was “full.”', 'Peter Berg'],
  ['past adverbs', 'The chairman, Peter Berg, had earlier called the dam “full.”', 'Peter Berg'],
  ['inside of a clause', 'Olga Ivanova testified that the engineer had told her to “lose the file.”', 'the engineer'],
  ['of a relative clause', 'Peter Berg, who later claimed he had meant “a lake, at most,” left.', 'Peter Berg'],
  ['whose answer', '“Is it full?” asked Olga Ivanova. “Hardly,” came Peter Berg’s reply.', 'Peter Berg'],
  ['after a verb of any kind', '“Is it full?” asked Olga Ivanova. “Hardly,” Peter Berg shot back.', 'Peter Berg'],
  ['after a title with a stop', '“It is full,” said Dr. Peter Berg.', 'Peter Berg'],
  ['a document', 'A report released last week found “no evidence of a dam.”', 'A report'],
  ['one of several', 'Two sailors refused. “Not in this weather,” one of them said.', 'one of them'],
  [
    'not the one who is told',
    'Peter Berg was told to leave “at once and without his hat” by Olga Ivanova.',
    'Olga Ivanova',
  ],
  [
    'a new subject',
    '“It is full,” said counsel Peter Berg. The judge was not moved. “It leaks,” he said.',
    'The judge',
  ],
  [
    'a man without a name',
    'As the hall emptied, a man in a hat thanked Olga Ivanova. “It leaks,” he said.',
    'a man in a hat',
  ],
  ['of “and said”', 'Peter Berg met John Moyo, and said the dam was “full.”', 'Peter Berg'],
  ['past the day', 'Peter Berg on Monday called the dam “full.”', 'Peter Berg'],
])('a direct quotation is given to the right one: %s', async (_, text, expected) => {
  expect((await speakers('direct', text)).at(-1)?.split(' <- ')[1]).toBe(expected);
});

test.each([
  ['The dam, known as “Old Martha,” is full, Peter Berg said.'],
  ['The so-called “guard of the upper and lower dam” left, Peter Berg said.'],
  ['The group, which calls itself the “Army of the Dam,” threatened Peter Berg.'],
  ['Its officials were said to be “puzzled” at that.'],
  ['Peter Berg read from “The Spring of the Dam” in Oslo.'],
])('a name, a word that nobody said or a title is none: %s', async (text) => {
  expect(await speakers('direct', text)).toEqual([]);
});

test('a short sentence in marks is a quotation, of the one with whom the short sentence before begins', async () => {
  expect(await speakers('direct', 'Olga Ivanova called Peter Berg “a lake.” Berg winced. “Charming.”')).toEqual([
    'a lake. <- Olga Ivanova',
    'Charming. <- Peter Berg',
  ]);
});

test.each([
  ['before it', 'Peter Berg, 71, of Oslo, said the dam was full.', 'the dam was full <- Peter Berg'],
  ['behind it', 'The dam was full, Peter Berg said on Monday.', 'The dam was full <- Peter Berg'],
  ['according to', 'According to Peter Berg, the dam is full.', 'the dam is full <- Peter Berg'],
  ['a participle', 'Peter Berg left Oslo, saying that the dam was full.', 'the dam was full <- Peter Berg'],
  ['a refusal', 'Peter Berg declined to comment.', 'to comment <- Peter Berg'],
  ['an accusation', 'Peter Berg accused the council of neglect.', 'the council of neglect <- Peter Berg'],
  ['a hope', 'Peter Berg expressed the hope that the dam was full.', 'the dam was full <- Peter Berg'],
  ['a request', 'Peter Berg urged both men to leave.', 'to leave <- Peter Berg'],
  ['a pronoun', 'Peter Berg left Oslo. He said the dam was full.', 'the dam was full <- Peter Berg'],
])('reported speech is found with its cue %s', async (_, text, expected) => {
  expect(await speakers('indirect', text)).toEqual([expected]);
});

test.each([
  ['Peter Berg was told that the dam was full.'],
  ['Peter Berg would not say that the dam was full.'],
  ['Peter Berg said nothing of the pact that had been signed.'],
  ['Peter Berg told it differently.'],
])('who hears it, will not say it or says nothing is no speaker: %s', async (text) => {
  expect(await speakers('indirect', text)).toEqual([]);
});
