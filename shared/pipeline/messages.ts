import * as z from 'zod';
import { LANES, topology } from './topology';

/**
 * The part of EventBridge's "Object Created" event that is read. Keys are not URL-encoded. MiniStack sends no
 * `version-id` and a `sequencer` that is always "0"; the embedded runtime sends a sequencer but keeps no versions.
 */
export const DropEvent = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  time: z.iso.datetime(),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string().min(1),
      size: z.int().nonnegative().optional(),
      etag: z.string().optional(),
      'version-id': z.string().optional(),
      sequencer: z.string().optional(),
    }),
  }),
});
export type DropEvent = z.infer<typeof DropEvent>;

/** That a gazetteer of the users was put into the bucket, or removed. Which one does not matter: all are compiled anew. */
export const GazetteerEvent = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.enum(topology.gazetteerEvent.detailTypes),
  detail: z.object({ object: z.object({ key: z.string().startsWith(topology.prefixes.gazetteers) }) }),
});
export type GazetteerEvent = z.infer<typeof GazetteerEvent>;

/**
 * The position of a dropped version among the versions of its key. S3's sequencer decides where there is one, else the
 * time of the object, then the drop's id, so that every reader orders any two drops alike.
 */
export const DropOrder = z.object({
  sequencer: z.string().optional(),
  /** ISO instant, UTC. */
  modifiedAt: z.iso.datetime(),
});
export type DropOrder = z.infer<typeof DropOrder>;

/** A drop: one version of one object under `incoming/`. Whatever is made of it carries this. */
export const Drop = z.object({
  id: z.string().min(1),
  bucket: z.string(),
  key: z.string(),
  versionId: z.string().optional(),
  etag: z.string(),
  bytes: z.int().nonnegative(),
  contentType: z.string().optional(),
  metadata: z.record(z.string(), z.string()),
  order: DropOrder,
});
export type Drop = z.infer<typeof Drop>;

const envelope = {
  lane: z.enum(LANES),
  /** When this analysis was asked for: the drop event's time, or the reprocess run's. ISO instant, UTC. */
  requestedAt: z.iso.datetime(),
  /** The run that asked, which wants to know how each article ends, and the share of changes to keep in full. */
  run: z.object({ id: z.string(), sample: z.number().min(0).max(1) }).optional(),
};

/** Reprocess → parse: read the kept original again. */
export const ReparseRequest = z.object({
  kind: z.literal('reparse'),
  ...envelope,
  drop: Drop,
  /** SHA-256 of the original, which is at `raw/<sha256>`. */
  sha256: z.string(),
});
export type ReparseRequest = z.infer<typeof ReparseRequest>;

/** Operate, inventory → parse: read a drop that has not ended, as if its event came again. */
export const AnnounceRequest = z.object({
  kind: z.literal('announce'),
  ...envelope,
  drop: Drop,
  /** SHA-256 of the original, if it was kept: then it is at `raw/<sha256>`. */
  sha256: z.string().optional(),
});
export type AnnounceRequest = z.infer<typeof AnnounceRequest>;

/** What arrives at parse. */
export const ParseInput = z.union([ReparseRequest, AnnounceRequest, GazetteerEvent, DropEvent]);
export type ParseInput = z.infer<typeof ParseInput>;

/** Position (from 0) among the articles of the drop; absent where its receipt has ended long ago. */
const ordinal = z.int().nonnegative().optional();

/** Parse → enrich: an article was read and stands at `parsedKey`. */
export const EnrichRequest = z.object({
  kind: z.literal('enrich'),
  ...envelope,
  dropId: z.string(),
  articleId: z.string(),
  ordinal,
  parsedKey: z.string(),
});
export type EnrichRequest = z.infer<typeof EnrichRequest>;

/** That an article was rolled back: it is not stale for the versions it was rolled back from. */
export const RolledBack = z.object({
  /** Signature of the versions that made what was rolled back (`signatureOf`). */
  from: z.string(),
  /** The decision's id. */
  decision: z.string(),
});
export type RolledBack = z.infer<typeof RolledBack>;

/** Enrich → store, or reprocess → store: an article's analysis is complete and stands at `analysisKey`. */
export const StoreRequest = z.object({
  kind: z.literal('store'),
  ...envelope,
  dropId: z.string(),
  articleId: z.string(),
  ordinal,
  analysisKey: z.string(),
  /** Some of its items were lost: they are to be written also when the head is there already. */
  repair: z.boolean().optional(),
  /** Set where the article goes back to an earlier revision: what it is not to be made of again of itself. */
  rolledBack: RolledBack.optional(),
});
export type StoreRequest = z.infer<typeof StoreRequest>;

/** Parse → store: the newest version of a file no longer holds this article. */
export const RetractRequest = z.object({
  kind: z.literal('retract'),
  ...envelope,
  dropId: z.string(),
  articleId: z.string(),
  /** Its place after the articles of the drop, which comes to its end when all have; absent where no drop waits for it. */
  ordinal: z.int().nonnegative().optional(),
  key: z.string(),
  sha256: z.string(),
  order: DropOrder,
});
export type RetractRequest = z.infer<typeof RetractRequest>;

/** What arrives at store. */
export const StoreInput = z.discriminatedUnion('kind', [StoreRequest, RetractRequest]);
export type StoreInput = z.infer<typeof StoreInput>;

/** Reprocess → itself: the next step of a run. */
export const RunStep = z.object({ kind: z.literal('run-step'), runId: z.string(), seq: z.int().nonnegative() });
export type RunStep = z.infer<typeof RunStep>;
