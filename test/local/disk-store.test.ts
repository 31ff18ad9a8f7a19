import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { DiskStore } from '../../local/disk-store';
import type { StoredObject } from '../../local/object-log';
import { S3Failure } from '../../local/s3-failure';

let directory: string;
let open: DiskStore[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dateline-store-'));
  open = [];
});
afterEach(() => {
  for (const store of open) store.close();
  rmSync(directory, { recursive: true });
});

const isDrop = ({ key }: StoredObject) => key.startsWith('in/');

/** A store as it is after a kill -9: what the one before held open is left alone. */
function start(path = directory): DiskStore {
  const store = new DiskStore({ directory: path, isDrop });
  open.push(store);
  store.createBucket('news');
  return store;
}

function textOf(store: DiskStore, key: string): string {
  const { body } = store.getObject('news', key);
  return Buffer.from(body.subarray(0, body.length)).toString();
}

function keysOf(store: DiskStore): string[] {
  return store.listObjects('news').objects.map(({ key }) => key);
}

function bodyFiles(): string[] {
  return readdirSync(join(directory, 'bodies')).flatMap((shard) => readdirSync(join(directory, 'bodies', shard)));
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof S3Failure) return error.code;
  }
  return 'no failure';
}

describe('DiskStore', () => {
  it('does what a Map does, also after every restart', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'a',
        'a/b',
        '../../etc/passwd',
        '%2e',
        ' ',
        'e\u0301',
        'é',
        '😀',
        '\uffee',
        'con',
        'k'.repeat(1024),
      ),
      fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    );
    const step = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), key, text: fc.string() }),
      fc.record({ kind: fc.constant('delete' as const), key }),
      fc.record({ kind: fc.constant('restart' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const path = mkdtempSync(join(directory, 'run-'));
        const model = new Map<string, string>();
        let store = start(path);
        for (const action of steps) {
          if (action.kind === 'put') {
            store.putObject('news', action.key, Buffer.from(action.text));
            model.set(action.key, action.text);
          } else if (action.kind === 'delete') {
            store.deleteObject('news', action.key);
            model.delete(action.key);
          } else store = start(path);
        }
        store = start(path);
        const byBytes = [...model.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(keysOf(store)).toEqual(byBytes);
        for (const [name, text] of model) expect(textOf(store, name)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what was said about an object', () => {
    const { lastModified } = start().putObject('news', 'k', Buffer.from('x'), 'text/markdown', {
      'dateline-title': 'T',
    });
    expect(start().headObject('news', 'k')).toMatchObject({
      contentType: 'text/markdown',
      contentLength: 1,
      etag: '"9dd4e461268c8034f5c8564e155c67a6"',
      metadata: { 'dateline-title': 'T' },
      lastModified,
    });
  });

  it('gives every write a higher sequencer, also after what was highest is gone', () => {
    const created: string[] = [];
    const remember = () => new DiskStore({ directory, onCreated: ({ sequencer }) => created.push(sequencer) });
    for (let restart = 0; restart < 3; restart++) {
      const store = remember();
      open.push(store);
      store.createBucket('news');
      // More than the log keeps, so that it is written anew at the next start.
      for (let write = 0; write < 700; write++) store.putObject('news', 'k', Buffer.from(String(write)));
      store.deleteObject('news', 'k');
    }
    expect(created).toHaveLength(2100);
    expect([...new Set(created)].sort()).toEqual(created);
    expect(readFileSync(join(directory, 'objects.jsonl'), 'utf8').split('\n').length).toBeLessThan(1000);
  });

  it('forgets a write that a crash cut short, and its bytes', () => {
    const store = start();
    store.putObject('news', 'whole', Buffer.from('1'));
    const [line] = readFileSync(join(directory, 'objects.jsonl'), 'utf8').split('\n').slice(-2);
    appendFileSync(join(directory, 'objects.jsonl'), line?.replace('whole', 'half').slice(0, 50) ?? '');
    mkdirSync(join(directory, 'bodies', '02'));
    writeFileSync(join(directory, 'bodies', '02', '0000000000000002'), 'half');

    const restarted = start();
    expect(keysOf(restarted)).toEqual(['whole']);
    expect(bodyFiles()).toEqual(['0000000000000001']);
    restarted.putObject('news', 'next', Buffer.from('2'));
    expect(keysOf(start())).toEqual(['next', 'whole']);
  });

  it('says where its log is damaged', () => {
    start().putObject('news', 'k', Buffer.from('1'));
    const path = join(directory, 'objects.jsonl');
    writeFileSync(path, `?${readFileSync(path, 'utf8')}`);
    expect(() => start()).toThrow('objects.jsonl, line 1 is damaged');
  });

  it('keeps one file for each object', () => {
    const store = start();
    store.putObject('news', 'k', Buffer.from('1'));
    store.putObject('news', 'k', Buffer.from('2'));
    store.putObject('news', 'gone', Buffer.from('3'));
    store.deleteObject('news', 'gone');
    expect(bodyFiles()).toHaveLength(1);
  });

  it('reads large objects and ranges of them from disk', async () => {
    const store = start();
    const bytes = Buffer.alloc(3_000_000, 'dateline ');
    store.putObject('news', 'large', bytes);
    const { body } = store.getObject('news', 'large');
    expect(Buffer.isBuffer(body)).toBe(false);
    expect(body.subarray(2_999_990, 3_000_000)).toEqual(bytes.subarray(2_999_990));
    const chunks: Buffer[] = [];
    for await (const chunk of body as unknown as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    store.putObject('news', 'copy', store.getObject('news', 'large').body);
    expect(store.headObject('news', 'copy').etag).toBe(store.headObject('news', 'large').etag);
  });

  describe('drops', () => {
    const names = (store: DiskStore) => store.unsettled().map(({ key, etag }) => `${key} ${etag.slice(0, 4)}`);

    it('are remembered until they are settled, even when overwritten or deleted', () => {
      const created: StoredObject[] = [];
      const store = new DiskStore({ directory, isDrop, onCreated: (object) => created.push(object) });
      open.push(store);
      store.createBucket('news');
      store.putObject('news', 'in/a', Buffer.from('1'));
      store.putObject('news', 'in/a', Buffer.from('2'));
      store.putObject('news', 'in/b', Buffer.from('3'));
      store.deleteObject('news', 'in/b');
      store.putObject('news', 'raw/c', Buffer.from('4'));
      expect(start().unsettled()).toEqual(created.slice(0, 3));

      start().settle(created[0]?.sequencer ?? '');
      expect(names(start())).toEqual(['in/a c81e', 'in/b eccb']);
    });

    it('stay settled when the log is written anew', () => {
      const store = start();
      store.putObject('news', 'in/kept', Buffer.from('1'));
      store.settle('0000000000000001');
      for (let write = 0; write < 600; write++) {
        store.putObject('news', 'other', Buffer.from('2'));
        store.deleteObject('news', 'other');
      }
      store.putObject('news', 'in/open', Buffer.from('1'));
      store.deleteObject('news', 'in/open');
      const before = readFileSync(join(directory, 'objects.jsonl')).length;
      expect(names(start())).toEqual(['in/open c4ca']);
      expect(readFileSync(join(directory, 'objects.jsonl')).length).toBeLessThan(before / 10);
      expect(names(start())).toEqual(['in/open c4ca']);
      expect(keysOf(start())).toEqual(['in/kept']);
    });
  });

  describe('multipart uploads', () => {
    const MB5 = 5 * 1024 * 1024;
    const part = (store: DiskStore, id: string, partNumber: number, body: Buffer) => ({
      partNumber,
      etag: store.uploadPart(id, partNumber, body),
    });

    it('become one object, under the ETag that S3 gives them', () => {
      const store = start();
      const id = store.createMultipartUpload('news', 'k', 'text/plain', { a: 'b' });
      const last = part(store, id, 7, Buffer.from('end'));
      part(store, id, 2, Buffer.from('replaced'));
      const first = part(store, id, 2, Buffer.alloc(MB5, 'x'));
      expect(keysOf(store)).toEqual([]);
      const { etag } = store.completeMultipartUpload(id, [first, last]);
      expect(etag).toMatch(/^"[0-9a-f]{32}-2"$/);
      expect(store.headObject('news', 'k')).toMatchObject({ contentLength: MB5 + 3, contentType: 'text/plain', etag });
      expect(textOf(start(), 'k').slice(-5)).toBe('xxend');
      expect(readdirSync(join(directory, 'uploads'))).toEqual([]);
    });

    it('refuse what S3 refuses', () => {
      const store = start();
      const id = store.createMultipartUpload('news', 'k');
      const one = part(store, id, 1, Buffer.from('small'));
      const two = part(store, id, 2, Buffer.from('small'));
      expect(codeOf(() => store.completeMultipartUpload(id, []))).toBe('MalformedXML');
      expect(codeOf(() => store.completeMultipartUpload(id, [two, one]))).toBe('InvalidPartOrder');
      expect(codeOf(() => store.completeMultipartUpload(id, [one, two]))).toBe('EntityTooSmall');
      expect(codeOf(() => store.completeMultipartUpload(id, [{ ...one, etag: two.etag.replace(/./g, '0') }]))).toBe(
        'InvalidPart',
      );
      expect(codeOf(() => store.uploadPart(id, 10_001, Buffer.from('')))).toBe('InvalidArgument');
      expect(codeOf(() => store.deleteBucket('news'))).toBe('BucketNotEmpty');
      store.abortMultipartUpload(id);
      expect(codeOf(() => store.uploadPart(id, 1, Buffer.from('')))).toBe('NoSuchUpload');
      store.deleteBucket('news');
      expect(codeOf(() => store.putObject('news', 'k', Buffer.from('')))).toBe('NoSuchBucket');
    });
  });

  it('names buckets as S3 does', () => {
    const store = start();
    store.createBucket('another');
    store.createBucket('another');
    expect(
      start()
        .listBuckets()
        .map(({ name }) => name),
    ).toEqual(['another', 'news']);
    for (const name of ['..', 'a', 'A-b', 'a/b', '-ab']) {
      expect(codeOf(() => store.createBucket(name))).toBe('InvalidBucketName');
    }
  });
});
