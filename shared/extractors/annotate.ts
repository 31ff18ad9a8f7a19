import { contradictedLanguage, languageToRead } from '../article/language';
import type { ParsedArticle } from '../article/schema';
import { lastStarting } from '../bisect';
import { compareText } from '../compare-text';
import { dateArticle } from '../dating/date-article';
import type { Dating, DatingFacts } from '../dating/dating';
import { isEnglish } from '../entities/language';
import { DatelineError } from '../errors';
import type { Gazetteer } from '../gazetteers/model';
import type { Annotation, AnnotationDraft, ExtractionContext, Extractor, Skipped, Versions } from './extractor';
import { Reading } from './reading';

/** An extractor returned words that are not in the article: a defect of ours, retried until it reaches the DLQ. */
export class BadSpanError extends DatelineError {
  readonly retryable = true;
  constructor(
    readonly extractor: string,
    readonly span: { start: number; end: number },
    textLength: number,
  ) {
    super(
      `extractor ${extractor} returned the span [${span.start}, ${span.end}): not whole, not empty or not inside the text of ${textLength} code units`,
    );
  }
}

/** What an earlier analysis found, and by which versions. */
export interface Known {
  versions: Versions;
  annotations: readonly Annotation[];
}

/** What the extractors made of an article. */
export interface Findings {
  annotations: Annotation[];
  dating: Dating | undefined;
  /** Extractors that are not for the article's language, in their order. */
  skipped: Skipped[];
}

const NO_FACTS: DatingFacts = { droppedAt: '', observed: [] };

/**
 * Runs the extractors on an article: those that build on nothing first and at the same time, then the day of publication
 * is worked out, then those that build on others, in their order: each may read what those before it found. Annotations are stamped with extractor and paragraph, in order of start,
 * end and kind (those of one place stay in the order of the extractors).
 * Throws BadSpanError for a span that is empty or not inside the text, and what an extractor throws
 * (TemporaryError from a provider over the network).
 * @param known an earlier analysis of the very same article: extractors that it was made by in the same version are not
 *   asked again, unless they build on others, which are quick and may see more now; made with the same gazetteer
 */
export async function analyse(
  article: ParsedArticle,
  extractors: readonly Extractor[],
  facts: DatingFacts,
  { known, gazetteer }: { known?: Known | undefined; gazetteer?: Gazetteer | undefined } = {},
): Promise<Findings> {
  const skipped = skippedOf(article, extractors);
  const fitting = extractors.filter((extractor) => !skipped.some(({ extractor: name }) => name === stampOf(extractor)));
  const first = await run(
    article,
    fitting.filter(({ reads }) => reads === undefined),
    {
      annotations: [],
      reading: new Reading(article, []),
      dating: undefined,
      gazetteer,
    },
    known,
  );
  const reading = new Reading(article, first);
  const dating = dateArticle(article, reading, facts);
  const annotations = [...first];
  for (const extractor of fitting.filter(({ reads }) => reads !== undefined))
    annotations.push(...(await run(article, [extractor], { annotations, reading, dating, gazetteer })));
  return {
    annotations: annotations.sort((a, b) => a.start - b.start || a.end - b.end || compareText(a.kind, b.kind)),
    dating,
    skipped,
  };
}

const stampOf = ({ name, version }: Pick<Extractor, 'name' | 'version'>) => `${name}@${version}`;

/** The extractors that are for other languages than the article's, which is what extractors see of it as English. */
function skippedOf(article: ParsedArticle, extractors: readonly Extractor[]): Skipped[] {
  const { metadata } = article;
  const language = isEnglish(article) ? 'en' : (contradictedLanguage(metadata) ?? languageToRead(metadata));
  return extractors
    .filter(({ languages }) => languages && (language === undefined || !languages.includes(language)))
    .map((extractor) => ({
      extractor: stampOf(extractor),
      reason: 'not for this language' as const,
      language: language ?? 'und',
    }));
}

/** The annotations alone, of an article of which nothing else is known. */
export async function annotate(
  article: ParsedArticle,
  extractors: readonly Extractor[],
  known?: Known,
): Promise<Annotation[]> {
  return (await analyse(article, extractors, NO_FACTS, { known })).annotations;
}

async function run(
  article: ParsedArticle,
  extractors: readonly Extractor[],
  context: ExtractionContext,
  known?: Known,
): Promise<Annotation[]> {
  const drafts = await Promise.all(
    extractors.map(async (extractor) => {
      const { name, version } = extractor;
      const before = known?.versions[name] === version ? madeBy(`${name}@${version}`, known.annotations) : undefined;
      const annotations = context.annotations.filter(({ kind }) => extractor.reads?.includes(kind));
      return { extractor, found: before ?? (await extractor.extract(article, { ...context, annotations })) };
    }),
  );
  return drafts.flatMap(({ extractor: { name, version }, found }) => {
    const stamp = `${name}@${version}`;
    return found.map((draft) => {
      checkSpan(draft, article.text, stamp);
      return { ...draft, extractor: stamp, paragraph: lastStarting(article.paragraphs, draft.start) };
    });
  });
}

function madeBy(stamp: string, annotations: readonly Annotation[]): AnnotationDraft[] {
  return annotations.filter(({ extractor }) => extractor === stamp);
}

function checkSpan({ start, end }: AnnotationDraft, text: string, extractor: string): void {
  const whole = Number.isInteger(start) && Number.isInteger(end);
  if (!whole || start < 0 || end <= start || end > text.length)
    throw new BadSpanError(extractor, { start, end }, text.length);
}
