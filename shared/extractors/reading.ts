import type { ParsedArticle, Span } from '../article/schema';
import type { PrintedCitation, PrintedReference } from '../citations/model';
import { type Piece, parentheses } from '../citations/parentheses';
import { readParenthetical } from '../citations/parenthetical';
import { readReference } from '../citations/references';
import { runningCitations } from '../citations/running';
import { isEnglish } from '../entities/language';
import { type Scan, scanTimes } from '../times/scan';
import type { Annotation } from './extractor';

/**
 * What several extractors read of one article: its tokens and time expressions, its parentheses, what they cite and refer
 * to as it is printed. Each part is worked out once, when it is first asked for; all of it is empty where the article is
 * not English.
 */
export class Reading {
  readonly isEnglish: boolean;
  private scanned: Scan | undefined;
  private bracketed: Span[] | undefined;
  private parenthetical: { citations: PrintedCitation[]; references: PrintedReference[] } | undefined;
  private running: PrintedCitation[] | undefined;

  constructor(
    private readonly article: ParsedArticle,
    private readonly annotations: readonly Annotation[],
  ) {
    this.isEnglish = isEnglish(article);
  }

  get scan(): Scan {
    this.scanned ??= this.isEnglish ? scanTimes(this.article) : { tokens: [], expressions: [] };
    return this.scanned;
  }

  /** Citations in parentheses and in running text, in text order. */
  get citations(): readonly PrintedCitation[] {
    this.running ??= this.isEnglish ? runningCitations(this.article.text, this.scan, covers(this.parentheses)) : [];
    return [...this.inParentheses.citations, ...this.running].sort((a, b) => a.start - b.start);
  }

  get references(): readonly PrintedReference[] {
    return this.inParentheses.references;
  }

  private get parentheses(): readonly Span[] {
    this.bracketed ??= this.article.paragraphs.flatMap(({ start, end }) => parentheses(this.article.text, start, end));
    return this.bracketed;
  }

  private get inParentheses(): { citations: PrintedCitation[]; references: PrintedReference[] } {
    this.parenthetical ??= this.isEnglish ? this.readParentheses() : { citations: [], references: [] };
    return this.parenthetical;
  }

  private readParentheses() {
    const { text, metadata } = this.article;
    const own = metadata.publication?.value.toLowerCase();
    const isOwn = (name: string) => own !== undefined && own.replace(/^the /, '') === name.toLowerCase();
    const isNotSource = this.namesNoSource();
    const citations: PrintedCitation[] = [];
    const references: PrintedReference[] = [];
    for (const span of this.parentheses) {
      const reference = readReference(text, span, isOwn);
      if (reference) references.push(reference);
      else {
        const citation = readParenthetical(text, span, isNotSource);
        if (citation) citations.push(citation);
      }
    }
    return { citations, references };
  }

  /** A name that was found to be a person or a place is no outlet: "(Lisbon, December 2)". */
  private namesNoSource(): (name: Piece) => boolean {
    const others = new Map<number, Annotation>();
    for (const annotation of this.annotations) {
      if (annotation.kind === 'mention' && annotation.value.type !== 'ORG') others.set(annotation.start, annotation);
    }
    return ({ start, end }) => others.get(start)?.end === end;
  }
}

/** Whether an offset lies in one of the spans, which are in text order, by bisection. */
function covers(spans: readonly Span[]): (offset: number) => boolean {
  return (offset) => {
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const span = spans[low];
    return span !== undefined && span.start <= offset && offset < span.end;
  };
}
