import * as z from 'zod';
import { QuotationValue, SourceRef } from '../../extractors/extractor';
import { ArticleSummary } from './articles';
import { Counted, correctedBy } from './common';

/** Sources, references and quotations, as the API answers with them. */

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
