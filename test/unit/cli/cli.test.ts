import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { dateline as runCommand } from './harness';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'dateline-cli-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const dateline = (...args: string[]) => runCommand(args);

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const Line = z.object({
  file: z.string(),
  text: z.string(),
  metadata: z.object({ title: z.object({ value: z.string() }) }),
  annotations: z.array(z.object({ kind: z.string(), start: z.int(), end: z.int(), value: z.unknown() })),
});

describe('dateline read', () => {
  it('writes a line for each article, with offsets that count in its text', async () => {
    const brief = file('brief.txt', 'Publication: Monitor Volume: 2 Issue: 7\n\nAino Lehtonen spoke in Oslo.\n');
    const two = file(
      'two.json',
      JSON.stringify([
        { title: 'One', text: 'Rain fell.' },
        { title: 'Two', text: 'Snow fell.' },
      ]),
    );
    const { exitCode, out } = await dateline('read', '--jsonl', brief, two);
    expect(exitCode).toBe(0);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => Line.parse(JSON.parse(line)));
    expect(lines.map((line) => [line.file, line.metadata.title.value])).toEqual([
      [brief, 'Aino Lehtonen spoke in Oslo'],
      [two, 'One'],
      [two, 'Two'],
    ]);
    const mentions = lines[0]?.annotations.filter(({ kind }) => kind === 'mention');
    expect(mentions?.map(({ start, end }) => lines[0]?.text.slice(start, end))).toEqual(['Aino Lehtonen', 'Oslo']);
  });

  it('goes on after a file that cannot be read, says why, and exits with 1', async () => {
    const picture = file('picture.txt', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'));
    const { exitCode, out, err } = await dateline(
      'read',
      '--jsonl',
      picture,
      join(directory, 'none.txt'),
      file('ok.txt', 'All is well.'),
    );
    expect(exitCode).toBe(1);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('PNG');
    expect(err).toContain('none.txt');
  });

  it('shows a person what a file holds', async () => {
    const { out } = await dateline('read', file('story.txt', 'Aino Lehtonen spoke in Oslo on Tuesday about fish.'));
    expect(out).toContain('[derived]');
    expect(out).toContain('Aino Lehtonen');
  });
});

describe('dateline, asked wrongly', () => {
  it.each([
    [['read']],
    [['ask', 'nothing']],
    [['read', '--nonsense', 'x']],
    [['ask', 'articles', '--limit', 'many', '--api', 'nowhere']],
  ])('exits with 2: %j', async (args) => {
    expect((await dateline(...args)).exitCode).toBe(2);
  });

  it('says how to start what does not run', async () => {
    const { exitCode, err } = await dateline('ask', 'health', '--data', join(directory, 'nothing'));
    expect(exitCode).toBe(2);
    expect(err).toContain('npm start');
  });
});

describe('dateline ask', () => {
  let server: Server;
  let api: string;
  const asked: string[] = [];
  const entity = (name: string) => ({ id: `person:${name}`, type: 'PERSON', name });
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const url = new URL(request.url ?? '/', 'http://localhost');
      const problem = {
        type: 'urn:x',
        title: 'A parameter is wrong',
        status: 400,
        detail: 'No.',
        errors: [{ field: 'from', message: 'must be a day' }],
      };
      if (url.searchParams.has('from')) {
        response.writeHead(400, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
      } else {
        const more = url.searchParams.get('cursor') === null;
        const page = { items: [entity(more ? 'ana' : 'jo')], next: more ? 'later' : null };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
      }
    }).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it('shows a page and how to get the next', async () => {
    const { exitCode, out, err } = await dateline('ask', 'entities', '--q', 'a n', '--api', api);
    expect(exitCode).toBe(0);
    expect(asked.at(-1)).toContain('q=a%20n');
    expect(out).toContain('person:ana');
    expect(out + err).toContain('later');
  });

  it('follows the cursor to the end when asked for all', async () => {
    const { out } = await dateline('ask', 'entities', '--all', '--api', api);
    expect(out).toContain('person:ana');
    expect(out).toContain('person:jo');
  });

  it('says which parameter is wrong, and exits with 1', async () => {
    const { exitCode, err } = await dateline('ask', 'articles', '--from', '2000-02-30', '--api', api);
    expect(exitCode).toBe(1);
    expect(err).toContain('from: must be a day');
  });
});
