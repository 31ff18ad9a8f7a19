import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { objectMetadata, planUploads } from '../../../cli/upload';
import { decodeWords } from '../../../shared/formats/object-metadata';
import { cleanUp, temporaryDirectory } from './harness';

afterEach(cleanUp);

async function folder(...names: string[]): Promise<string> {
  const root = await temporaryDirectory();
  for (const name of names) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), name);
  }
  return root;
}

describe('keys', () => {
  test('a file keeps its name, a file in a directory its path below it', async () => {
    const root = await folder('b.txt', 'a/2 + 2 = 4 %.txt', 'a/deep/😀.md');
    const keys = (await planUploads([root, join(root, 'a/deep/😀.md')])).map(({ key }) => key);
    expect(keys).toEqual(['incoming/a/2 + 2 = 4 %.txt', 'incoming/a/deep/😀.md', 'incoming/b.txt', 'incoming/😀.md']);
  });

  test.each(['2026/05', '/2026/05/', '2026/05//'])('prefix %s goes below incoming/', async (prefix) => {
    const [planned] = await planUploads([await folder('x.txt')], prefix);
    expect(planned?.key).toBe('incoming/2026/05/x.txt');
  });

  test('hidden files, and links to directories, are left out', async () => {
    const root = await folder('x.txt', '.DS_Store', '.git/config');
    await symlink(root, join(root, 'circle'));
    await symlink(join(root, 'x.txt'), join(root, 'link.txt'));
    await symlink(join(root, 'gone'), join(root, 'broken.txt'));
    expect((await planUploads([root])).map(({ key }) => key)).toEqual(['incoming/link.txt', 'incoming/x.txt']);
  });

  test('two files for one key are refused before anything is uploaded', async () => {
    const [one, two] = [await folder('x.txt'), await folder('x.txt')];
    await expect(planUploads([one, two])).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('would both be incoming/x.txt'),
    });
  });

  test('a key of more than 1,024 bytes is refused', async () => {
    const root = await folder('x.txt');
    await expect(planUploads([root], 'é'.repeat(520))).rejects.toMatchObject({ exitCode: 2 });
  });

  test('no file: refused', async () => {
    await expect(planUploads([await temporaryDirectory()])).rejects.toThrow('no file in this directory');
    await expect(planUploads(['/nonexistent'])).rejects.toThrow('/nonexistent: There is no such file.');
  });
});

describe('metadata', () => {
  const header = (title: string) => objectMetadata([`title=${title}`])['dateline-title'] ?? '';

  test('is named as the parser reads it, and may hold "="', () => {
    expect(objectMetadata(['url=https://example.org/?id=1', 'publication=Coast Letter'])).toEqual({
      'dateline-url': 'https://example.org/?id=1',
      'dateline-publication': 'Coast Letter',
    });
  });

  test.each(['pubication=x', 'title', '=x'])('%s is refused', (argument) => {
    expect(() => objectMetadata([argument])).toThrow('NAME=VALUE');
  });

  test('what the parser decodes is what was said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(header(value)).toMatch(/^[ -~]*$/);
        expect(decodeWords(header(value))).toBe(value);
      }),
    );
  });

  test('an encoded word has at most 75 characters', () => {
    const words = header('Ежедневник «Побережье» за апрель, май и июнь 😀').split(' ');
    expect(words.length).toBeGreaterThan(1);
    expect(words.every((word) => word.length <= 75)).toBe(true);
  });
});
