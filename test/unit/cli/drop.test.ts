import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '../../../shared/api/schemas';
import { type Arrived, articleSummary, cleanUp, dateline, receipt, serve, temporaryDirectory } from './harness';

afterEach(cleanUp);

async function folder(files: Record<string, string>): Promise<string> {
  const root = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  return root;
}

const BAD: Receipt['reason'] = {
  class: 'damaged',
  code: 'empty-file',
  message: 'The file has no bytes.',
  advice: 'Drop it again.',
  stage: 'parse',
};

/** S3 and the API behind one port: what is put gets a receipt, which has not ended when it is first asked for. */
async function service(become: (key: string) => Partial<Receipt>) {
  const receipts: Receipt[] = [];
  const put: Arrived[] = [];
  const asked = new Set<string>();
  const inState = (stored: Receipt): Receipt => {
    if (asked.has(stored.id)) return stored;
    asked.add(stored.id);
    return { ...stored, state: 'received', reason: null };
  };
  const { url } = await serve((request) => {
    if (request.method === 'PUT') {
      const key = decodeURIComponent(request.path).replace('/bucket/', '');
      put.push(request);
      const sha256 = createHash('sha256').update(request.body).digest('hex');
      const receivedAt = new Date(Date.UTC(2026, 4, 1, 12, 0, receipts.length)).toISOString();
      receipts.unshift(receipt({ key, sha256, receivedAt, ...become(key) }));
      return { headers: { etag: '"0123"' } };
    }
    if (request.path === '/drops') return { body: { items: receipts.map(inState), next: null } };
    const found = receipts.find(({ id }) => request.path === `/drops/${encodeURIComponent(id)}`);
    if (found) return { body: inState(found) };
    if (request.path === '/articles/a-1') return { body: detail };
    return { status: 404, body: { type: 'urn:x', title: 'Nothing', status: 404, detail: 'Not there.' } };
  });
  return { put, target: ['--api', url, '--s3', url, '--bucket', 'bucket'] };
}

const detail = {
  ...articleSummary({ id: 'a-1', title: 'Harbour reopens', titleDerived: true }),
  metadata: { title: { value: 'Harbour reopens', evidence: { from: 'derived', quote: 'Harbour reopens' } } },
  paragraphs: [],
  sentences: [],
  dating: null,
  pages: null,
  annotations: [],
  corrections: [],
  entities: [],
  summary: [],
  topics: [],
  declaredTopics: [],
  relations: [],
  keywords: [],
  skipped: [],
  sourcing: { sources: 0, singleSource: false, countries: [] },
  repairs: [],
  suspicions: [],
  warnings: [],
  source: { format: 'text', encoding: 'utf-8', bytes: 10, sha256: 'x', member: null, ordinal: 0 },
  versions: {},
};

test('each file is uploaded below incoming/ with its metadata, and its end is told', async () => {
  const { put, target } = await service(() => ({}));
  const root = await folder({ 'a b.txt': 'one', 'c.md': 'two' });
  const { exitCode, out } = await dateline(['drop', root, '--prefix', 'may', '--meta', 'publication=Küste', ...target]);
  expect(exitCode).toBe(0);
  expect(put.map(({ path }) => path).sort()).toEqual(['/bucket/incoming/may/a%20b.txt', '/bucket/incoming/may/c.md']);
  expect(put[0]?.headers['x-amz-meta-dateline-publication']).toBe('=?UTF-8?B?S8O8c3Rl?=');
  expect(out).toMatch(/^stored +incoming\/may\/a b\.txt {2}\[derived\] Harbour reopens$/m);
  expect(out).toMatch(/^stored +2 +2$/m);
});

test('one quarantined file: its reason and advice, and exit code 1', async () => {
  const { target } = await service((key) =>
    key.endsWith('bad.txt') ? { state: 'quarantined', reason: BAD, articleCount: null, articleIds: [] } : {},
  );
  const root = await folder({ 'bad.txt': '', 'good.txt': 'one' });
  const { exitCode, out } = await dateline(['drop', root, ...target]);
  expect(exitCode).toBe(1);
  expect(out).toMatch(/^quarantined +incoming\/bad\.txt {2}The file has no bytes\.$/m);
  expect(out).toContain('Drop it again.');
  expect(out).toMatch(/^stored +1 +1$/m);
});

test('with --jsonl, stdout is the receipts and nothing else', async () => {
  const { target } = await service(() => ({}));
  const { out } = await dateline(['drop', await folder({ 'a.txt': 'one', 'b.txt': 'two' }), '--jsonl', ...target]);
  const keys = out
    .trimEnd()
    .split('\n')
    .map((line) => String(Object(JSON.parse(line)).key));
  expect(keys.sort()).toEqual(['incoming/a.txt', 'incoming/b.txt']);
});

test('with --no-wait, no receipt is asked for', async () => {
  const { put, target } = await service(() => ({}));
  const { exitCode, out } = await dateline(['drop', await folder({ 'a.txt': 'one' }), '--no-wait', ...target]);
  expect([exitCode, put.length]).toEqual([0, 1]);
  expect(out).toContain('1 file uploaded');
});

test('what has not ended in time is named, with exit code 1', async () => {
  const { target } = await service(() => ({ state: 'parsed' }));
  const { exitCode, err } = await dateline(['drop', await folder({ 'a.txt': 'one' }), '--timeout', '0.5', ...target]);
  expect(exitCode).toBe(1);
  expect(err).toContain('incoming/a.txt: has not ended (parsed, d-incoming/a.txt)');
});

test('a bucket that does not take the files: exit code 2, with what S3 said', async () => {
  const { url } = await serve(({ method }) =>
    method === 'PUT'
      ? {
          status: 403,
          headers: { 'content-type': 'application/xml' },
          body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
        }
      : { body: { items: [], next: null } },
  );
  const target = ['--api', url, '--s3', url, '--bucket', 'bucket'];
  const { exitCode, err } = await dateline(['drop', await folder({ 'a.txt': 'one' }), ...target]);
  expect(exitCode).toBe(2);
  expect(err).toContain('did not take incoming/a.txt');
  expect(err).toContain('AWS_PROFILE');
});

test('nothing is uploaded when there is no API to follow the receipts with', async () => {
  const { put, target } = await service(() => ({}));
  const closed = await serve(() => ({}));
  await cleanUp();
  const root = await folder({ 'a.txt': 'one' });
  const { exitCode } = await dateline(['drop', root, ...target.slice(2), '--api', closed.url]);
  expect([exitCode, put.length]).toEqual([2, 0]);
});
