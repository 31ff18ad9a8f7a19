import type { ParsedArticle, Span } from '../article/schema';
import { bisect } from '../bisect';
import type { PrintedCitation, PrintedReference } from '../citations/model';
import { type Piece, parentheses } from '../citations/parentheses';
import { type OtherName, readParenthetical } from '../citations/parenthetical';
import { readReference } from '../citations/references';
import { runningCitations } from '../citations/running';
import { isEnglish } from '../entities/language';
import { type Scan, scanTimes } from '../times/scan';
import type { Annotation, EntityType } from './extractor';

/** Names of these types are no outlets. A paper may well be taken for something else than an organisation. */
const OTHER_NAMES: Partial<Record<EntityType, OtherName>> = {
  PERSON: 'person',
  GPE: 'place',
  LOC: 'place',
  FAC: 'place',
};

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
    const isOther = this.otherNames();
    const citations: PrintedCitation[] = [];
    const references: PrintedReference[] = [];
    for (const span of this.parentheses.flatMap((each) => parts(text, each))) {
      const reference = readReference(text, span, isOwn);
      if (reference) references.push({ ...reference, ...withoutSeparator(text, span) });
      else {
        const citation = readParenthetical(text, span, isOther);
        if (citation) citations.push({ ...citation, ...withoutSeparator(text, span) });
      }
    }
    return { citations, references };
  }

  /** A name that was found to be a person or a place may be no outlet: "(Lisbon, December 2)". */
  private otherNames(): (name: Piece) => OtherName | undefined {
    const others = new Map<number, { end: number; is: OtherName }>();
    for (const annotation of this.annotations) {
      if (annotation.kind !== 'mention') continue;
      const is = OTHER_NAMES[annotation.value.type];
      if (is !== undefined) others.set(annotation.start, { end: annotation.end, is });
    }
    return ({ start, end }) => {
      const found = others.get(start);
      return found?.end === end ? found.is : undefined;
    };
  }
}

/** "(Reuters, May 2; see the Monitor, May 1)": a citation and a reference, cut at the semicolon; else the whole. */
function parts(text: string, span: Span): Span[] {
  const at = /;\s{0,3}see\b/i.exec(text.slice(span.start, span.end))?.index;
  if (at === undefined || /^.see\b/i.test(text.slice(span.start, span.start + 5))) return [span];
  return [
    { start: span.start, end: span.start + at + 1 },
    { start: span.start + at, end: span.end },
  ];
}

/** The span of a part, without the semicolon that it was cut at. */
function withoutSeparator(text: string, { start, end }: Span): Span {
  const from = text.charAt(start) === ';' ? text.slice(start, start + 5).search(/[^;\s]/) : 0;
  return { start: start + from, end: text.charAt(end - 1) === ';' ? end - 1 : end };
}

/** Whether an offset lies in one of the spans, which are in text order, by bisection. */
function covers(spans: readonly Span[]): (offset: number) => boolean {
  return (offset) => {
    const low = bisect(spans, ({ end }) => end <= offset);
    const span = spans[low];
    return span !== undefined && span.start <= offset && offset < span.end;
  };
}
