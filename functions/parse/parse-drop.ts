import { unlessDeleted } from '../../shared/archive/decided';
import { present, rawKey } from '../../shared/archive/objects';
import { hasEnded } from '../../shared/archive/receipt-states';
import { referToOriginal } from '../../shared/archive/references';
import { UnreadableFileError } from '../../shared/errors';
import { publishWithEnd } from '../../shared/events/ends';
import { dropOf, missingDropOf } from '../../shared/pipeline/drop';
import { sha256 } from '../../shared/pipeline/hash';
import type {
  AnnounceRequest,
  Drop,
  DropEvent,
  GazetteerEvent,
  ParseInput,
  ReparseRequest,
} from '../../shared/pipeline/messages';
import { topology } from '../../shared/pipeline/topology';
import type { ObjectStore } from '../../shared/ports';
import { noteFile } from '../../shared/runs/outcomes';
import { type HandOnDependencies, handOn, type Original } from './hand-on';

export interface ParseDependencies extends HandOnDependencies {
  maxFileBytes: number;
  /** Makes one of the users' gazetteers, after one came or went. */
  compileGazetteers?(): Promise<void>;
}

/** What became of a message, for the metrics. */
export type ParseOutcome =
  | 'parsed'
  | 'quarantined'
  | 'superseded'
  | 'duplicate'
  | 'ignored'
  | 'deleted'
  | 'unreadable'
  | 'gazetteers';

/** Reads a dropped file, or an original again, and hands its articles on. Every step may be repeated. */
export async function parse(input: ParseInput, to: ParseDependencies): Promise<ParseOutcome> {
  if (isGazetteerEvent(input)) {
    await to.compileGazetteers?.();
    return 'gazetteers';
  }
  if (!('kind' in input)) return parseDrop(input, to);
  return input.kind === 'announce' ? parseAnnounced(input, to) : parseAgain(input, to);
}

/** The drop that an event announced; `info` is missing when the object has gone. */
async function identify(event: DropEvent, objects: ObjectStore): Promise<{ drop: Drop; gone: boolean }> {
  const { key, 'version-id': versionId } = event.detail.object;
  const info = await objects.head(key, versionId);
  // Where the target keeps no versions, another object may stand under the key by now: it has its own event.
  const { etag } = event.detail.object;
  const replaced = info && !info.versionId && etag !== undefined && etag !== info.etag;
  return info && !replaced ? { drop: dropOf(event, info), gone: false } : { drop: missingDropOf(event), gone: true };
}

export function isGazetteerEvent(input: ParseInput): input is GazetteerEvent {
  return 'detail' in input && input.detail.object.key.startsWith(topology.prefixes.gazetteers);
}

/** The id of the drop that a message is about. */
export async function dropIdFor(input: Exclude<ParseInput, GazetteerEvent>, objects: ObjectStore): Promise<string> {
  return 'kind' in input ? input.drop.id : (await identify(input, objects)).drop.id;
}

async function parseDrop(event: DropEvent, to: ParseDependencies): Promise<ParseOutcome> {
  // What consoles create to show an empty folder is not a file.
  if (event.detail.object.key.endsWith('/')) return 'ignored';
  const { drop, gone } = await identify(event, to.objects);
  const requestedAt = new Date(event.time).toISOString();
  return readDrop({ drop, lane: 'live', requestedAt }, async () => (gone ? undefined : readOriginal(drop, to)), to);
}

/** Reads a drop that is announced again: its kept original, or the dropped object as long as that is the same. */
async function parseAnnounced(
  { drop, sha256: kept, lane, requestedAt, run }: AnnounceRequest,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const read = async () => {
    const original = kept && (await to.objects.get(rawKey(kept)));
    if (original) return original;
    // Without a version the key alone does not say which drop it is.
    const isThere = drop.versionId !== undefined || (await to.objects.head(drop.key))?.etag === drop.etag;
    return isThere ? readOriginal(drop, to) : undefined;
  };
  return readDrop({ drop, lane, requestedAt, run }, read, to);
}

/** An original before it is read. */
type Asked = Omit<Original, 'sha256' | 'bytes'>;

/** @param read answers undefined when the object has gone */
async function readDrop(
  asked: Asked,
  read: () => Promise<Uint8Array | undefined>,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const { id: dropId, order } = asked.drop;
  const outcome = await unlessDeleted(to.table, { dropId, order }, () => readUndeleted(asked, read, to));
  if (outcome === 'deleted') await noteDeleted(asked, to);
  return outcome;
}

async function readUndeleted(
  asked: Asked,
  read: () => Promise<Uint8Array | undefined>,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const { drop } = asked;
  const receipt = await to.receipts.receive(drop);
  if (hasEnded(receipt)) {
    await publishWithEnd([], receipt, asked.lane, to);
    return 'duplicate';
  }
  let name: string | undefined;
  try {
    const bytes = await read();
    if (!bytes) throw missing(drop);
    name = sha256(bytes);
    await referToOriginal(to.table, name, drop.id);
    await to.objects.put(rawKey(name), bytes, drop.contentType ?? 'application/octet-stream');
    return await handOn({ ...asked, sha256: name, bytes }, to);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    const change = { state: 'quarantined', reason: reasonOf(error), sha256: name } as const;
    const receipt = await to.receipts.advance(drop.id, change);
    await noteUnread(asked, error, to);
    await publishWithEnd([], receipt, asked.lane, to);
    return 'quarantined';
  }
}

/**
 * Reads an original again. What a newer parser cannot read any more stays as it was analysed before: an article that
 * could be read once is not taken away by a change of ours.
 */
async function parseAgain(
  { drop, sha256: name, lane, requestedAt, run }: ReparseRequest,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const outcome = await unlessDeleted<ParseOutcome>(to.table, { dropId: drop.id, order: drop.order }, async () => {
    const bytes = present(await to.objects.get(rawKey(name)), rawKey(name));
    try {
      return await handOn({ drop, sha256: name, bytes, lane, requestedAt, run }, to);
    } catch (error) {
      if (!(error instanceof UnreadableFileError) || !run) throw error;
      await noteUnread({ drop, run }, error, to);
      return 'unreadable';
    }
  });
  if (outcome === 'deleted') await noteDeleted({ drop, run }, to);
  return outcome;
}

async function noteDeleted({ drop, run }: Pick<Asked, 'drop' | 'run'>, { table }: ParseDependencies): Promise<void> {
  if (run) await noteFile(table, run.id, { dropId: drop.id, articles: 0, outcome: 'superseded' });
}

async function noteUnread(
  { drop, run }: Pick<Asked, 'drop' | 'run'>,
  error: UnreadableFileError,
  { table }: ParseDependencies,
): Promise<void> {
  if (run) await noteFile(table, run.id, { dropId: drop.id, articles: 0, outcome: 'failed', reason: error.message });
}

async function readOriginal(drop: Drop, { objects, maxFileBytes }: ParseDependencies): Promise<Uint8Array | undefined> {
  if (drop.bytes > maxFileBytes) {
    const limit = `${Math.floor(maxFileBytes / 1024 / 1024)} MB`;
    throw new UnreadableFileError(
      'too-large',
      'file-too-large',
      `The file has ${(drop.bytes / 1024 / 1024).toFixed(1)} MB; files of up to ${limit} are read.`,
      'Split it into smaller files, or raise maxFileBytes of the stage and retry it.',
    );
  }
  const bytes = await objects.get(drop.key, drop.versionId);
  if (!bytes || drop.versionId !== undefined) return bytes;
  return (await objects.head(drop.key))?.etag === drop.etag ? bytes : undefined;
}

function missing(drop: Drop): UnreadableFileError {
  return new UnreadableFileError(
    'missing',
    'object-deleted',
    `${drop.key} was deleted or replaced before it could be read.`,
    'Drop it again if it should be in the archive.',
  );
}

function reasonOf(error: UnreadableFileError) {
  return {
    class: error.reasonClass,
    code: error.code,
    message: error.message,
    advice: error.advice,
    stage: 'parse' as const,
  };
}
