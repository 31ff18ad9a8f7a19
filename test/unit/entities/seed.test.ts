import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { mentionsIn } from './article';

/** The first document that users gave, with what a careful reader takes from it; it lies beside the repository. */
const FOLDER = path.join(__dirname, '..', '..', '..', '..', 'shared', 'data', 'seed');
const there = existsSync(FOLDER);

const Expected = z.object({
  entities: z.array(z.object({ type: z.string(), name: z.string(), mentions: z.array(z.string()).optional() })),
});

(there ? test : test.skip)('finds every person, organisation and place of the seed article, linked', () => {
  const [, ...paragraphs] = readFileSync(path.join(FOLDER, 'monitor-6-238.txt'), 'utf8').split('\n\n');
  const expected = Expected.parse(JSON.parse(readFileSync(path.join(FOLDER, 'monitor-6-238.expected.json'), 'utf8')));
  const text = paragraphs.join('\n\n');
  const mentions = mentionsIn(...paragraphs);
  for (const { type, name, mentions: words } of expected.entities) {
    if (!['PERSON', 'ORG', 'GPE', 'LOC'].includes(type)) continue;
    const found = mentions
      .filter(({ value }) => value.type === type && value.name === name)
      .map(({ start, end }) => text.slice(start, end));
    if (words === undefined) expect([name, found.length > 0]).toEqual([name, true]);
    else expect([name, new Set(found)]).toEqual([name, new Set(words)]);
  }
  expect(mentions.filter(({ value }) => value.id === 'person:igor-ivanov')).toHaveLength(3);
});
