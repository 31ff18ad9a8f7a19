import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { DiskStore } from '../../local/disk-store';
import { DropFolder, isTemporary } from '../../local/drop-folder';
import { close, listen } from '../../local/loopback';
import { buildS3App } from '../../local/s3-endpoint';
import { until } from './support/until';

let directory: string;
let folder: string;
let store: DiskStore;
let app: FastifyInstance;
let s3: string;
let dropFolder: DropFolder | undefined;
const created: string[] = [];
const failures: string[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dateline-drop-'));
  folder = join(directory, 'drop');
  created.length = 0;
  failures.length = 0;
  store = new DiskStore({ directory: join(directory, 's3'), onCreated: ({ key }) => created.push(key) });
  store.createBucket('news');
  app = await buildS3App(store, { sent: () => {}, defect: (error) => failures.push(String(error)) });
  await app.ready();
  s3 = await listen(app.server, 0);
});
afterEach(async () => {
  await dropFolder?.stop();
  await app.close();
  await close(app.server);
  store.close();
  rmSync(directory, { recursive: true });
});

function watch(bucket = 'news'): void {
  dropFolder = new DropFolder({ folder, s3, bucket, onFailure: (file, error) => failures.push(`${file} ${error}`) });
}

describe('DropFolder', () => {
  it('uploads what is there, what comes and what changes, under its path', async () => {
    mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
    writeFileSync(join(folder, 'deep', 'er', 'a b+ü😀.txt'), 'old');
    writeFileSync(join(folder, '.hidden'), 'x');
    watch();
    await until(() => created.length === 1);
    writeFileSync(join(folder, 'new.txt'), '');
    await until(() => created.length === 2);
    writeFileSync(join(folder, 'new.txt'), 'changed');
    await until(() => created.length === 3);
    expect(created).toEqual(['incoming/deep/er/a b+ü😀.txt', 'incoming/new.txt', 'incoming/new.txt']);
    expect(String(store.getObject('news', 'incoming/new.txt').body)).toBe('changed');
    expect(failures).toEqual([]);
  });

  it('does not upload again what is there unchanged', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'same'), 'same');
    writeFileSync(join(folder, 'other'), 'before');
    watch();
    await until(() => created.length === 2);
    await dropFolder?.stop();
    writeFileSync(join(folder, 'other'), 'after');
    watch();
    await until(() => created.length === 3);
    expect(created[2]).toBe('incoming/other');
  });

  it('says what could not be uploaded, and goes on', async () => {
    watch('none');
    writeFileSync(join(folder, 'a'), '1');
    writeFileSync(join(folder, 'b'), '2');
    await until(() => failures.length === 2);
    expect(failures.sort()).toEqual([
      expect.stringContaining(join(folder, 'a')),
      expect.stringContaining(join(folder, 'b')),
    ]);
  });
});

describe('isTemporary', () => {
  it.each(['.x', '~$report.docx', 'a.txt~', 'a.TMP', 'a.crdownload', 'Thumbs.db'])('%s', (name) => {
    expect(isTemporary(name)).toBe(true);
  });
  it.each(['a.txt', 'tmp', 'part', 'a.temporary', '~a', 'download.md'])('not %s', (name) => {
    expect(isTemporary(name)).toBe(false);
  });
});
