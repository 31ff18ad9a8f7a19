import * as fc from 'fast-check';
import { entityExtractor } from '../../../shared/entities/extractor';
import { Reading } from '../../../shared/extractors/reading';
import { compile } from '../../../shared/gazetteers/compile';
import type { GazetteerEntity } from '../../../shared/gazetteers/model';
import { BadGazetteerError, readGazetteer } from '../../../shared/gazetteers/read';
import { compileGazetteers, gazetteerSource, MAX_ROWS, readGazetteerReport } from '../../../shared/gazetteers/store';
import { MemoryObjects } from '../../fakes/memory-objects';
import { MemoryTable } from '../../fakes/memory-table';
import { articleOf } from '../entities/article';

const read = (key: string, text: string) => readGazetteer(key, Buffer.from(text), 1000);
const entitiesOf = (key: string, text: string) => read(key, text).flatMap(({ entity }) => entity ?? []);

describe('a gazetteer', () => {
  test('is CSV or JSON; both say the same', () => {
    const csv = 'name,type,aliases,wikidata\r\n"Odra, Port of",org,"Odra Port; ""OP""",Q12\r\n\r\nAsta Lind,PERSON,,\n';
    const expected = [
      { id: 'org:odra-port-of', type: 'ORG', name: 'Odra, Port of', wikidata: 'Q12', aliases: ['Odra Port', '"OP"'] },
      { id: 'person:asta-lind', type: 'PERSON', name: 'Asta Lind', aliases: [] },
    ];
    expect(entitiesOf('g.csv', csv)).toEqual(expected);
    const json = JSON.stringify(expected.map(({ id: _, ...row }) => row));
    expect(entitiesOf('g.json', json)).toEqual(expected);
  });

  test('keeps its good rows beside bad ones, each with its reason', () => {
    const rows = read(
      'g.json',
      JSON.stringify([
        { name: 'Asta\u200b Lind\ufeff', type: 'person' },
        { name: '\u200b', type: 'PERSON' },
        { name: 'X', type: 'ORG' },
        { name: 'Odra', type: 'RIVER' },
        { type: 'ORG' },
        { name: 'Odra', type: 'ORG', id: 'person:odra' },
        { name: 'Odra', type: 'ORG', wikidata: '12' },
        7,
        { name: '42', type: 'ORG' },
        { name: 'Odra', type: 'ORG', aliases: ['O', 'Odra Line'] },
      ]),
    );
    expect(rows.map((row) => row.entity?.name ?? ('reason' in row ? row.reason : ''))).toEqual([
      'Asta Lind',
      'the name is empty',
      'the name is a single letter, which would be found everywhere',
      expect.stringMatching(/^"RIVER" is none of PERSON, ORG/),
      'name is missing or not text',
      'the id "person:odra" is not org: and letters, digits and hyphens',
      '"12" is no Wikidata id, such as Q7747',
      expect.stringContaining('missing or not text'),
      'the name has no letter',
      'Odra',
    ]);
    expect(rows.at(-1)).toMatchObject({ entity: { aliases: ['Odra Line'] }, dropped: ['O'] });
  });

  test.each([
    ['g.csv', 'name,type\n"Odra,ORG\n', /quotation mark in line 2 is not closed/],
    ['g.csv', 'Odra;ORG\n', /first line has to name the columns/],
    ['g.csv', '', /first line has to name the columns/],
    ['g.json', '[{"name": "Odra"', /^It is not JSON/],
    ['g.json', '{"name": "Odra"}', /not an array/],
  ])('that is broken says how: %s %j', (key, text, reason) => {
    expect(() => read(key, text)).toThrow(BadGazetteerError);
    expect(() => read(key, text)).toThrow(reason);
  });

  test('that is not UTF-8 says so', () => {
    expect(() => readGazetteer('g.csv', Uint8Array.of(0xff, 0xfe, 0x41), 10)).toThrow('not UTF-8');
  });

  test('of a million rows is refused, and says how many may be', () => {
    const csv = `name,type\n${'Asta Lind,PERSON\n'.repeat(1_000_000)}`;
    expect(() => readGazetteer('g.csv', Buffer.from(csv), MAX_ROWS)).toThrow(`more than ${MAX_ROWS} rows`);
  });

  test('of any cells comes back as it was written', () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => `a${text}b`.replaceAll(/[\p{C}\s]/gu, '').normalize('NFC'));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), (names) => {
        const csv = ['name,type', ...names.map((name) => `"${name.replaceAll('"', '""')}",ORG`)].join('\n');
        expect(entitiesOf('g.csv', csv).map(({ name }) => name)).toEqual(names);
      }),
    );
  });
});

describe('contradictions', () => {
  test('leave both rows out, and name each other', () => {
    const a = { key: 'a.csv', rows: read('a.csv', 'name,type,aliases\nOdra Line,ORG,Odra\nAsta Lind,PERSON,\n') };
    const b = { key: 'b.csv', rows: read('b.csv', 'name,type\nOdra,GPE\nAsta Lind,PERSON\n') };
    const { entities, files } = compile([a, b]);
    expect(entities.map(({ id }) => id)).toEqual(['person:asta-lind']);
    expect(files.map(({ key, refused, problems }) => [key, refused, problems])).toEqual([
      [
        'a.csv',
        1,
        [{ row: 1, reason: '"Odra" means org:odra-line and gpe:odra, against row 1 of b.csv: both are left out' }],
      ],
      [
        'b.csv',
        1,
        [{ row: 1, reason: '"Odra" means org:odra-line and gpe:odra, against row 1 of a.csv: both are left out' }],
      ],
    ]);
  });

  test('of names and of Wikidata ids are found as well', () => {
    const rows = read(
      'a.json',
      JSON.stringify([
        { name: 'Odra', type: 'ORG', id: 'org:o' },
        { name: 'Odra Line', type: 'ORG', id: 'org:o' },
        { name: 'Asta', type: 'PERSON', wikidata: 'Q1' },
        { name: 'Asta', type: 'PERSON', wikidata: 'Q2' },
      ]),
    );
    const { entities, files } = compile([{ key: 'a.json', rows }]);
    expect(entities).toEqual([]);
    expect(files[0]?.refused).toBe(4);
  });
});

describe('the gazetteers of a bucket', () => {
  const bucket = () => ({ objects: new MemoryObjects(), table: new MemoryTable() });

  test('become one, with a hash that depends on what they say only', async () => {
    const to = bucket();
    await compileGazetteers(to);
    expect(await readGazetteerReport(to.table)).toBeUndefined();
    to.objects.drop('gazetteers/one.csv', 'name,type\nOdra Line,ORG\n', {});
    await compileGazetteers(to);
    const first = await gazetteerSource(to.objects, to.table)();
    expect(first?.entities).toEqual([{ id: 'org:odra-line', type: 'ORG', name: 'Odra Line', aliases: [] }]);
    to.objects.drop('gazetteers/two.json', '{', {});
    to.objects.drop('gazetteers/notes.txt', 'x', {});
    await compileGazetteers(to);
    const report = await readGazetteerReport(to.table);
    expect(report?.hash).toBe(first?.hash);
    expect(report?.files.map(({ key, problems }) => [key, problems[0]?.reason])).toEqual([
      ['gazetteers/notes.txt', 'A gazetteer is a .csv or a .json file.'],
      ['gazetteers/one.csv', undefined],
      ['gazetteers/two.json', expect.stringMatching(/^It is not JSON/)],
    ]);
  });

  test('are compiled once, also by two at once', async () => {
    const to = bucket();
    to.objects.drop('gazetteers/one.csv', 'name,type\nOdra Line,ORG\n', {});
    await Promise.all([compileGazetteers(to), compileGazetteers(to)]);
    const { writes } = to.objects;
    await compileGazetteers(to);
    expect(to.objects.writes).toBe(writes);
    expect((await readGazetteerReport(to.table))?.entities).toBe(1);
  });
});

describe('entities of the users', () => {
  const idsIn = async (text: string, entities: GazetteerEntity[]) => {
    const article = articleOf([text]);
    const hash = JSON.stringify(entities);
    const context = { annotations: [], reading: new Reading(article, []), dating: undefined };
    const found = await entityExtractor.extract(article, { ...context, gazetteer: { hash, entities } });
    return found.flatMap((each) =>
      each.kind === 'mention' ? [`${text.slice(each.start, each.end)}=${each.value.id}`] : [],
    );
  };
  const person = (name: string, ...aliases: string[]): GazetteerEntity => ({
    ...{ id: 'person:x', type: 'PERSON', name, aliases },
  });

  test('are found by all their names, before ours', async () => {
    const zorb: GazetteerEntity = { id: 'org:zorb', type: 'ORG', name: 'Zorblatt', aliases: ['Grey House'] };
    expect(await idsIn('Staff of Zorblatt met. The Grey House said nothing.', [zorb])).toEqual([
      'Zorblatt=org:zorb',
      'Grey House=org:zorb',
    ]);
    const nato: GazetteerEntity = { id: 'org:otan', type: 'ORG', name: 'OTAN', aliases: ['NATO'] };
    expect(await idsIn('Ministers of NATO met.', [nato])).toEqual(['NATO=org:otan']);
  });

  test('with names that are words are not found in every sentence', async () => {
    for (const word of ['Will', 'May', 'Rice', 'Bush']) {
      const sentence = `${word} is what the sign said. They planted it in ${word.toLowerCase()}.`;
      expect(await idsIn(sentence, [person(word)])).toEqual([]);
    }
  });
});
