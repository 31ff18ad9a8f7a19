import { annotate } from '../../../shared/extractors/annotate';
import { extractorsFor } from '../../../shared/extractors/registry';
import { articleOf } from '../entities/article';

const EXTRACTORS = extractorsFor('embedded');

/** "words <- speaker" of each quotation of a form. */
async function quotations(form: 'direct' | 'indirect', ...paragraphs: string[]): Promise<string[]> {
  const text = paragraphs.join('\n\n');
  return (await annotate(articleOf(paragraphs), EXTRACTORS)).flatMap((found) => {
    if (found.kind !== 'quotation' || found.value.form !== form) return [];
    const { speaker } = found.value;
    const who =
      speaker === undefined
        ? 'nobody'
        : speaker.kind === 'anonymous'
          ? `${speaker.is}, ${speaker.affiliation?.name ?? '?'}`
          : (speaker.name ?? speaker.kind);
    return [`${text.slice(found.start, found.end)} <- ${who}`];
  });
}

test.each([
  ['The dam’s owner, Tendai Moyo, said it was “a lake with a bill.”', 'a lake with a bill. <- Tendai Moyo'],
  ['“A lake,” said its owner, Tendai Moyo (Reuters, May 1).', 'A lake, <- Tendai Moyo'],
  ['“A lake,” sighed Tendai Moyo, who owns it.', 'A lake, <- Tendai Moyo'],
  ['Tendai Moyo shrugged: “The dam was here before us.”', 'The dam was here before us. <- Tendai Moyo'],
  ['According to Tendai Moyo, head of the board, the dam is “full.”', 'full. <- Tendai Moyo'],
  ['Jo Berg called the dam “old,” and Tendai Moyo said it was “full.”', 'full. <- Tendai Moyo'],
  ['“It is full,” an aide to the acting president explained.', 'It is full, <- official, ?'],
  ['In Tendai Moyo’s words, “the dam is a lake with a bill.”', 'the dam is a lake with a bill. <- Tendai Moyo'],
  ['Tendai Moyo was quoted by Reuters as saying, “It is a lake.”', 'It is a lake. <- Tendai Moyo'],
  ['“It is a lake with a bill,” Reuters quoted Tendai Moyo as saying.', 'It is a lake with a bill, <- Tendai Moyo'],
  ['“It is old,” said Tendai Moyo, head of the board, adding that “it leaks.”', 'it leaks. <- Tendai Moyo'],
  [
    'Tendai Moyo thanked Jo Berg, saying “the town will not forget this.”',
    'the town will not forget this. <- Tendai Moyo',
  ],
  ['Tendai Moyo: “We will not sell the dam.”', 'We will not sell the dam. <- Tendai Moyo'],
  ['Tendai Moyo said the dam was old. “It helps nobody,” he went on.', 'It helps nobody, <- Tendai Moyo'],
  [
    'A taxi driver in Oslo put it this way: “The dam is a lake with a bill.”',
    'The dam is a lake with a bill. <- person, Oslo',
  ],
])('direct, who: %s', async (sentence, expected) => {
  expect((await quotations('direct', sentence)).at(-1)).toEqual(expected);
});

test('"she" is never a man, and "he" no woman', async () => {
  const meeting = 'Olga Ivanova met Peter Berg in Oslo.';
  expect(await quotations('direct', `${meeting} “It is done,” she said.`)).toEqual(['It is done, <- Olga Ivanova']);
  expect(await quotations('direct', `${meeting} “It is done,” he said.`)).toEqual(['It is done, <- Peter Berg']);
  expect(await quotations('direct', 'Peter Berg met John Moyo. “It is done,” she said.')).toEqual([
    'It is done, <- pronoun',
  ]);
});

test('single quotation marks, where there are no others', async () => {
  const text = '‘It’s the builders’ roof I fear,’ said Olga Ivanova. The ‘90s roof is the neighbours’ own.';
  expect(await quotations('direct', text)).toEqual(['It’s the builders’ roof I fear, <- Olga Ivanova']);
  expect(
    await quotations('direct', 'The neighbours’ roof and the builders’ van stood there, said Olga Ivanova.'),
  ).toEqual([]);
});

test('"the official" is the one who was spoken of', async () => {
  const text = 'An official of the Oslo Port Authority arrived. “It is done,” the official said.';
  expect(await quotations('direct', text)).toEqual(['It is done, <- official, Oslo Port Authority']);
});

test.each([
  ['“We will not sign,” Tendai Moyo told reporters.', 'We will not sign, <- Tendai Moyo'],
  ['"We will not sign," said Tendai Moyo, who leads the talks.', 'We will not sign, <- Tendai Moyo'],
  ['Tendai Moyo said: “We will not sign.”', 'We will not sign. <- Tendai Moyo'],
  ['According to Tendai Moyo, “nothing has been signed.”', 'nothing has been signed. <- Tendai Moyo'],
  ['After meeting Jo Berg, Tendai Moyo said, “We agree.”', 'We agree. <- Tendai Moyo'],
  ['Tendai Moyo called the plan “a grave mistake.”', 'a grave mistake. <- Tendai Moyo'],
  ['“We insist on this,” a senior NATO official was quoted as saying.', 'We insist on this, <- official, NATO'],
  ['The paper quoted a Russian diplomat as saying that “the talks are over.”', 'the talks are over. <- diplomat, ?'],
])('direct: %s', async (sentence, expected) => {
  expect(await quotations('direct', sentence)).toEqual([expected]);
});

test('the same voice goes on after its attribution', async () => {
  expect(await quotations('direct', '“We will not sign,” Tendai Moyo said. “It is a matter of principle.”')).toEqual([
    'We will not sign, <- Tendai Moyo',
    'It is a matter of principle. <- Tendai Moyo',
  ]);
});

test('a quotation over two paragraphs', async () => {
  const found = await quotations(
    'direct',
    'Tendai Moyo said: “We will not sign, and we have said so',
    '“We will say it again.”',
  );
  expect(found).toEqual([
    'We will not sign, and we have said so <- Tendai Moyo',
    'We will say it again. <- Tendai Moyo',
  ]);
});

test('"he" is the only person that he can be', async () => {
  expect(await quotations('direct', 'Tendai Moyo opened the dam. “It is done,” he said.')).toEqual([
    'It is done, <- Tendai Moyo',
  ]);
  expect(await quotations('direct', 'Tendai Moyo met Peter Berg. “It is done,” he said.')).toEqual([
    'It is done, <- pronoun',
  ]);
});

test.each([
  'The so-called “warming” in relations remains a word.',
  'The film “War and Peace” opened in Oslo.',
  'Under the headline “Who will sell the dam?” Tendai Moyo said what he thought.',
  'In the article “The Dam That Leaked” Tendai Moyo said what he thought.',
  'The “road map” was ignored by all.',
  'An unclosed “quotation stands here.',
])('none: %s', async (sentence) => {
  expect(await quotations('direct', sentence)).toEqual([]);
});

test.each([
  ['Tendai Moyo said that Oslo would not expand the dam.', 'Oslo would not expand the dam <- Tendai Moyo'],
  ['Officials in Oslo warned the talks could fail.', 'the talks could fail <- official, Oslo'],
])('reported: %s', async (sentence, expected) => {
  expect(await quotations('indirect', sentence)).toEqual([expected]);
});

test('hedges', async () => {
  const text = 'The dam reportedly burst. It appears to have been old.';
  const found = await annotate(articleOf([text]), EXTRACTORS);
  const hedges = found.flatMap(({ kind, start, end, value }) =>
    kind === 'hedge' ? [[text.slice(start, end), value.sentence]] : [],
  );
  expect(hedges).toEqual([
    ['reportedly', 0],
    ['appears to', 1],
  ]);
});
