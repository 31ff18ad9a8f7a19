import type { DropProgress } from '../../shared/api/schemas';
import { deletedAmong } from '../../shared/archive/decided';
import { claimFile, heldBefore, noteHeld } from '../../shared/archive/files';
import { putParsed } from '../../shared/archive/objects';
import type { Receipts } from '../../shared/archive/receipts';
import type { ParsedObject } from '../../shared/archive/records';
import { referToArticles } from '../../shared/archive/references';
import type { FoundArticle, Warning } from '../../shared/article/schema';
import { publishWithEnd } from '../../shared/events/ends';
import { type Finding, type Limits, PARSER_VERSION, readArticles } from '../../shared/formats';
import { articleIdOf } from '../../shared/pipeline/drop';
import type { Drop, EnrichRequest, RetractRequest } from '../../shared/pipeline/messages';
import type { Lane } from '../../shared/pipeline/topology';
import type { EventPublisher, ObjectStore, Queue, Table } from '../../shared/ports';
import { noteFile } from '../../shared/runs/outcomes';

/** A dropped file that is to be read. */
export interface Original {
  drop: Drop;
  sha256: string;
  bytes: Uint8Array;
  lane: Lane;
  requestedAt: string;
  run?: EnrichRequest['run'];
}

export interface HandOnDependencies {
  objects: ObjectStore;
  table: Table;
  receipts: Receipts;
  events: EventPublisher;
  toEnrich(lane: Lane): Queue<EnrichRequest>;
  toStore(lane: Lane): Queue<RetractRequest>;
  limits: Limits;
}

/** Articles handed on together. The outcomes of as many are counted together, too (`receipts.ts`). */
const BATCH = 100;
/** Objects written at a time, and characters in them. */
const WRITES = 16;
const WRITTEN_TEXT = 4_000_000;
/** Warnings that a receipt shows; the others are with their articles, or only counted. */
const WARNINGS = 100;

/**
 * Reads a file and hands its articles on as they come, so that no more of them is in memory than a few at a time. Every
 * step may be repeated, and a newer version of the file that appears meanwhile stops it.
 * @throws UnreadableFileError when there is no article in it
 */
export async function handOn(original: Original, to: HandOnDependencies): Promise<'parsed' | 'superseded'> {
  const { key: name, contentType, metadata } = original.drop;
  const file = { name, bytes: original.bytes, contentType, metadata };
  const handover = new Handover(original, to);
  const onPages = (pages: DropProgress['pages']) => handover.noteProgress({ pages });
  for await (const finding of readArticles(file, { limits: to.limits, onPages })) {
    if (!(await handover.take(finding))) return handover.supersede();
  }
  return handover.finish();
}

class Handover {
  /** Read, but not yet written to the bucket. */
  private unwritten: ParsedObject[] = [];
  /** Written, but not yet handed on. */
  private batch: EnrichRequest[] = [];
  /** Deleted by themselves: they are counted, and not handed on. */
  private readonly deleted: Pick<ParsedObject, 'articleId' | 'ordinal'>[] = [];
  /** All articles of this version, in order. */
  private readonly ids = new Set<string>();
  private readonly times = new Map<string, number>();
  /** Of the batch: those with names of their own. */
  private named: string[] = [];
  private positions = 0;
  private batches = 0;
  private unreadable = 0;
  private stopped = false;
  private readonly warnings: Warning[] = [];
  private warningCount = 0;

  constructor(
    private readonly original: Original,
    private readonly to: HandOnDependencies,
  ) {}

  /** False when a newer version of the file was claimed meanwhile. */
  async take(finding: Finding): Promise<boolean> {
    if (finding.kind !== 'article') {
      this.note(finding);
      return true;
    }
    // A full batch goes when another article follows, so that the last one is handed on when their number is known.
    if (this.batch.length + this.unwritten.length >= BATCH && !(await this.sendBatch())) return false;
    this.add(finding.found);
    const characters = this.unwritten.reduce((sum, { article }) => sum + article.text.length, 0);
    if (this.unwritten.length >= WRITES || characters >= WRITTEN_TEXT) await this.write();
    return true;
  }

  async finish(): Promise<'parsed' | 'superseded'> {
    const { drop, lane, sha256 } = this.original;
    await this.write();
    const held = await this.claim();
    if (!held) return this.supersede();
    // What was not reached may still be there.
    const gone = this.stopped ? [] : await this.goneOf(held);
    // The receipt knows how many articles there are, and how many are to go, before the last of them can end.
    await this.to.receipts.advance(drop.id, {
      state: 'parsed',
      sha256,
      articleCount: this.ids.size,
      articleIds: [...this.ids].slice(0, WARNINGS),
      retractions: gone.length,
      warnings: this.allWarnings(),
    });
    for (const { articleId: id, ordinal } of this.deleted) {
      await this.to.receipts.articleEnded(drop.id, { id, ordinal }, { superseded: true });
    }
    await this.to.toEnrich(lane).send(this.batch);
    await this.retract(gone);
    await this.tell({ articles: this.ids.size - this.deleted.length });
    return 'parsed';
  }

  async supersede(): Promise<'superseded'> {
    const { drop, sha256, lane } = this.original;
    const articleCount = this.ids.size;
    const change = { state: 'stored', superseded: true, sha256, articleCount } as const;
    const receipt = await this.to.receipts.advance(drop.id, change);
    await this.tell({ articles: 0, outcome: 'superseded' });
    await publishWithEnd([], receipt, lane, this.to);
    return 'superseded';
  }

  /** Tells the run that asked, if one did, what it has to wait for. */
  private async tell(outcome: { articles: number; outcome?: 'superseded' }): Promise<void> {
    const { drop, run } = this.original;
    if (run) await noteFile(this.to.table, run.id, { dropId: drop.id, ...outcome });
  }

  async noteProgress(more: Pick<DropProgress, 'pages'> = {}): Promise<void> {
    const { drop } = this.original;
    await this.to.receipts.progress(drop.id, { articles: this.ids.size, unreadable: this.unreadable, ...more });
  }

  private note(finding: Exclude<Finding, { kind: 'article' }>): void {
    const { code, message } = finding.reason;
    if (finding.kind === 'unreadable') {
      this.unreadable += 1;
      this.warn([{ code, message: `${finding.member}: ${message}` }]);
    } else {
      this.stopped = true;
      this.warn([{ code, message: `The rest of the file was not read: ${message}` }]);
    }
  }

  private warn(warnings: readonly Warning[]): void {
    this.warningCount += warnings.length;
    this.warnings.push(...warnings.slice(0, WARNINGS - this.warnings.length));
  }

  private allWarnings(): Warning[] {
    const more = this.warningCount - this.warnings.length;
    if (more === 0) return this.warnings;
    const last = { code: 'more-warnings', message: `${more + 1} more warnings are not shown here` };
    return [...this.warnings.slice(0, WARNINGS - 1), last];
  }

  private add(found: FoundArticle): void {
    const { drop, sha256 } = this.original;
    const { format, encoding, member, part, article } = found;
    const articleId = this.newId(part, member);
    this.unwritten.push({
      articleId,
      drop,
      sha256,
      format,
      encoding,
      member,
      ordinal: this.ids.size,
      versions: { parser: PARSER_VERSION },
      article,
    });
    this.ids.add(articleId);
    if (typeof part === 'number' && member === undefined) this.positions = Math.max(this.positions, part + 1);
    else this.named.push(articleId);
    const where = member === undefined ? '' : `${member}: `;
    this.warn(article.warnings.map(({ code, message }) => ({ code, message: `${where}${message}` })));
  }

  /** What comes twice under one name in a file is numbered from the second on. */
  private newId(part: number | string, member: string | undefined): string {
    const { key } = this.original.drop;
    const id = articleIdOf(key, part, member);
    const times = (this.times.get(id) ?? 0) + 1;
    this.times.set(id, times);
    return times === 1 ? id : articleIdOf(key, `${part}#${times}`, member ?? '');
  }

  private async write(): Promise<void> {
    const { drop, lane, requestedAt, run } = this.original;
    const ids = this.unwritten.map(({ articleId }) => articleId);
    await referToArticles(this.to.table, drop, ids);
    const deleted = await deletedAmong(this.to.table, ids, drop);
    for (const { articleId, ordinal } of this.unwritten) {
      if (deleted.has(articleId)) this.deleted.push({ articleId, ordinal });
    }
    const kept = this.unwritten.filter(({ articleId }) => !deleted.has(articleId));
    const written = kept.map(async (parsed) => {
      const { articleId, ordinal } = parsed;
      const parsedKey = await putParsed(this.to.objects, parsed);
      return { kind: 'enrich' as const, lane, requestedAt, run, dropId: drop.id, articleId, ordinal, parsedKey };
    });
    this.unwritten = [];
    this.batch.push(...(await Promise.all(written)));
  }

  private async sendBatch(): Promise<boolean> {
    const { lane } = this.original;
    await this.write();
    if (!(await this.claim())) return false;
    await this.noteProgress();
    await this.to.toEnrich(lane).send(this.batch);
    this.batch = [];
    return true;
  }

  /** Claims the file for the articles so far: only then may they be handed on. */
  private async claim(): Promise<ReturnType<typeof claimFile>> {
    const { drop } = this.original;
    await noteHeld(this.to.table, drop, this.batches, this.named);
    this.batches += 1;
    this.named = [];
    const named = this.ids.size > this.positions;
    return claimFile(this.to.table, drop, { positions: this.positions, named });
  }

  /** Every article that an earlier version of the file held and this one does not. */
  private async goneOf(held: { positions: number; named: boolean }): Promise<string[]> {
    const { drop } = this.original;
    const ids = Array.from({ length: held.positions }, (_, position) => articleIdOf(drop.key, position));
    const gone = ids.filter((id) => !this.ids.has(id));
    if (!held.named) return gone;
    for await (const more of heldBefore(this.to.table, drop, this.ids, this.batches)) gone.push(...more);
    return gone;
  }

  private async retract(articleIds: readonly string[]): Promise<void> {
    const { drop, lane, requestedAt, run, sha256 } = this.original;
    const { id: dropId, key, order } = drop;
    const requests = articleIds.map((articleId, at) => ({
      kind: 'retract' as const,
      lane,
      requestedAt,
      run,
      dropId,
      articleId,
      ordinal: this.ids.size + at,
      key,
      sha256,
      order,
    }));
    await this.to.toStore(lane).send(requests);
  }
}
