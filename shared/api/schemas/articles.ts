import * as z from 'zod';
import {
  DayOrInstant,
  ENCODINGS,
  FORMATS,
  Metadata,
  Paragraph,
  Repair,
  Sentence,
  Subject,
  Suspicion,
  Warning,
} from '../../article/schema';
import { Dating } from '../../dating/dating';
import { Annotation, EntityRef, SalienceParts, Skipped, Topic, TopicValue, Versions } from '../../extractors/extractor';
import { correctedBy } from './common';
import { ShownRelation } from './relations';

/** Articles, as the API answers with them. */

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

/** An entity as one article has it: its mentions in text order. */
export const ArticleEntity = EntityRef.extend({
  correctedBy,
  salience: z
    .object({ score: z.number().min(0).max(1), parts: SalienceParts })
    .nullable()
    .meta({
      description: 'How much the article is about it, and what that is made of; null beyond the first hundred.',
    }),
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
  summary: z
    .array(z.object({ start: z.int(), end: z.int(), text: z.string(), reason: z.string() }))
    .meta({ description: 'Up to two sentences of the text that stand for it, in text order, and why these.' }),
  topics: z
    .array(
      TopicValue.omit({ words: true }).extend({
        words: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })),
        reason: z.string().meta({ description: 'The terms that speak of it, the strongest first.' }),
      }),
    )
    .meta({
      description: 'IPTC Media Topics that its words speak of, those at the top first; none where that is in doubt.',
    }),
  declaredTopics: z
    .array(Topic.extend({ broader: z.array(Topic), printed: Subject }))
    .meta({ description: 'IPTC Media Topics that the file itself says it is of, with what it says.' }),
  relations: z.array(ShownRelation).meta({
    description:
      'What its entities have to do with each other, in text order; then the 20 pairs that are named together most.',
  }),
  keywords: z
    .array(
      z.object({
        term: z.string(),
        count: z.int(),
        score: z.number(),
        start: z.int(),
        end: z.int(),
        reason: z.string(),
      }),
    )
    .meta({ description: 'Words that it uses more than other news do, the best first, with the first place of each.' }),
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
