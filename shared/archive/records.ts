import * as z from 'zod';
import { DropProgress, DropReason, DropState } from '../api/schemas';
import { DayOrInstant, ENCODINGS, FORMATS, ParsedArticle, Warning } from '../article/schema';
import { Dating } from '../dating/dating';
import { Annotation, EntityRef, Skipped, SourceRef, Versions } from '../extractors/extractor';
import { Drop, DropOrder, RolledBack } from '../pipeline/messages';
import { STAGES } from '../pipeline/topology';

/** What the bucket and the table hold. Keys are in `keys.ts`, the access patterns in docs/data-model.md. */

/** `articles/<articleId>/parsed-<hash>.json`: what parse made of one article. Immutable, named by its content. */
export const ParsedObject = z.object({
  articleId: z.string(),
  drop: Drop,
  /** SHA-256 of the original file, which is at `raw/<sha256>`. */
  sha256: z.string(),
  format: z.enum(FORMATS),
  encoding: z.enum(ENCODINGS),
  /** Path of the container's member that it was read from. */
  member: z.string().optional(),
  /** Position (from 0) among the articles of the file. */
  ordinal: z.int(),
  versions: Versions,
  article: ParsedArticle,
});
export type ParsedObject = z.infer<typeof ParsedObject>;

/** `articles/<articleId>/<revision>.json`: an article with its annotations. Immutable; the table is made from these. */
export const Analysis = ParsedObject.extend({
  revision: z.string(),
  parsedKey: z.string(),
  annotations: z.array(Annotation),
  /** Extractors that were not run because they are for other languages. */
  skipped: z.array(Skipped).optional(),
  /** When it was published, with the reasons; absent when nothing says so. */
  dating: Dating.optional(),
});
export type Analysis = z.infer<typeof Analysis>;

/** Version counter of a conditionally written item, see `Table.putIf`. */
const guard = { v: z.int().positive() };

/** The revision that readers are shown, and what a list shows of it. */
export const CurrentRevision = z.object({
  revision: z.string(),
  /** The revision as it was asked for at one time (`editionOf`): what its index entries and its manifest are named by. */
  edition: z.string(),
  analysisKey: z.string(),
  parsedKey: z.string(),
  title: z.string(),
  titleDerived: z.boolean(),
  publication: z.string().optional(),
  volume: z.union([z.int(), z.string()]).optional(),
  issue: z.union([z.int(), z.string()]).optional(),
  published: DayOrInstant.optional(),
  /** Days on which it can have been published, where that is not stated but inferred. */
  publishedBetween: z.object({ earliest: z.iso.date(), latest: z.iso.date() }).optional(),
  listedAt: z.iso.datetime(),
  language: z.string().optional(),
  paragraphCount: z.int(),
  wordCount: z.int(),
  versions: Versions,
});
export type CurrentRevision = z.infer<typeof CurrentRevision>;

/** An article's head: which revision counts. Moving it is the commit point of the store protocol. */
export const HeadRecord = z.object({
  ...guard,
  articleId: z.string(),
  dropId: z.string(),
  key: z.string(),
  sha256: z.string(),
  order: DropOrder,
  /** When this analysis, or the same again, was last asked for. */
  requestedAt: z.iso.datetime(),
  /** Absent when the newest version of the file no longer holds this article. */
  current: CurrentRevision.optional(),
  /** The re-processing run that made `current`. */
  runId: z.string().optional(),
  /** What a run replaced, as long as it is of the same version of the file: what the article can go back to. */
  previous: CurrentRevision.pick({ revision: true, analysisKey: true, versions: true }).optional(),
  rolledBack: RolledBack.optional(),
  /** Editions whose index entries are still to be removed, each with the edition that took its place, if any did. */
  retired: z.array(z.object({ edition: z.string(), by: z.string().optional() })),
});
export type HeadRecord = z.infer<typeof HeadRecord>;
/** A head that has something to show. */
export type ShownHead = HeadRecord & { current: CurrentRevision };

export function isShown(head: HeadRecord): head is ShownHead {
  return head.current !== undefined;
}

/** An entry of an index: one article, at its place in time. */
export const IndexEntry = z.object({
  articleId: z.string(),
  edition: z.string(),
  listedAt: z.iso.datetime(),
  dated: z.boolean(),
  publication: z.string().optional(),
  /** Entity indexes only: how often, and in which forms, the article names the entity. */
  mentionCount: z.int().optional(),
  names: z.array(z.string()).optional(),
  /** Indexes of entities and of roles only: offices that the entity holds, or that are its own, by the article. */
  offices: z.array(z.string()).optional(),
  /** Indexes of sources only: days of the cited reports, TIMEX3. */
  cited: z.array(z.string()).optional(),
  /** Indexes of topics only: ids of those below it. */
  topics: z.array(z.string()).optional(),
  /** Indexes of days spoken of only: `[from, to)` of each time, and the first day after this month that is spoken of. */
  spans: z.array(z.tuple([z.iso.date(), z.iso.date()])).optional(),
  nextDay: z.iso.date().optional(),
  /** Indexes of near-duplicates only: what the articles of a band are compared by, see `Sketch`. */
  near: z
    .object({ bands: z.array(z.string()), minima: z.string(), words: z.string(), member: z.string().optional() })
    .optional(),
  /** Indexes of a serial's volume only: the issue, and the days on which it can have come out. */
  issue: z.int().optional(),
  earliest: z.iso.date().optional(),
  latest: z.iso.date().optional(),
});
export type IndexEntry = z.infer<typeof IndexEntry>;

/** An issue of a serial that articles refer to: by its day, or by volume and issue. */
export const Target = z.object({
  publication: z.string(),
  day: z.iso.date().optional(),
  volume: z.int().optional(),
  issue: z.int().optional(),
});
export type Target = z.infer<typeof Target>;

/** A volume of a serial some of whose issues have an inferred day. */
export const SerialVolume = z.object({ publication: z.string(), volume: z.int() });
export type SerialVolume = z.infer<typeof SerialVolume>;

/** What an index is of. */
export const IndexValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entity'), ...EntityRef.shape }),
  z.object({ kind: z.literal('publication'), name: z.string() }),
  z.object({ kind: z.literal('versions'), versions: Versions }),
  z.object({ kind: z.literal('source'), source: SourceRef }),
  z.object({ kind: z.literal('target'), target: Target }),
  z.object({ kind: z.literal('calendar'), volume: SerialVolume }),
]);
export type IndexValue = z.infer<typeof IndexValue>;

/** An entity as the table knows it. */
export const EntityRecord = EntityRef;
export type EntityRecord = z.infer<typeof EntityRecord>;

/** A drop's receipt. */
export const ReceiptRecord = z.object({
  ...guard,
  dropId: z.string(),
  key: z.string(),
  versionId: z.string().optional(),
  bytes: z.int(),
  state: DropState,
  receivedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  sha256: z.string().optional(),
  articleCount: z.int().optional(),
  /** While a file of many articles or pages is read: how far that has come. */
  progress: DropProgress.optional(),
  articleIds: z.array(z.string()),
  /** Articles that older versions of the file held and this one does not: the drop ends when they are gone, too. */
  retractions: z.int().optional(),
  superseded: z.boolean(),
  /** When it came to a state other than `received`, and when it was opened again for the last retry. */
  reachedAt: z.partialRecord(DropState, z.iso.datetime()).default({}),
  /** Attempts that failed, by stage; of a file of several the most of any article. */
  failures: z.partialRecord(z.enum(STAGES), z.int()).default({}),
  /** Index entries that were written of its articles. */
  entries: z.int().nonnegative().default(0),
  /** Whether subscribers were told how it ended; those of version 0.1 are not told of late. */
  announced: z.boolean().default(true),
  /** How often somebody had it read again. */
  retries: z.int().nonnegative().default(0),
  /** What else the drop's event said, so that it can be announced again. Absent in receipts of version 0.1. */
  object: Drop.pick({ etag: true, contentType: true, metadata: true, order: true }).optional(),
  reason: DropReason.optional(),
  warnings: z.array(Warning),
});
export type ReceiptRecord = z.infer<typeof ReceiptRecord>;

/** What an edition wrote into indexes, so that exactly that can be removed. Long lists are cut into parts. */
export const ManifestRecord = z.object({
  listedAt: z.iso.datetime(),
  shards: z.int().positive(),
  indexes: z.array(z.string()),
});
export type ManifestRecord = z.infer<typeof ManifestRecord>;

/** The newest version of a file, and which articles any version of it may have held. */
export const FileRecord = z.object({
  ...guard,
  key: z.string(),
  dropId: z.string(),
  order: DropOrder,
  /** The most articles that are told by their position in the file. */
  mostArticles: z.int(),
  /** Whether some were told by names of their own: then `HeldRecord`s say which. */
  named: z.boolean().optional(),
});
export type FileRecord = z.infer<typeof FileRecord>;

/** Articles with names of their own that a version of a file held. */
export const HeldRecord = z.object({ sk: z.string(), dropId: z.string(), order: DropOrder, ids: z.array(z.string()) });
