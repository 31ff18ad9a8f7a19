import fc from 'fast-check';
import { planOf } from '../../../shared/archive/plan';
import type { Metadata } from '../../../shared/article/schema';
import { analyse } from '../../../shared/extractors/annotate';
import { parseRules } from '../../../shared/topics/build/rules';
import { declaredTopics } from '../../../shared/topics/declared';
import { topicExtractor } from '../../../shared/topics/extractor';
import { broaderOf, topicOf } from '../../../shared/topics/taxonomy';
import { wordsOfTerm } from '../../../shared/topics/terms';
import { analysisOf } from '../../fakes/analyses';
import { articleOf } from '../entities/article';

const FACTS = { droppedAt: '2026-01-01T00:00:00Z', observed: [] };

async function topicsOf(paragraphs: readonly string[], language = 'en') {
  const article = articleOf(paragraphs, language);
  const { annotations } = await analyse(article, [topicExtractor], FACTS);
  return annotations.flatMap((annotation) => (annotation.kind === 'topic' ? [annotation] : []));
}
const namesIn = async (...paragraphs: string[]) => (await topicsOf(paragraphs)).map(({ value }) => value.name);

test.each([
  [
    'politics',
    'Voters go to the polls on Sunday in a presidential election. The ballot papers list six candidates, and a runoff is expected.',
    'national elections',
  ],
  [
    'conflicts, war and peace',
    'Rebels shelled the town for a second day. The ceasefire lasted an hour before artillery fire killed four soldiers.',
    'armed conflict',
  ],
  [
    'crime, law and justice',
    'A jury found the defendant guilty of murder. The judge will pass sentence in the crown court on Friday.',
    'trial (court)',
  ],
  [
    'disaster, accident and emergency incident',
    'The earthquake struck at dawn. Rescuers searched the rubble for survivors as aftershocks shook the town.',
    'earthquake',
  ],
  [
    'economy, business and finance',
    'The central bank raised interest rates to slow inflation. Economists said that consumer prices would fall.',
    'central bank',
  ],
  [
    'health',
    'The health ministry said that the outbreak of cholera had infected forty patients, who are in hospital.',
    'communicable disease',
  ],
  [
    'environment',
    'Greenhouse gas emissions rose again. The climate summit failed to agree, environmentalists said.',
    'climate change',
  ],
  [
    'sport',
    'The striker scored twice before half time and the goalkeeper saved a penalty kick in the final of the World Cup.',
    'soccer',
  ],
  [
    'weather',
    'Forecasters warned of heavy rain and snow. The weather service issued a severe weather alert for the coast.',
    'weather warning',
  ],
  [
    'religion and belief',
    'The bishop led the prayers in the cathedral, and the patriarch sent a message to the congregation.',
    undefined,
  ],
  [
    'science and technology',
    'Astronomers saw the comet through a telescope. The scientists published in the journal what the observatory found.',
    'astronomy',
  ],
  [
    'education',
    'Pupils return to school on Monday. Teachers say that the curriculum has changed and that classrooms are cold.',
    'school',
  ],
  [
    'labour',
    'The trade union called a general strike over wages; strikers stood on the picket line at the factory.',
    'strike',
  ],
  [
    'arts, culture and entertainment',
    'The novelist won the Booker Prize for a novel about a poet; her publisher sold a million copies.',
    'literature',
  ],
])('%s', async (top, text, below) => {
  const names = await namesIn(text);
  expect(names).toContain(top);
  if (below) expect(names).toContain(below);
});

test('says which words decided, and what it is one of', async () => {
  const text = 'Voters go to the polls on Sunday in a presidential election. The ballot papers list six candidates.';
  const found = (await topicsOf([text])).find(({ value }) => value.name === 'national elections');
  expect(found?.value.broader.map(({ name }) => name)).toEqual(['politics', 'election']);
  expect(found?.value.words.map(({ start, end }) => text.slice(start, end))).toContain('presidential election');
});

test.each([
  ['one word that is only by the way', 'He played a game of cards with the president.'],
  ['words in another sense', 'They struck a balance and opened fire on their critics in a war of words.'],
  ['nothing', 'It was Tuesday. They went home and came back.'],
])('abstains from %s', async (_, text) => {
  expect(await namesIn(text)).toEqual([]);
});

test('another language is not read', async () => {
  const { skipped } = await analyse(articleOf(['Les élections présidentielles.'], 'fr'), [topicExtractor], FACTS);
  expect(skipped).toHaveLength(1);
});

test('any words: topics are of the scheme, and their words stand in the text', async () => {
  const word = fc.constantFrom(
    'election',
    'voters',
    'ballot',
    'war',
    'troops',
    'killed',
    'strike',
    'union',
    '-',
    '’s',
    '.',
    'the',
    'of',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 60 }), async (words) => {
      const text = words.join(' ');
      for (const { value } of await topicsOf([text])) {
        expect(topicOf(value.id)?.name).toBe(value.name);
        for (const { start, end } of value.words) expect(text.slice(start, end).trim()).not.toBe('');
      }
    }),
    { numRuns: 60 },
  );
});

test('a megabyte of terms in one sentence', async () => {
  const text = 'presidential election ballot war crime '.repeat(26_000);
  expect((await topicsOf([text])).length).toBeGreaterThan(0);
});

describe('what the file says', () => {
  const evidence = { from: 'ninjs' as const, quote: '' };
  const metadata = (...subjects: NonNullable<Metadata['subjects']>['value']) => ({
    ...analysisOf().article.metadata,
    subjects: { value: subjects, evidence },
  });

  test('is told by codes of the scheme only', () => {
    const found = declaredTopics(
      metadata(
        { code: 'medtop:20000849', name: 'Baseball' },
        { code: 'http://cv.iptc.org/newscodes/mediatopic/15000000' },
        { code: '15000000', scheme: 'somebody’s own' },
        { name: 'sport' },
        { code: 'medtop:99999999' },
      ),
    );
    expect(found.map(({ id, name, printed }) => [id, name, printed.name])).toEqual([
      ['medtop:20000849', 'baseball', 'Baseball'],
      ['medtop:15000000', 'sport', undefined],
    ]);
  });

  test('makes one index line for a top-level topic, with what is below', () => {
    const analysis = analysisOf();
    const article = {
      ...analysis.article,
      metadata: metadata({ code: 'medtop:20000849' }, { code: 'medtop:15000000' }),
    };
    const plan = planOf({ ...analysis, article }, { analysisKey: 'a', requestedAt: '2026-01-01T00:00:00Z' });
    expect(plan.lines.filter(({ index }) => index.startsWith('topic:'))).toEqual([
      { index: 'topic:medtop:15000000', detail: { topics: ['medtop:20000822', 'medtop:20000849'] } },
    ]);
  });
});

describe('rules', () => {
  test('take their place from their indentation', () => {
    const { topics, nothing } = parseRules(
      '11000000 politics\n  + 2 bill\n  20000574 election\n    + 3 vote; poll\n  - vote of thanks\n',
    );
    expect(topics.map(({ id, parent, top }) => [id, parent, top])).toEqual([
      ['11000000', undefined, '11000000'],
      ['20000574', '11000000', '11000000'],
    ]);
    expect(topics[1]?.terms).toEqual([
      { words: 'vote', weight: 3 },
      { words: 'poll', weight: 3 },
    ]);
    expect(nothing).toEqual(['vote of thanks']);
  });

  test('a line that is none is named', () => {
    expect(() => parseRules('11000000 politics\n  * bill\n')).toThrow('line 2');
  });

  test('compare words without case, plural and possessive', () => {
    expect(wordsOfTerm("America's Cups")).toEqual(['america', 'cups']);
    expect(broaderOf('medtop:20000574')).toEqual([{ id: 'medtop:11000000', name: 'politics' }]);
  });
});
