import * as z from 'zod';
import { gazetteersKey } from '../archive/keys';
import { present } from '../archive/objects';
import { nameOf, stableJson } from '../pipeline/hash';
import { topology } from '../pipeline/topology';
import type { ObjectArchive, ObjectStore, Table } from '../ports';
import { compile, type ReadFile } from './compile';
import { CompiledGazetteer, type Gazetteer, GazetteerReport } from './model';
import { BadGazetteerError, readGazetteer } from './read';

/** Rows of all files together: what a function of 1 GB can hold beside everything else. */
export const MAX_ROWS = 200_000;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_FILES = 100;

/** Which compiled gazetteer counts, made of which files. One conditionally written item. */
const Pointer = GazetteerReport.extend({ v: z.int().positive(), of: z.string() });
type Pointer = z.infer<typeof Pointer>;

type Bucket = Pick<ObjectStore, 'get' | 'put'> & Pick<ObjectArchive, 'list'>;

const compiledKey = (hash: string) => `${topology.prefixes.compiled}gazetteer-${hash}.json`;

/** What became of the users' gazetteers; undefined when there never was one. */
export async function readGazetteerReport(table: Pick<Table, 'get'>): Promise<GazetteerReport | undefined> {
  const item = await table.get(gazetteersKey);
  return item && GazetteerReport.parse(item);
}

/**
 * Makes one gazetteer of all that users have in the bucket, and has it count from now on. Repeatable; does nothing when no
 * file was added, changed or removed. Two who do it at once agree: who read the listing first has to read it again.
 */
export async function compileGazetteers({ objects, table }: { objects: Bucket; table: Table }): Promise<void> {
  for (;;) {
    const item = await table.get(gazetteersKey);
    const before: Pointer | undefined = item && Pointer.parse(item);
    const listed = (await listFiles(objects)).filter(({ key }) => !key.endsWith('/'));
    const of = nameOf(...listed.map(({ key, etag }) => `${key} ${etag}`));
    if (before?.of === of || (!before && listed.length === 0)) return;
    let rows = 0;
    const files: ReadFile[] = [];
    for (const [at, { key, bytes }] of listed.entries()) {
      const file =
        at < MAX_FILES ? await readFile(objects, key, bytes, MAX_ROWS - rows) : { key, reason: TOO_MANY_FILES };
      rows += file?.rows?.length ?? 0;
      if (file) files.push(file);
    }
    const compiled = compile(files);
    const body = stableJson({ entities: compiled.entities });
    const hash = compiled.entities.length === 0 ? null : nameOf(body);
    if (hash !== null) await objects.put(compiledKey(hash), body, 'application/json');
    const report = { hash, entities: compiled.entities.length, files: compiled.files };
    if ((await table.putIf({ ...gazetteersKey, ...report, of }, before?.v)) !== undefined) return;
  }
}

const TOO_MANY_FILES = `There are more than ${MAX_FILES} gazetteers.`;

async function listFiles(objects: Bucket) {
  const files: Awaited<ReturnType<Bucket['list']>>['items'] = [];
  let after: string | undefined;
  for (;;) {
    const page = await objects.list({ prefix: topology.prefixes.gazetteers, after, limit: 1000 });
    files.push(...page.items);
    after = page.items.at(-1)?.key;
    if (!page.more || files.length > MAX_FILES) return files.slice(0, MAX_FILES + 1);
  }
}

/** Undefined when it has gone meanwhile. */
async function readFile(objects: Bucket, key: string, bytes: number, most: number): Promise<ReadFile | undefined> {
  if (!/\.(?:csv|json)$/i.test(key)) return { key, reason: 'A gazetteer is a .csv or a .json file.' };
  if (bytes > MAX_BYTES) return { key, reason: `It has more than ${MAX_BYTES / 1024 / 1024} MB.` };
  const content = await objects.get(key);
  if (!content) return undefined;
  try {
    return { key, rows: readGazetteer(key, content, most) };
  } catch (error) {
    if (error instanceof BadGazetteerError) return { key, reason: error.message };
    throw error;
  }
}

/** Answers the users' gazetteers that count now; the object is read once for each content. */
export function gazetteerSource(
  objects: Pick<ObjectStore, 'get'>,
  table: Pick<Table, 'get'>,
): () => Promise<Gazetteer | undefined> {
  let last: Gazetteer | undefined;
  return async () => {
    const hash = (await readGazetteerReport(table))?.hash;
    if (!hash) return undefined;
    if (last?.hash !== hash) {
      const body = present(await objects.get(compiledKey(hash)), compiledKey(hash));
      last = { hash, ...CompiledGazetteer.parse(JSON.parse(new TextDecoder().decode(body))) };
    }
    return last;
  };
}

/** The part of an analysis' versions that says which users' gazetteers took part; none where none did. */
export const gazetteerVersion = (hash: string | null | undefined): { gazetteers?: string } =>
  hash ? { gazetteers: hash } : {};
