import type { ParsedArticle } from '../article/schema';
import { DatelineError } from '../errors';
import type { Annotation, AnnotationDraft, Extractor, Versions } from './extractor';

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

/**
 * Runs the extractors on an article: their annotations, stamped with extractor and paragraph, in order of start, end
 * and kind (those of one place stay in the order of the extractors). The extractors run at the same time.
 * Throws BadSpanError for a span that is empty or not inside the text, and what an extractor throws
 * (TemporaryError from a provider over the network).
 * @param known an earlier analysis of the very same article: extractors that it was made by in the same version are not
 *   asked again
 */
export async function annotate(
  article: ParsedArticle,
  extractors: readonly Extractor[],
  known?: { versions: Versions; annotations: readonly Annotation[] },
): Promise<Annotation[]> {
  const drafts = await Promise.all(
    extractors.map(async (extractor) => {
      const { name, version } = extractor;
      const found = known?.versions[name] === version ? madeBy(`${name}@${version}`, known.annotations) : undefined;
      return { extractor, found: found ?? (await extractor.extract(article)) };
    }),
  );
  const annotations = drafts.flatMap(({ extractor: { name, version }, found }) => {
    const stamp = `${name}@${version}`;
    return found.map((draft) => {
      checkSpan(draft, article.text, stamp);
      return { ...draft, extractor: stamp, paragraph: paragraphAt(article, draft.start) };
    });
  });
  return annotations.sort((a, b) => a.start - b.start || a.end - b.end || compareText(a.kind, b.kind));
}

function madeBy(stamp: string, annotations: readonly Annotation[]): AnnotationDraft[] {
  return annotations.filter(({ extractor }) => extractor === stamp);
}

function checkSpan({ start, end }: AnnotationDraft, text: string, extractor: string): void {
  const whole = Number.isInteger(start) && Number.isInteger(end);
  if (!whole || start < 0 || end <= start || end > text.length)
    throw new BadSpanError(extractor, { start, end }, text.length);
}

/** Index of the paragraph that `offset` lies in (or that ends before it), by bisection: paragraphs are in text order. */
function paragraphAt({ paragraphs }: ParsedArticle, offset: number): number {
  let [low, high] = [0, paragraphs.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((paragraphs[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
