import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ComprehendClient, ComprehendServiceException, DetectEntitiesCommand } from '@aws-sdk/client-comprehend';
import { mockClient } from 'aws-sdk-client-mock';
import { comprehendDetector } from '../../../shared/adapters/comprehend';
import type { ParsedArticle } from '../../../shared/article/schema';
import { splitSentences } from '../../../shared/article/sentences';
import { TemporaryError } from '../../../shared/errors';
import { annotate as annotateAll } from '../../../shared/extractors/annotate';
import { comprehendExtractor, type EntityDetector } from '../../../shared/extractors/comprehend';
import type { Extractor, Mention } from '../../../shared/extractors/extractor';

const RECORDED: unknown = JSON.parse(
  readFileSync(path.join(__dirname, '../../fixtures/comprehend-detect-entities.json'), 'utf8'),
);
/** The fish is one code point and two UTF-16 code units. */
const TEXT = '🐟 Ana Petrova told the Northern Fisheries Board in Oslo on Tuesday. Petrova left.';

function articleOf(text: string, language?: string): ParsedArticle {
  const paragraphs = [{ start: 0, end: text.length, kind: 'body' as const }];
  const evidence = { from: 'header' as const, quote: '' };
  return {
    text,
    paragraphs,
    sentences: splitSentences(text, paragraphs),
    metadata: { title: { value: 't', evidence }, ...(language ? { language: { value: language, evidence } } : {}) },
    sourceMap: [],
    warnings: [],
  };
}

async function annotate(article: ParsedArticle, extractors: readonly Extractor[]): Promise<Mention[]> {
  return (await annotateAll(article, extractors)).filter((annotation) => annotation.kind === 'mention');
}

/** Answers each request by a function of its text, and keeps what was asked. */
function detector(answer: (text: string) => unknown) {
  const asked: { text: string; language: string }[] = [];
  const detectEntities: EntityDetector['detectEntities'] = async (text, language) => {
    asked.push({ text, language });
    return answer(text);
  };
  return { asked, extractor: comprehendExtractor(async () => ({ detectEntities })) };
}

describe('entities by Amazon Comprehend', () => {
  it('come with our offsets, types and ids, and its score', async () => {
    const { extractor } = detector(() => RECORDED);
    const found = await annotate(articleOf(TEXT), [extractor]);
    expect(found.map(({ start, end, value }) => [TEXT.slice(start, end), value.type, value.id])).toEqual([
      ['Ana Petrova', 'PERSON', 'person:ana-petrova'],
      ['Northern Fisheries Board', 'ORG', 'org:northern-fisheries-board'],
      ['Oslo', 'GPE', 'gpe:oslo'],
      ['Petrova', 'PERSON', 'person:ana-petrova'],
    ]);
    expect(found[0]).toMatchObject({
      confidence: 0.9991234,
      extractor: expect.stringMatching(/^entities-comprehend@/),
    });
  });

  it('are left out where the words are not at their place', async () => {
    const Entities = [{ BeginOffset: 0, EndOffset: 4, Score: 1, Text: 'Oslo', Type: 'LOCATION' }];
    expect(await annotate(articleOf(TEXT), [detector(() => ({ Entities })).extractor])).toEqual([]);
  });

  it('are asked for in pieces that fit into a request', async () => {
    const sentence = 'The board of Łódź met in Oslo and spoke of nothing. ';
    const text = `${sentence.repeat(5000)}${'x'.repeat(200_000)}`.trim();
    const oslo = (chunk: string) => ({
      Entities: [...chunk.matchAll(/Oslo/g)].map(({ index }) => ({
        BeginOffset: index,
        EndOffset: index + 4,
        Score: 1,
        Text: 'Oslo',
        Type: 'LOCATION',
      })),
    });
    const { asked, extractor } = detector(oslo);
    const found = await annotate(articleOf(text), [extractor]);
    expect(found).toHaveLength(5000);
    expect(found.every(({ start, end }) => text.slice(start, end) === 'Oslo')).toBe(true);
    for (const request of asked) expect(Buffer.byteLength(request.text)).toBeLessThanOrEqual(100_000);
    expect(asked.length).toBeLessThan(10);
  });

  it.each([
    [undefined, 'en'],
    ['en-GB', 'en'],
    ['zh-TW', 'zh-TW'],
    ['FR', 'fr'],
    ['fi', undefined],
  ])('are asked for in the language %s as %s', async (stated, language) => {
    const { asked, extractor } = detector(() => ({ Entities: [] }));
    await annotate(articleOf(TEXT, stated), [extractor]);
    expect(asked.map((request) => request.language)).toEqual(language ? [language] : []);
  });

  it('are named without title, article and doubt', async () => {
    const text = 'The African Union thanked President Diallo near Mount Nimba.';
    const entity = (Type: string, Text: string, Score: number) => {
      const BeginOffset = text.indexOf(Text);
      return { Type, Text, Score, BeginOffset, EndOffset: BeginOffset + Text.length };
    };
    const Entities = [
      entity('ORGANIZATION', 'The African Union', 0.97),
      entity('PERSON', 'President Diallo', 0.93),
      entity('LOCATION', 'Mount Nimba', 0.98),
      entity('LOCATION', 'African', 0.31),
      entity('QUANTITY', 'thanked', 0.99),
    ];
    const found = await annotate(articleOf(text), [detector(() => ({ Entities })).extractor]);
    expect(found.map(({ start, end, value }) => [text.slice(start, end), value.id])).toEqual([
      ['African Union', 'org:african-union'],
      ['Diallo', 'person:diallo'],
      ['Mount Nimba', 'loc:mount-nimba'],
    ]);
  });

  it('do not come from an answer of another shape', async () => {
    await expect(
      annotate(articleOf(TEXT), [detector(() => ({ Entities: [{ Type: 1 }] })).extractor]),
    ).rejects.toThrow();
  });
});

describe('the client', () => {
  const mock = mockClient(ComprehendClient);
  beforeEach(() => mock.reset());

  it('asks DetectEntities', async () => {
    mock.on(DetectEntitiesCommand, { Text: 'a', LanguageCode: 'en' }).resolves({ Entities: [] });
    expect(await comprehendDetector(new ComprehendClient({ region: 'eu-west-1' })).detectEntities('a', 'en')).toEqual({
      Entities: [],
    });
  });

  it.each(['ThrottlingException', 'TooManyRequestsException'])('says that %s may pass', async (name) => {
    mock.on(DetectEntitiesCommand).rejects(Object.assign(new Error('slow down'), { name }));
    const asked = comprehendDetector(new ComprehendClient({ region: 'eu-west-1' })).detectEntities('a', 'en');
    await expect(asked).rejects.toThrow(TemporaryError);
  });

  it.each([
    [
      'the service is down',
      new ComprehendServiceException({
        name: 'Odd',
        $fault: 'server',
        message: '',
        $metadata: { httpStatusCode: 503 },
      }),
    ],
    ['the network does not answer', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
  ])('says that it may pass when %s', async (_, error) => {
    mock.on(DetectEntitiesCommand).rejects(error);
    const asked = comprehendDetector(new ComprehendClient({ region: 'eu-west-1' })).detectEntities('a', 'en');
    await expect(asked).rejects.toThrow(TemporaryError);
  });

  it('does not say so of a request that is wrong', async () => {
    mock.on(DetectEntitiesCommand).rejects(Object.assign(new Error('no'), { name: 'InvalidRequestException' }));
    const asked = comprehendDetector(new ComprehendClient({ region: 'eu-west-1' })).detectEntities('a', 'en');
    await expect(asked).rejects.not.toThrow(TemporaryError);
  });
});
