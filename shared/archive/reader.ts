import type { DropState } from '../api/schemas';
import { NOTHING_CORRECTED, type Overlay } from '../corrections/overlay';
import type { ReasonClass } from '../errors';
import type { EntityType, SourceRef } from '../extractors/extractor';
import type { GazetteerReport } from '../gazetteers/model';
import { readGazetteerReport } from '../gazetteers/store';
import type { Stage } from '../pipeline/topology';
import type { Clock, Table } from '../ports';
import { CorrectionLog } from './corrections';
import { type DecidedRecord, readDecided } from './decided';
import { decisionOfArticleKey, decisionOfDropKey, entityIndex, headKey, receiptKey, valueKey } from './keys';
import { listArticles, listIndex } from './list-articles';
import { listEntities, readActivity } from './list-entities';
import { listMentioned } from './list-mentioned';
import { listReceipts } from './list-receipts';
import { findSource, listMissing, listSources, type MissingTarget } from './list-sources';
import type { Places } from './places';
import { EntityRecord, HeadRecord, type IndexEntry, ReceiptRecord, type ShownHead } from './records';

/** A place in a list: opaque to callers, made and read here; plain JSON so that a cursor can carry it. */
export type Position = readonly string[];

export interface Listed<T> {
  items: T[];
  /** Where the next page starts; absent at the end. A page may be short and still have a next one. */
  next?: Position | undefined;
}

export interface ArticleFilter {
  /** As written by the user; compared without regard to case, accents and punctuation. */
  publication?: string | undefined;
  entity?: string | undefined;
  /** Id of a source that they cite. */
  cites?: string | undefined;
  /** Id of a topic that they are of; not together with days that they speak of. */
  topic?: string | undefined;
  /** Days that they speak of, inclusive, UTC: both or none. */
  mentionsFrom?: string | undefined;
  mentionsTo?: string | undefined;
  /** Days of publication, inclusive, UTC. */
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  after?: Position | undefined;
}

export interface EntityFilter {
  type?: EntityType | undefined;
  prefix?: string | undefined;
  limit: number;
  after?: Position | undefined;
}

export interface ReceiptFilter {
  state?: DropState | undefined;
  /** Why they are quarantined. */
  reason?: ReasonClass | undefined;
  /** The stage that they are at, or did not get through. */
  stage?: Stage | undefined;
  /** What their keys begin with. */
  keyPrefix?: string | undefined;
  limit: number;
  after?: Position | undefined;
}

interface IndexPage {
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  after?: Position | undefined;
  /** Which of its entries. */
  fits?: (entry: IndexEntry) => boolean;
  /** Other indexes that they stand in, too. */
  alsoIn?: readonly (string | Places)[];
}

export interface ListedArticle {
  head: ShownHead;
  entry: IndexEntry;
}

export interface EntityActivity {
  /** Names other than the canonical one, from the newest articles. */
  aliases: string[];
  /** Articles that mention it, counted up to a bound. */
  articles: number;
  atLeast: boolean;
  firstListedAt: string;
  lastListedAt: string;
}

/** What the query function reads from. Every list is a bounded number of table queries, whatever the archive's size. */
export interface ArchiveReader {
  article(id: string): Promise<HeadRecord | undefined>;
  /** What people corrected up to now, which the questions about entities are to be answered by. */
  corrections(): Promise<Overlay>;
  /** Newest first. With `entity`, each comes with its entry in the entity's index. */
  articles(filter: ArticleFilter, overlay?: Overlay): Promise<Listed<ListedArticle>>;
  entity(id: string): Promise<EntityRecord | undefined>;
  /** By name. An entity is listed once, under the first of its names that the prefix fits. */
  entities(filter: EntityFilter, overlay?: Overlay): Promise<Listed<EntityRecord>>;
  entityActivity(entity: EntityRecord, overlay?: Overlay): Promise<EntityActivity | undefined>;
  source(id: string): Promise<SourceRef | undefined>;
  /** By name. */
  sources(filter: {
    prefix?: string | undefined;
    limit: number;
    after?: Position | undefined;
  }): Promise<Listed<SourceRef>>;
  /** Newest first: articles that stand in one index (or in several as one), e.g. those that refer to an issue. */
  standingIn(index: string | Places, page: IndexPage): Promise<Listed<ListedArticle>>;
  /** Issues that are referred to and are not there, the most wanted first. */
  missing(filter: { publication?: string | undefined; after?: Position | undefined }): Promise<Listed<MissingTarget>>;
  /** What became of the users' gazetteers. */
  gazetteers(): Promise<GazetteerReport | undefined>;
  receipt(dropId: string): Promise<ReceiptRecord | undefined>;
  /** The last decision about a drop, and about an article. */
  decidedOnDrop(dropId: string): Promise<DecidedRecord | undefined>;
  decidedOnArticle(articleId: string): Promise<DecidedRecord | undefined>;
  /** Newest first. */
  receipts(filter: ReceiptFilter): Promise<Listed<ReceiptRecord>>;
}

export function archiveReader(table: Table, clock: Clock = Date.now): ArchiveReader {
  const log = new CorrectionLog(table, clock);
  return {
    corrections: () => log.overlay(),
    async article(id) {
      const item = await table.get(headKey(id));
      return item && HeadRecord.parse(item);
    },
    articles(filter, overlay = NOTHING_CORRECTED) {
      const { mentionsFrom: from, mentionsTo: to } = filter;
      return from !== undefined && to !== undefined
        ? listMentioned(table, filter, { from, to }, overlay)
        : listArticles(table, filter, overlay);
    },
    source: (id) => findSource(table, id),
    sources: (filter) => listSources(table, filter),
    standingIn: (index, { fits, alsoIn, ...page }) => listIndex(table, index, page, fits, alsoIn),
    missing: (filter) => listMissing(table, filter),
    async entity(id) {
      const item = await table.get(valueKey(entityIndex(id)));
      return item && EntityRecord.parse(item);
    },
    entities: (filter, overlay = NOTHING_CORRECTED) => listEntities(table, filter, overlay),
    entityActivity: (entity, overlay = NOTHING_CORRECTED) => readActivity(table, entity, overlay),
    gazetteers: () => readGazetteerReport(table),
    async receipt(dropId) {
      const item = await table.get(receiptKey(dropId));
      return item && ReceiptRecord.parse(item);
    },
    decidedOnDrop: (id) => readDecided(table, decisionOfDropKey(id)),
    decidedOnArticle: (id) => readDecided(table, decisionOfArticleKey(id)),
    receipts: (filter) => listReceipts(table, filter),
  };
}
