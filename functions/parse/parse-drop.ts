import { claimFile } from '../../shared/archive/files';
import { putParsed, rawKey } from '../../shared/archive/objects';
import { hasEnded, type Receipts } from '../../shared/archive/receipts';
import type { ParsedObject } from '../../shared/archive/records';
import type { FoundArticle, Warning } from '../../shared/article/schema';
import { CorruptDataError, UnreadableFileError } from '../../shared/errors';
import { type Finding, type Limits, PARSER_VERSION, readArticles } from '../../shared/formats';
import { articleIdOf, dropOf, missingDropOf } from '../../shared/pipeline/drop';
import { sha256 } from '../../shared/pipeline/hash';
import type {
  AnnounceRequest,
  Drop,
  DropEvent,
  EnrichRequest,
  ParseInput,
  ReparseRequest,
  RetractRequest,
} from '../../shared/pipeline/messages';
import type { Lane } from '../../shared/pipeline/topology';
import type { ObjectStore, Queue, Table } from '../../shared/ports';

export interface ParseDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  toEnrich(lane: Lane): Queue<EnrichRequest>;
  toStore(lane: Lane): Queue<RetractRequest>;
  maxFileBytes: number;
  limits: Limits;
}

/** Objects written at a time. */
const WRITES = 16;

/** What became of a message, for the metrics. */
export type ParseOutcome = 'parsed' | 'quarantined' | 'superseded' | 'duplicate' | 'ignored';

/** Reads a dropped file, or an original again, and hands its articles on. Every step may be repeated. */
export function parse(input: ParseInput, to: ParseDependencies): Promise<ParseOutcome> {
  if (!('kind' in input)) return parseDrop(input, to);
  return input.kind === 'announce' ? parseAnnounced(input, to) : parseAgain(input, to);
}

/** The drop that an event announced; `info` is missing when the object has gone. */
async function identify(event: DropEvent, objects: ObjectStore): Promise<{ drop: Drop; gone: boolean }> {
  const { key, 'version-id': versionId } = event.detail.object;
  const info = await objects.head(key, versionId);
  return info ? { drop: dropOf(event, info), gone: false } : { drop: missingDropOf(event), gone: true };
}

/** The id of the drop that a message is about. */
export async function dropIdFor(input: ParseInput, objects: ObjectStore): Promise<string> {
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
  { drop, sha256: kept, lane, requestedAt }: AnnounceRequest,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const read = async () => {
    const original = kept && (await to.objects.get(rawKey(kept)));
    if (original) return original;
    // Without a version the key alone does not say which drop it is.
    const isThere = drop.versionId !== undefined || (await to.objects.head(drop.key))?.etag === drop.etag;
    return isThere ? readOriginal(drop, to) : undefined;
  };
  return readDrop({ drop, lane, requestedAt }, read, to);
}

/** @param read answers undefined when the object has gone */
async function readDrop(
  asked: Pick<Original, 'drop' | 'lane' | 'requestedAt'>,
  read: () => Promise<Uint8Array | undefined>,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const { drop } = asked;
  const receipt = await to.receipts.receive(drop);
  if (hasEnded(receipt)) return 'duplicate';
  let name: string | undefined;
  try {
    const bytes = await read();
    if (!bytes) throw missing(drop);
    name = sha256(bytes);
    await to.objects.put(rawKey(name), bytes, drop.contentType ?? 'application/octet-stream');
    return await handOn({ ...asked, sha256: name, bytes }, to);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    await to.receipts.advance(drop.id, { state: 'quarantined', reason: reasonOf(error), sha256: name });
    return 'quarantined';
  }
}

/**
 * Reads an original again. What a newer parser cannot read any more stays as it was analysed before: an article that
 * could be read once is not taken away by a change of ours.
 */
async function parseAgain(
  { drop, sha256: name, lane, requestedAt }: ReparseRequest,
  to: ParseDependencies,
): Promise<ParseOutcome> {
  const bytes = await to.objects.get(rawKey(name));
  if (!bytes) throw new CorruptDataError(`the original ${rawKey(name)} is not in the bucket`);
  return handOn({ drop, sha256: name, bytes, lane, requestedAt }, to);
}

async function readOriginal(drop: Drop, { objects, maxFileBytes }: ParseDependencies): Promise<Uint8Array | undefined> {
  if (drop.bytes > maxFileBytes) {
    const limit = `${Math.floor(maxFileBytes / 1024 / 1024)} MB`;
    throw new UnreadableFileError(
      'too-large',
      'file-too-large',
      `The file has ${(drop.bytes / 1024 / 1024).toFixed(1)} MB; files of up to ${limit} are read.`,
      'Split it into smaller files, or raise maxFileBytes of the stage.',
    );
  }
  return objects.get(drop.key, drop.versionId);
}

interface Original {
  drop: Drop;
  sha256: string;
  bytes: Uint8Array;
  lane: Lane;
  requestedAt: string;
}

async function handOn(original: Original, to: ParseDependencies): Promise<ParseOutcome> {
  const { drop, lane, requestedAt } = original;
  const { articles, warnings } = await readAll(original, to.limits);
  const mostArticles = await claimFile(to.table, drop, articles.length);
  if (mostArticles === undefined) {
    await to.receipts.advance(drop.id, {
      state: 'stored',
      superseded: true,
      sha256: original.sha256,
      articleCount: articles.length,
    });
    return 'superseded';
  }
  const requests: EnrichRequest[] = [];
  const parsed = articles.map((found, ordinal) => parsedObject(original, found, ordinal));
  for (let at = 0; at < parsed.length; at += WRITES) {
    const written = parsed.slice(at, at + WRITES).map(async (object) => {
      const parsedKey = await putParsed(to.objects, object);
      return { kind: 'enrich' as const, lane, requestedAt, dropId: drop.id, articleId: object.articleId, parsedKey };
    });
    requests.push(...(await Promise.all(written)));
  }
  // The receipt knows how many articles there are before any of them can end.
  await to.receipts.advance(drop.id, {
    state: 'parsed',
    sha256: original.sha256,
    articleCount: parsed.length,
    articleIds: parsed.map(({ articleId }) => articleId),
    warnings: [...parsed.flatMap(({ article }) => article.warnings), ...warnings],
  });
  await to.toEnrich(lane).send(requests);
  await to.toStore(lane).send(retractions(original, parsed.length, mostArticles));
  return 'parsed';
}

async function readAll(
  { drop, bytes }: Original,
  limits: Limits,
): Promise<{ articles: FoundArticle[]; warnings: Warning[] }> {
  const { key: name, contentType, metadata } = drop;
  const articles: FoundArticle[] = [];
  const warnings: Warning[] = [];
  for await (const finding of readArticles({ name, bytes, contentType, metadata }, { limits })) {
    if (finding.kind === 'article') articles.push(finding.found);
    else warnings.push({ code: finding.reason.code, message: messageOf(finding) });
  }
  return { articles, warnings };
}

function messageOf(finding: Exclude<Finding, { kind: 'article' }>): string {
  const { message } = finding.reason;
  return finding.kind === 'unreadable'
    ? `${finding.member}: ${message}`
    : `The rest of the file is not read: ${message}`;
}

function parsedObject({ drop, sha256: name }: Original, found: FoundArticle, ordinal: number): ParsedObject {
  const { format, encoding, member, article } = found;
  return {
    articleId: articleIdOf(drop.key, ordinal),
    drop,
    sha256: name,
    format,
    encoding,
    member,
    ordinal,
    versions: { parser: PARSER_VERSION },
    article,
  };
}

/** For every article that an earlier version of the file held and this one does not. */
function retractions(original: Original, articles: number, mostArticles: number): RetractRequest[] {
  const { drop, lane, requestedAt, sha256: name } = original;
  return Array.from({ length: mostArticles - articles }, (_, at) => ({
    kind: 'retract',
    lane,
    requestedAt,
    dropId: drop.id,
    articleId: articleIdOf(drop.key, articles + at),
    key: drop.key,
    sha256: name,
    order: drop.order,
  }));
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
