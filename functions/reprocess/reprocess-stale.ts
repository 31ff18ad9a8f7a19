import { getParsed } from '../../shared/archive/objects';
import type { Position } from '../../shared/archive/reader';
import type { ShownHead } from '../../shared/archive/records';
import { staleArticles } from '../../shared/archive/stale';
import type { Versions } from '../../shared/extractors/extractor';
import type { EnrichRequest, ReparseRequest } from '../../shared/pipeline/messages';
import type { Clock, ObjectStore, Queue, Table } from '../../shared/ports';

export interface ReprocessDependencies {
  objects: ObjectStore;
  table: Table;
  /** What is deployed now. */
  versions: Versions;
  toParse: Queue<ReparseRequest>;
  toEnrich: Queue<EnrichRequest>;
  clock: Clock;
}

export interface ReprocessReport {
  /** Stale articles that were looked at. */
  articles: number;
  /** Messages sent: files to read again, articles to enrich again. */
  toParse: number;
  toEnrich: number;
  /** Where to go on; absent when every stale article was queued. */
  next?: Position | undefined;
}

const PAGE = 100;

/**
 * Queues every article that was made by other versions than are deployed, until none is left or `deadline`
 * (milliseconds since the epoch) has come. Queueing one twice is harmless: the second analysis is the same revision.
 */
export async function reprocessStale(
  from: Position | undefined,
  deadline: number,
  to: ReprocessDependencies,
): Promise<ReprocessReport> {
  const requestedAt = new Date(to.clock()).toISOString();
  const report: ReprocessReport = { articles: 0, toParse: 0, toEnrich: 0 };
  const seenDrops = new Set<string>();
  let after = from;
  do {
    const page = await staleArticles(to.table, to.versions, { limit: PAGE, after });
    const reparse = page.items.filter((head) => head.current.versions['parser'] !== to.versions['parser']);
    const enrich = page.items.filter((head) => head.current.versions['parser'] === to.versions['parser']);
    const files = await reparseRequests(
      reparse.filter((head) => !seenDrops.has(head.dropId)),
      requestedAt,
      to.objects,
    );
    for (const { drop } of files) seenDrops.add(drop.id);
    await to.toParse.send(files);
    await to.toEnrich.send(enrich.map((head) => enrichRequest(head, requestedAt)));
    report.articles += page.items.length;
    report.toParse += files.length;
    report.toEnrich += enrich.length;
    after = page.next;
  } while (after && to.clock() < deadline);
  return { ...report, next: after };
}

function enrichRequest(head: ShownHead, requestedAt: string): EnrichRequest {
  const { articleId, dropId, current } = head;
  return { kind: 'enrich', lane: 'reprocess', requestedAt, dropId, articleId, parsedKey: current.parsedKey };
}

/** One request a file: its articles are read together. The parsed object knows the drop in full. */
async function reparseRequests(
  heads: readonly ShownHead[],
  requestedAt: string,
  objects: ObjectStore,
): Promise<ReparseRequest[]> {
  const byDrop = new Map(heads.map((head) => [head.dropId, head]));
  return Promise.all(
    [...byDrop.values()].map(async (head) => {
      const { drop, sha256 } = await getParsed(objects, head.current.parsedKey);
      return { kind: 'reparse', lane: 'reprocess', requestedAt, drop, sha256 };
    }),
  );
}
