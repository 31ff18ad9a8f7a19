import type * as z from 'zod';
import { CorruptDataError } from '../../errors';
import { compareDrops } from '../../pipeline/order';
import type { ListedObject, ObjectStore, Table } from '../../ports';
import { DecidedRecord, isDeletedBy, isDeletion } from '../decided';
import { decisionOfArticleKey, decisionOfDropKey } from '../keys';
import { getJson } from '../objects';
import { Analysis, ParsedObject } from '../records';

/** What is read of an object under `articles/`, whichever of the two kinds it is. */
const Either = ParsedObject.extend(Analysis.pick({ revision: true, parsedKey: true }).partial().shape);

/** An object that a stage made of an article. */
export type Made = Pick<z.infer<typeof Either>, 'drop' | 'sha256' | 'ordinal' | 'member' | 'revision'> & {
  key: string;
  lastModified: Date;
  warnings: z.infer<typeof Either>['article']['warnings'];
};

/** The article that a key under `articles/` is of. */
export const articleAt = (key: string) => key.split('/')[1] ?? '';

/** Reads objects of an article; those that are not what they should be are left out. */
export async function readMade(objects: ObjectStore, listed: readonly ListedObject[]): Promise<Made[]> {
  const made: Made[] = [];
  for (const { key, lastModified } of listed) {
    const found = await readable(getJson(objects, key, Either));
    if (!found) continue;
    const { drop, sha256, ordinal, member, revision, article } = found;
    made.push({ drop, sha256, ordinal, member, revision, key, lastModified, warnings: article.warnings });
  }
  return made;
}

async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CorruptDataError) return undefined;
    throw error;
  }
}

/** The objects that were made of an article in the newest version of its file that they are of. */
export function newestOf(made: readonly Made[]): Made[] {
  const newest = made.reduce<Made | undefined>(
    (best, each) => (best === undefined || compare(each, best) > 0 ? each : best),
    undefined,
  );
  return newest ? made.filter(({ drop }) => drop.id === newest.drop.id) : [];
}

function compare(a: Made, b: Made): number {
  return compareDrops({ order: a.drop.order, dropId: a.drop.id }, { order: b.drop.order, dropId: b.drop.id });
}

/** Parts objects of an article into those that stay and the deletions that the others fall under. */
export async function splitDeleted(
  table: Table,
  articleId: string,
  made: readonly Made[],
): Promise<{ kept: Made[]; deletions: DecidedRecord[] }> {
  const dropIds = [...new Set(made.map(({ drop }) => drop.id))];
  const keys = [decisionOfArticleKey(articleId), ...dropIds.map(decisionOfDropKey)];
  const records = (await table.getMany(keys, { consistent: true }))
    .map((item) => DecidedRecord.parse(item))
    .filter(({ decision }) => isDeletion(decision));
  const falls = ({ drop }: Made) =>
    records.find(({ decision }) => isDeletedBy(decision, { dropId: drop.id, order: drop.order }));
  const deletions = new Set(made.flatMap((each) => falls(each) ?? []));
  return { kept: made.filter((each) => !falls(each)), deletions: [...deletions] };
}
