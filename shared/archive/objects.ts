import type * as z from 'zod';
import { CorruptDataError } from '../errors';
import { nameOf, stableJson } from '../pipeline/hash';
import { topology } from '../pipeline/topology';
import type { ObjectStore } from '../ports';
import { Analysis, ParsedObject } from './records';

/** Key of the immutable original. Content-addressed: two drops of the same bytes share it. */
export const rawKey = (sha256: string) => `${topology.prefixes.raw}${sha256}`;

/** Writes what parse made of an article, under a name that says what it was made of; answers its key. */
export async function putParsed(objects: ObjectStore, parsed: ParsedObject): Promise<string> {
  const key = `${topology.prefixes.articles}${parsed.articleId}/parsed-${nameOf(stableJson(parsed))}.json`;
  await objects.put(key, JSON.stringify(parsed), 'application/json');
  return key;
}

/** The revision whose analysis stands at a key. */
export const revisionAt = (analysisKey: string) => /([^/]*)\.json$/.exec(analysisKey)?.[1] ?? '';

/** Writes an analysis under its revision's name; answers its key. */
export async function putAnalysis(objects: ObjectStore, analysis: Analysis): Promise<string> {
  const key = `${topology.prefixes.articles}${analysis.articleId}/${analysis.revision}.json`;
  await objects.put(key, JSON.stringify(analysis), 'application/json');
  return key;
}

/** @throws CorruptDataError when it is not there or not what it should be. */
export const getParsed = (objects: ObjectStore, key: string) => getJson(objects, key, ParsedObject);

/** The same, or undefined when it is not there. @throws CorruptDataError when it is not what it should be. */
export const findParsed = (objects: ObjectStore, key: string) => findJson(objects, key, ParsedObject);
export const findAnalysis = (objects: ObjectStore, key: string) => findJson(objects, key, Analysis);

/** The JSON at a key. @throws CorruptDataError when it is not there or not what it should be. */
export async function getJson<T extends z.ZodType>(objects: ObjectStore, key: string, schema: T): Promise<z.infer<T>> {
  return present(await findJson(objects, key, schema), key);
}

/** What was found at a key. @throws CorruptDataError when nothing was. */
export function present<T>(found: T | undefined, key: string): T {
  if (found === undefined) throw new CorruptDataError(`${key} is not in the bucket`);
  return found;
}

async function findJson<T extends z.ZodType>(
  objects: ObjectStore,
  key: string,
  schema: T,
): Promise<z.infer<T> | undefined> {
  const body = await objects.get(key);
  if (!body) return undefined;
  const parsed = schema.safeParse(parseJson(body, key));
  if (!parsed.success) throw new CorruptDataError(`${key} is not what it should be`, { cause: parsed.error });
  return parsed.data;
}

function parseJson(body: Uint8Array, key: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new CorruptDataError(`${key} is not JSON`, { cause });
  }
}
