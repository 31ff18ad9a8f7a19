import { createHash } from 'node:crypto';
import type { DropState } from '../api/schemas';
import type { Key } from '../ports';

/**
 * Every key of the table is made here; docs/data-model.md lists the access patterns that they serve.
 *
 * A list is an *index*: named (`articles`, `publication:monitor`, `entity:gpe:russia`, `versions:…`), cut into months,
 * and each month spread over shards, so that no list ends in one hot partition and none is read from its beginning. Those
 * that stay small are not cut (`isUndivided`).
 */

/** The global secondary index that lists receipts by state. */
export const RECEIPTS_INDEX = { name: 'receipts', pk: 'g1pk', sk: 'g1sk' } as const;

export const ARTICLES = 'articles';
export const RECEIPTS = 'receipts';
export const publicationIndex = (name: string) => `publication:${foldName(name)}`;
export const entityIndex = (entityId: string) => `entity:${entityId}`;
/** Articles that cite a source; that quote a speaker; that quote anybody in direct speech. */
export const citesIndex = (sourceId: string) => `cites:${sourceId}`;
export const speakerIndex = (entityId: string) => `speaker:${entityId}`;
export const QUOTATIONS = 'quotations';
/** Articles of a top-level topic; their entries say which of the topics below it. */
export const topicIndex = (top: string) => `topic:${top}`;
/** Articles that say who holds which office, for entities that they do not mention: the others' entries say it themselves. */
export const roleIndex = (entityId: string) => `role:${entityId}`;
/** Articles that speak of days of a month; their entries say which. */
export const mentionedIndex = (month: string) => `mentioned:${month}`;
/** Articles that refer to an issue of a serial, and those that are (or can be) of that issue: `2000-12-07` or `6/238`. */
export const refersToIndex = (publication: string, issue: string) => `refers-to:${foldName(publication)}:${issue}`;
export const issueIndex = (publication: string, issue: string) => `issue:${foldName(publication)}:${issue}`;
/** Articles of a serial's volume whose day is stated, and those whose day is inferred. */
export const calendarIndex = (publication: string, volume: number) => `calendar:${foldName(publication)}:${volume}`;
export const inferredIndex = (publication: string, volume: number) => `inferred:${foldName(publication)}:${volume}`;
/** Articles whose sketches are equal in a band (`shared/article/sketch.ts`): candidates for near-duplicates. */
export const nearIndex = (band: string) => `near:${band}`;
export const versionsIndex = (signature: string) => `versions:${signature}`;

/** Whether an index has a value, which says what it is of; the others say it in their name. */
export const isOfSomething = (index: string) =>
  /^(?:publication|entity|versions|cites|refers-to|inferred):/.test(index);

export const headKey = (articleId: string): Key => ({ pk: `ARTICLE#${articleId}`, sk: 'HEAD' });
export const manifestPrefix = (edition: string) => `REVISION#${edition}#`;
export const manifestKey = (articleId: string, edition: string, part: number): Key => ({
  pk: `ARTICLE#${articleId}`,
  sk: `${manifestPrefix(edition)}${String(part).padStart(4, '0')}`,
});
/** The edition that a manifest's part is of. */
export const editionOfManifest = (sk: string) => sk.split('#')[1] ?? '';

export const fileKey = (key: string): Key => ({ pk: `FILE#${hashOf(key)}`, sk: 'HEAD' });
/** Which articles with names of their own a version of the file held, some hundred to an item. */
export const heldPrefix = 'HELD#';
export const heldKey = (key: string, dropId: string, batch: number): Key => ({
  pk: fileKey(key).pk,
  sk: `${heldPrefix}${dropId}#${padded(batch)}`,
});
export const receiptKey = (dropId: string): Key => ({ pk: `DROP#${dropId}`, sk: 'RECEIPT' });
/** A retry begins with none: what was noted before says nothing about it. */
/** Outcomes of a drop's articles, a hundred to a group by their ordinals, so that none is counted by reading all. */
export const outcomePrefix = (retries: number, group: number) => `ARTICLE#${retries}#${padded(group)}#`;
export const outcomeKey = (dropId: string, retries: number, group: number, articleId: string): Key => ({
  pk: `DROP#${dropId}`,
  sk: `${outcomePrefix(retries, group)}${articleId}`,
});
/** How a whole group ended. */
export const groupPrefix = (retries: number) => `GROUP#${retries}#`;
export const groupKey = (dropId: string, retries: number, group: number): Key => ({
  pk: `DROP#${dropId}`,
  sk: `${groupPrefix(retries)}${padded(group)}`,
});
const padded = (number: number) => String(number).padStart(6, '0');

/** A re-processing run: its state, and how each of its articles ended. Ids of runs sort by time. */
export const runKey = (runId: string): Key => ({ pk: `RUN#${runId}`, sk: 'STATE' });
/** The list of runs, a few hundred a year. */
export const RUNS_PARTITION = 'RUNS';
export const runListKey = (runId: string): Key => ({ pk: RUNS_PARTITION, sk: runId });
/** Held by the one run that may change something. */
export const runsClaimKey: Key = { pk: 'CLAIM#runs', sk: 'CLAIM' };
export const runOutcomePrefix = 'OUTCOME#';
/** Outcomes of a file's articles stand together; without an article it is the outcome of reading the file again. */
export const runOutcomeKey = (runId: string, dropId: string, articleId = ''): Key => ({
  pk: `RUN#${runId}`,
  sk: `${runOutcomePrefix}${dropId}#${articleId}`,
});

/** The last decision about a drop or an article, see `decided.ts`. */
export const decisionOfDropKey = (dropId: string): Key => ({ pk: `DROP#${dropId}`, sk: 'DECISION' });
export const decisionOfArticleKey = (articleId: string): Key => ({ pk: `ARTICLE#${articleId}`, sk: 'DECISION' });

/** The log of corrections: numbered from 1, each number once. */
export const CORRECTIONS_PARTITION = 'CORRECTIONS';
export const correctionKey = (seq: number): Key => ({ pk: CORRECTIONS_PARTITION, sk: padded(seq) });

/** The inventory under way, and the last one that came to its end. */
export const inventoryKey: Key = { pk: 'INVENTORY', sk: 'STATE' };
/** What became of the users' gazetteers, and which compiled one counts. */
export const gazetteersKey: Key = { pk: 'GAZETTEERS', sk: 'STATE' };
/** Deletions that are not through yet. */
export const OPEN_DELETIONS = 'DELETIONS';
export const openDeletionKey = (subject: Key): Key => ({ pk: OPEN_DELETIONS, sk: subject.pk });

/** Which drops a key had: says of an object under `incoming/` whether it was ever announced. */
export const fileDropPrefix = 'DROP#';
export const fileDropKey = (key: string, dropId: string): Key => ({
  pk: fileKey(key).pk,
  sk: `${fileDropPrefix}${dropId}`,
});
/** Which articles were made of a drop. */
export const madePrefix = 'MADE#';
export const madeKey = (dropId: string, articleId: string): Key => ({
  pk: `DROP#${dropId}`,
  sk: `${madePrefix}${articleId}`,
});
/** Which drops share an original. */
export const originalPartition = (sha256: string) => `RAW#${sha256}`;
export const originalDropKey = (sha256: string, dropId: string): Key => ({
  pk: originalPartition(sha256),
  sk: `${fileDropPrefix}${dropId}`,
});

/** The partition that says which months an index has. */
export const indexPartition = (index: string) => `INDEX#${index}`;
export const monthPrefix = 'MONTH#';
export const monthKey = (index: string, month: string): Key => ({
  pk: indexPartition(index),
  sk: `${monthPrefix}${month}`,
});
/**
 * What an index is of. Every article that stands in the index reads its month and its value, so they lie in partitions
 * of their own: together they would ask one partition for two reads an article (`bench/scale.ts`).
 */
export const valueKey = (index: string): Key => ({ pk: `VALUE#${index}`, sk: 'VALUE' });

/** All values of one kind of index, e.g. every publication. */
export const catalogPartition = (kind: 'publication' | 'versions' | 'source' | 'target' | 'calendar') =>
  `CATALOG#${kind}`;

export const entryPartition = (index: string, month: string, shard: number) => `INDEX#${index}#${month}#${shard}`;

/** In place of the month where an index is not cut into months. */
export const ALL_MONTHS = 'all';
/**
 * Indexes of so few entries each that all stand in one partition: no month has to be written before them, nor read to
 * make sure that it is there, nor walked.
 */
export const isUndivided = (index: string) => /^(?:near|issue|refers-to|calendar|inferred):/.test(index);
/** The partition of an index that an article's entry stands in. */
export const partitionOfEntry = (
  index: string,
  { listedAt, articleId }: { listedAt: string; articleId: string },
  shards: number,
) =>
  isUndivided(index)
    ? entryPartition(index, ALL_MONTHS, 0)
    : entryPartition(index, monthOf(listedAt), shardOf(articleId, shards));

/** Entries of a month stand in order of time; the edition makes each write of one edition the same items. */
export const entryPosition = (listedAt: string, articleId: string, edition: string) =>
  `${listedAt}#${articleId}#${edition}`;

/**
 * Names a revision as it was asked for at one time. An article may come back to a revision that it had before (extractors
 * are rolled back); whoever still removes what that one wrote must not touch what is written now.
 */
export const editionOf = (revision: string, requestedAt: string) =>
  `${revision}.${Date.parse(requestedAt).toString(36)}`;

/** When an edition was asked for. ISO instant, UTC. */
export const requestedAtOf = (edition: string) =>
  new Date(Number.parseInt(edition.slice(edition.lastIndexOf('.') + 1), 36)).toISOString();

/** The month of an ISO instant, which is also the month of an entry's sort key. */
export const monthOf = (instant: string) => instant.slice(0, 7);

/** The shard that an article's entries go to: always the same one for the same number of shards. */
export const shardOf = (id: string, shards: number) => Number.parseInt(hashOf(id).slice(0, 8), 16) % shards;

/** Receipts are listed by what a person looks for: what is on its way, what arrived, what did not. */
export type ReceiptClass = 'open' | 'stored' | 'quarantined';
export const receiptClass = (state: DropState): ReceiptClass =>
  state === 'stored' || state === 'quarantined' ? state : 'open';
/** A receipt is written to its list when it comes, and twice more when it moves, an article to its index once. */
export const receiptShards = (indexShards: number) => indexShards * 2;
export const receiptPartition = (of: ReceiptClass, month: string, shard: number) => `RECEIPTS#${of}#${month}#${shard}`;

/** First letters that entity names are partitioned by: 26 Latin ones, `0` for digits, `~` for everything else. */
export const NAME_LETTERS = [...'0abcdefghijklmnopqrstuvwxyz~'];
/** An archive that fills writes some dozens of names an article, many with the same first letter. */
const NAME_SHARDS = 8;
export function nameLetter(foldedName: string): string {
  const first = foldedName.charAt(0);
  return /[a-z]/.test(first) ? first : /\d/.test(first) ? '0' : '~';
}
/** The partition of one name of an entity, and all of a letter: a list merges those. */
export const namePartition = (foldedName: string, entityId: string) =>
  `NAMES#${nameLetter(foldedName)}#${shardOf(entityId, NAME_SHARDS)}`;
export const namePartitions = (letter: string) =>
  Array.from({ length: NAME_SHARDS }, (_, shard) => `NAMES#${letter}#${shard}`);

/** A name for comparison: without case, accents and punctuation. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
