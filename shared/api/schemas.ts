import * as z from 'zod';
import { Counts } from '../archive/inventory/findings';
import {
  DayOrInstant,
  ENCODINGS,
  FORMATS,
  Metadata,
  Paragraph,
  Repair,
  Sentence,
  Suspicion,
  Warning,
} from '../article/schema';
import { KeptCorrection } from '../corrections/model';
import { Dating } from '../dating/dating';
import { REASON_CLASSES } from '../errors';
import { Annotation, EntityRef, QuotationValue, Skipped, SourceRef, Versions } from '../extractors/extractor';
import { LANES, QUEUE_NAMES, STAGES } from '../pipeline/topology';
import { Diff } from '../runs/changes';
import { ChangeCounts, Outcome, RunRecord, RunState, Selector } from '../runs/records';

/** The shapes that the HTTP API answers with. OpenAPI is generated from them, the CLI and the tests parse with them. */

export const ArticleSummary = z.object({
  id: z.string(),
  title: z.string(),
  titleDerived: z
    .boolean()
    .meta({ description: 'True when the file has no title and this one was made from its text.' }),
  publication: z.string().nullable(),
  volume: z.union([z.int(), z.string()]).nullable(),
  issue: z.union([z.int(), z.string()]).nullable(),
  published: DayOrInstant.nullable().meta({
    description: 'Null when nothing in the file says when; never the drop time.',
  }),
  publishedBetween: z
    .object({ earliest: z.iso.date(), latest: z.iso.date() })
    .nullable()
    .meta({ description: 'The days that it can have been published on, inferred; the article has the reasons.' }),
  listedAt: z.iso
    .datetime()
    .meta({ description: 'Its place in lists: published, else the earliest inferred day, else the drop time.' }),
  droppedAt: z.iso.datetime(),
  language: z.string().nullable(),
  paragraphCount: z.int(),
  wordCount: z.int(),
  key: z.string().meta({ description: 'Key of the dropped object.' }),
  dropId: z.string(),
  revision: z.string(),
});
export type ArticleSummary = z.infer<typeof ArticleSummary>;

const correctedBy = z
  .array(z.string())
  .optional()
  .meta({ description: 'Ids of the corrections that it is shown so by; absent where nobody corrected it.' });

/** An entity as one article has it: its mentions in text order. */
export const ArticleEntity = EntityRef.extend({
  correctedBy,
  mentions: z.array(z.object({ start: z.int(), end: z.int(), text: z.string(), paragraph: z.int() })),
});
export type ArticleEntity = z.infer<typeof ArticleEntity>;

/** How an article is sourced: whom it cites, and from where. */
export const Sourcing = z.object({
  sources: z.int().meta({ description: 'Distinct sources that it cites.' }),
  singleSource: z.boolean().meta({ description: 'True when it cites one source only.' }),
  countries: z
    .array(z.object({ country: z.string().nullable(), share: z.number() }))
    .meta({ description: 'Share of its cites by country of the outlet, largest first; null where it is not known.' }),
});
export type Sourcing = z.infer<typeof Sourcing>;

export const ArticleDetail = ArticleSummary.extend({
  metadata: Metadata,
  paragraphs: z.array(Paragraph.extend({ text: z.string() })),
  sentences: z.array(Sentence),
  dating: Dating.nullable().meta({
    description: 'The days on which it can have been published, with the reasons; null when nothing says so.',
  }),
  pages: z
    .array(z.object({ start: z.int(), page: z.int() }))
    .nullable()
    .meta({ description: 'Where pages of the document begin in the text; null for what has no pages.' }),
  annotations: z
    .array(
      z.intersection(
        Annotation,
        z.object({
          text: z.string().meta({ description: 'The words.' }),
          correctedBy,
          found: EntityRef.optional().meta({ description: 'What the extractor says that a corrected mention is of.' }),
        }),
      ),
    )
    .meta({ description: 'As corrected; mentions of hidden entities are left out.' }),
  corrections: z.array(z.string()).meta({ description: 'Ids of all corrections that were laid over the annotations.' }),
  entities: z.array(ArticleEntity),
  skipped: z.array(Skipped).meta({
    description: 'Extractors that were not run: of what they look for, nothing is known about this article.',
  }),
  sourcing: Sourcing,
  repairs: z.array(Repair.extend({ text: z.string() })).meta({
    description:
      'What of the text was certainly damaged: `original` is what the file says, `text` what is read instead.',
  }),
  suspicions: z.array(Suspicion.extend({ text: z.string() })).meta({
    description: 'What of it may be damaged, with a score from 0 to 1, and was left as it is.',
  }),
  warnings: z.array(Warning),
  source: z.object({
    format: z.enum(FORMATS),
    encoding: z.enum(ENCODINGS),
    bytes: z.int(),
    sha256: z.string(),
    member: z.string().nullable().meta({ description: 'Path in the dropped archive; "!/" between nested ones.' }),
    ordinal: z.int().meta({ description: 'Position (from 0) among the articles of its file.' }),
  }),
  versions: Versions.meta({ description: 'Version of the parser and of every extractor that made this.' }),
});
export type ArticleDetail = z.infer<typeof ArticleDetail>;

/** Where the words of an article's text stand in its file. */
export const SourceMap = z.object({
  key: z.string(),
  versionId: z.string().nullable().meta({ description: 'Of the dropped object.' }),
  sha256: z.string().meta({ description: 'Of its bytes.' }),
  member: z.string().nullable().meta({ description: 'Path in the dropped archive, whose file is meant then.' }),
  encoding: z.enum(ENCODINGS).meta({ description: 'How its bytes are decoded; a byte order mark is left out.' }),
  runs: z.array(z.object({ text: z.int(), source: z.int(), length: z.int() })).meta({
    description:
      'So many UTF-16 code units from `text` on are those from `source` on of the decoded file. What lies between was put in, left out or repaired. Empty where no text has the words as they are (PDF, DOCX, ODT, RTF, parts of mails).',
  }),
});
export type SourceMap = z.infer<typeof SourceMap>;

const SentenceOf = z.object({ start: z.int(), end: z.int(), text: z.string() });

/** A version of an article: what one drop of its file was read as. */
export const ArticleVersion = z.object({
  dropId: z.string(),
  versionId: z.string().nullable().meta({ description: 'Of the dropped object.' }),
  key: z.string(),
  sha256: z.string(),
  droppedAt: z.iso.datetime(),
  current: z.boolean().meta({ description: 'Whether it is the one that readers are shown.' }),
  title: z.string(),
  sentences: z.int(),
  changes: z
    .object({
      kept: z.int(),
      added: z.array(SentenceOf).meta({ description: 'The first 200; offsets in the text of this version.' }),
      removed: z.array(SentenceOf).meta({ description: 'The first 200; offsets in the text of the version before.' }),
      addedCount: z.int(),
      removedCount: z.int(),
    })
    .nullable()
    .meta({ description: 'By sentence, against the version before; null for the oldest that is shown.' }),
});
export type ArticleVersion = z.infer<typeof ArticleVersion>;

export const ArticleVersions = z.object({
  items: z.array(ArticleVersion).meta({ description: 'Newest first.' }),
  more: z.boolean().meta({ description: 'Whether there are older ones than these.' }),
});
export type ArticleVersions = z.infer<typeof ArticleVersions>;

/** An article of the same cluster: a copy, or a version with other words. */
export const SimilarArticle = z.object({
  article: ArticleSummary,
  member: z.string().nullable().meta({ description: 'Path in the dropped archive.' }),
  relation: z.enum(['same-file', 'same-words', 'similar', 'linked']).meta({
    description:
      'same-file: of equal bytes; same-words: they differ in layout, case or punctuation; similar: they share much of ' +
      'their wording; linked: similar to one that is similar.',
  }),
  similarity: z
    .number()
    .meta({ description: 'Share of runs of three words in common: an estimate, give or take 0.06.' }),
});
export type SimilarArticle = z.infer<typeof SimilarArticle>;

export const SimilarArticles = z.object({
  original: z.string().meta({
    description:
      'Id of the one that was published first, or else dropped first: the article itself, if none was before.',
  }),
  items: z.array(SimilarArticle).meta({ description: 'The others of its cluster, the most similar first.' }),
  more: z.boolean().meta({ description: 'Whether there are more than were looked at.' }),
});
export type SimilarArticles = z.infer<typeof SimilarArticles>;

export const EntitySummary = EntityRef;
export type EntitySummary = z.infer<typeof EntitySummary>;

export const EntityDetail = EntityRef.extend({
  aliases: z.array(z.string()).meta({ description: 'Other words used for it in the newest articles that mention it.' }),
  articleCount: z.object({
    value: z.int(),
    atLeast: z.boolean().meta({ description: 'True when there are more articles than were counted.' }),
  }),
  firstListedAt: z.iso.datetime(),
  lastListedAt: z.iso.datetime(),
  askedFor: z
    .object({ id: z.string(), correctedBy: z.array(z.string()) })
    .nullable()
    .meta({ description: 'The id that was asked for, where that is merged into this entity; else null.' }),
  mergedFrom: z
    .array(EntityRef)
    .meta({ description: 'The entities that are merged into it, as extractors name them.' }),
  neverLinked: z.array(z.string()).meta({ description: 'Ids of entities that it is never to be linked with.' }),
  corrections: z.array(z.string()).meta({ description: 'Ids of the corrections that stand and name it.' }),
});
export type EntityDetail = z.infer<typeof EntityDetail>;

/** What somebody corrected. */
export const CorrectionDetail = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
  correction: KeptCorrection,
  entities: z.array(EntityRef).meta({ description: 'Those that it names, as the archive had them then.' }),
  state: z.enum(['standing', 'undone', 'void']).meta({
    description:
      'void: it contradicts one before it, which only happens while the table is made again; without effect.',
  }),
  undoneBy: z.string().nullable().meta({ description: 'Id of the undo.' }),
});
export type CorrectionDetail = z.infer<typeof CorrectionDetail>;

/** An article in which an entity is mentioned, with the words. */
export const EntityArticle = ArticleSummary.extend({
  mentionCount: z.int(),
  names: z.array(z.string()).meta({ description: 'The forms in which the article names the entity.' }),
});
export type EntityArticle = z.infer<typeof EntityArticle>;

const Counted = z.object({
  value: z.int(),
  atLeast: z.boolean().meta({ description: 'True when there are more than were counted.' }),
});

export const SourceSummary = SourceRef;
export type SourceSummary = z.infer<typeof SourceSummary>;
export const SourceDetail = SourceRef.extend({ articleCount: Counted });

/** An article that cites a source, with the days of the reports that it cites. */
export const CitingArticle = ArticleSummary.extend({
  cited: z.array(z.string()).meta({ description: 'Days of the cited reports: TIMEX3, X where the year is not known.' }),
});
export type CitingArticle = z.infer<typeof CitingArticle>;

/** An issue of a serial that is referred to: by its day, or by volume and issue. */
const ReferenceTarget = z.object({
  publication: z.string(),
  day: z.iso.date().nullable(),
  volume: z.int().nullable(),
  issue: z.int().nullable(),
});

/** What a cross-reference points to, as far as the archive has it. */
const ResolvedReference = z.object({
  text: z.string().meta({ description: 'The words that refer.' }),
  start: z.int(),
  end: z.int(),
  target: ReferenceTarget,
  status: z
    .enum(['resolved', 'ambiguous', 'open'])
    .meta({ description: 'ambiguous: several articles are of that issue; open: none is in the archive (yet).' }),
  candidates: z.array(
    z.object({
      article: ArticleSummary,
      sharedEntities: z.array(z.string()).meta({ description: 'Names of entities that both articles mention.' }),
    }),
  ),
});
export const ArticleReferences = z.object({
  references: z.array(ResolvedReference),
  referredToBy: z.array(ArticleSummary).meta({ description: 'Articles that refer to the issue that this one is of.' }),
});
export type ArticleReferences = z.infer<typeof ArticleReferences>;

export const MissingIssue = z.object({ target: ReferenceTarget, wantedBy: Counted });
export type MissingIssue = z.infer<typeof MissingIssue>;

/** Somebody's words, with where they stand. */
export const ListedQuotation = z.object({
  article: ArticleSummary,
  text: z.string(),
  start: z.int(),
  end: z.int(),
  quotation: QuotationValue,
  speaker: z.string().nullable().meta({ description: 'The words that name the speaker, as they are printed.' }),
  sources: z.array(z.string()).meta({ description: 'Names of the sources that the sentence is cited from.' }),
  correctedBy,
});
export type ListedQuotation = z.infer<typeof ListedQuotation>;

export const DROP_STATES = ['received', 'parsed', 'enriched', 'stored', 'quarantined'] as const;
export const DropState = z.enum(DROP_STATES);
export type DropState = z.infer<typeof DropState>;

export const ReasonClass = z.enum(REASON_CLASSES).meta({
  description:
    'unsupported, damaged, too-large, missing: it is about the file. temporary, our-fault: it is about Dateline, and a ' +
    'retry may do.',
});
export const Stage = z.enum(STAGES);

export const DropReason = z.object({
  class: ReasonClass,
  code: z.string(),
  message: z.string(),
  advice: z.string().meta({ description: 'What you can do about it.' }),
  stage: z.enum(STAGES),
});
export type DropReason = z.infer<typeof DropReason>;

/** How far reading a file of many articles or pages has come. */
export const DropProgress = z.object({
  articles: z.int().meta({ description: 'Articles found so far; they appear in lists while the rest is read.' }),
  unreadable: z.int().meta({ description: 'Members of an archive that are no article.' }),
  pages: z
    .object({ read: z.int(), of: z.int() })
    .optional()
    .meta({ description: 'Of the document of many pages that is being read.' }),
});
export type DropProgress = z.infer<typeof DropProgress>;

/** A receipt: where a dropped file is. */
export const Receipt = z.object({
  id: z.string(),
  key: z.string(),
  versionId: z.string().nullable(),
  bytes: z.int(),
  state: DropState,
  stage: Stage.nullable().meta({ description: 'Where it is, or did not get through; null when it is stored.' }),
  attempts: z
    .object({ parse: z.int(), enrich: z.int(), store: z.int() })
    .meta({ description: 'How often each stage tried since the last retry; of several articles, the most of any.' }),
  timings: z
    .array(
      z.object({
        state: DropState,
        at: z.iso.datetime(),
        milliseconds: z
          .int()
          .nullable()
          .meta({ description: 'Since the state before; for the first one, since the object was written.' }),
      }),
    )
    .meta({ description: 'When it came to each state, in order. A file of several articles has no `enriched`.' }),
  costUsd: z.number().meta({
    description:
      'What one passage costs on AWS at list prices, USD: an estimate from bytes, articles and index entries.',
  }),
  receivedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  sha256: z.string().nullable(),
  articleCount: z.int().nullable().meta({ description: 'Articles in the file; null until it is parsed.' }),
  progress: DropProgress.nullable().meta({ description: 'While a file of many articles or pages is read; else null.' }),
  articleIds: z.array(z.string()).meta({ description: 'The first 100 of them.' }),
  superseded: z
    .boolean()
    .meta({ description: 'True when a newer version of the same key was there first: it is kept, not shown.' }),
  retries: z.int().meta({ description: 'How often somebody had it read again.' }),
  reason: DropReason.nullable().meta({ description: 'Why it is quarantined.' }),
  warnings: z.array(Warning),
});
export type Receipt = z.infer<typeof Receipt>;

/** What a call to retry many did. */
export const RetryReport = z.object({
  retried: z.int().meta({ description: 'Drops that are read again.' }),
  skipped: z
    .array(z.object({ id: z.string(), why: z.string() }))
    .meta({ description: 'Of those named: the ones that are not, each with the reason.' }),
  next: z.string().nullable().meta({ description: 'Pass as `cursor` to go on; null when nothing more fits.' }),
});
export type RetryReport = z.infer<typeof RetryReport>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Pass as `cursor` for the next page; null at the end.' }),
  });

export interface Page<T> {
  items: T[];
  next: string | null;
}

const QueueNames = z.enum(QUEUE_NAMES);

/** Messages that were given up, by the queue that they came from. */
export const DeadLetterQueues = z.object({
  items: z.array(z.object({ queue: QueueNames, messages: z.int().meta({ description: 'About as many as wait.' }) })),
});
export type DeadLetterQueues = z.infer<typeof DeadLetterQueues>;

export const DeadLetters = z.object({
  queue: QueueNames,
  items: z.array(
    z.object({
      messageId: z.string(),
      lane: z.enum(LANES),
      dropId: z.string().nullable(),
      articleId: z.string().nullable(),
      key: z.string().nullable().meta({ description: 'Key of the dropped object, where the message has it.' }),
      failure: z
        .object({
          error: z.string().meta({ description: 'Name of the error; the log has all of it.' }),
          message: z.string(),
          attempts: z.int(),
          failedAt: z.iso.datetime(),
        })
        .nullable()
        .meta({ description: 'Null when the function ended before it could say why: see its log.' }),
      sentAt: z.iso.datetime(),
    }),
  ),
});
export type DeadLetters = z.infer<typeof DeadLetters>;

export const Redrive = z.object({
  queue: QueueNames,
  moved: z.int().meta({ description: 'Messages that this call moved back.' }),
  goesOn: z.boolean().meta({ description: 'Whether SQS moves all of them by itself, at the rate.' }),
  next: z
    .string()
    .nullable()
    .meta({ description: 'Pass as `cursor` to move more; null when none is left to be moved.' }),
});
export type Redrive = z.infer<typeof Redrive>;

const counted = z.object({
  articles: z.int(),
  toParse: z.int().meta({ description: 'Of them: those whose file has to be read again.' }),
  usd: z.number().meta({ description: 'What making them again is expected to cost in AWS.' }),
  seconds: z.int().meta({ description: 'How long it takes at the pace of the run, if the stages keep up.' }),
  madeBy: z
    .array(z.object({ versions: Versions, articles: z.int() }))
    .meta({ description: 'By which versions they were made; the first 20 sets.' }),
});

/** A re-processing run: what it is about, how far it is, and what it changed. */
export const RunDetail = z.object({
  id: z.string(),
  kind: z.enum(['reprocess', 'rollback']).meta({ description: 'A roll-back puts back what another run changed.' }),
  of: z.string().nullable().meta({ description: 'The run that is rolled back.' }),
  dryRun: z.boolean().meta({ description: 'True when it only counts.' }),
  selector: Selector,
  reason: z.string().nullable(),
  pace: z.number().meta({ description: 'Articles a second.' }),
  cap: z.object({ articles: z.int().nullable(), usd: z.number().nullable() }),
  state: RunState,
  phase: RunRecord.shape.phase.meta({ description: 'Waiting: everything was sent.' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  versions: Versions.meta({ description: 'What a fresh drop is made by.' }),
  counted,
  progress: z.object({
    total: z.int(),
    done: z.int(),
    sent: z.int(),
    usd: z.number().meta({ description: 'What was sent is expected to cost.' }),
    eta: z.iso.datetime().nullable(),
    stalled: z.boolean().meta({ description: 'True when its next step is long overdue.' }),
  }),
  outcomes: RunRecord.shape.done,
  changes: ChangeCounts.meta({ description: 'By kind of annotation; `metadata` counts fields, `article` articles.' }),
  stoppedBy: RunRecord.shape.stoppedBy.unwrap().nullable().meta({ description: 'The cap that ended it.' }),
  problem: z.string().nullable().meta({ description: 'Why it failed, or paused by itself.' }),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** What a run did to one article. */
export const RunChange = z.object({
  articleId: z.string(),
  dropId: z.string(),
  outcome: Outcome,
  counts: ChangeCounts,
  from: z.string().nullable().meta({ description: 'The revision before.' }),
  to: z.string().nullable().meta({ description: 'The revision after.' }),
  reason: z.string().nullable().meta({ description: 'Why it failed.' }),
  diff: Diff.nullable().meta({ description: 'The differences themselves, for a sample of the articles, for 90 days.' }),
});
export type RunChange = z.infer<typeof RunChange>;

/** An article that goes back to the revision before. */
export const ArticleRollback = z.object({
  articleId: z.string(),
  from: z.string().meta({ description: 'The revision that is rolled back.' }),
  to: z.string().meta({ description: 'The revision that readers are shown in a moment.' }),
  decision: z.string(),
});
export type ArticleRollback = z.infer<typeof ArticleRollback>;

/** One passage through bucket and table. */
const InventoryCounts = Counts.meta({ description: 'What was found, by kind; docs/runbook.md says what each means.' });

export const InventoryReport = z.object({
  running: z
    .object({
      startedAt: z.iso.datetime(),
      rebuild: z.boolean(),
      phase: z.string(),
      counts: InventoryCounts,
    })
    .nullable()
    .meta({ description: 'The inventory under way; it goes on by itself within an hour, or with the next call.' }),
  last: z
    .object({
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime(),
      rebuild: z.boolean(),
      counts: InventoryCounts,
    })
    .nullable()
    .meta({ description: 'The last one that came to its end.' }),
});
export type InventoryReport = z.infer<typeof InventoryReport>;

/** What was decided about a drop or an article. */
export const DecisionReport = z.object({
  id: z.string().meta({ description: 'Of the drop or article.' }),
  state: z.enum(['deleted', 'deleting', 'held', 'released']).meta({
    description: '`deleting`: nobody is shown it any more; the rest of it goes within the hour, or with the next call.',
  }),
  at: z.iso.datetime().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
});
export type DecisionReport = z.infer<typeof DecisionReport>;

export const Health = z.object({
  status: z.literal('ok'),
  stage: z.string(),
  versions: Versions.meta({ description: 'Version of what is deployed, by name.' }),
});
export type Health = z.infer<typeof Health>;

/** RFC 9457 problem details, media type application/problem+json. */
export const Problem = z.object({
  type: z.string().meta({ description: 'A stable URI of the kind of problem.' }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .meta({ description: 'The parameters at fault.' }),
});
export type Problem = z.infer<typeof Problem>;
