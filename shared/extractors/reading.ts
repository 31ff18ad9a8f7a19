import type { ParsedArticle, Span } from '../article/schema';
import { bisect } from '../bisect';
import { datedNames } from '../citations/dated-names';
import type { NameFacts } from '../citations/likely-outlets';
import type { PrintedCitation, PrintedReference } from '../citations/model';
import { type Piece, parentheses } from '../citations/parentheses';
import { type OtherName, readParenthetical } from '../citations/parenthetical';
import { readReference } from '../citations/references';
import { runningCitations } from '../citations/running';
import { runningReferences } from '../citations/running-references';
import { namesSerial, type OwnName, ownName } from '../citations/serials';
import { isEnglish } from '../entities/language';
import { findOutlet, sourceOf } from '../sources/registry';
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
    this.running ??= this.isEnglish ? this.readRunning() : [];
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

  /** Outlets of the registry by what stands around them; names that it has not, by the day of their report. */
  private readRunning(): PrintedCitation[] {
    const { text } = this.article;
    const inside = covers(this.parentheses);
    const byDay = datedNames(text, this.scan, inside, this.nameFacts());
    const referred = covers(this.references);
    const cited = byDay.filter(({ start }) => !referred(start));
    const dated = covers(cited);
    const byName = runningCitations(text, this.scan, inside).filter(
      ({ start, end }) => !dated(start, end) && !referred(start, end),
    );
    return [...cited, ...byName];
  }

  private nameFacts(): NameFacts {
    const cited = new Set(this.inParentheses.citations.flatMap(({ cites }) => cites.map(({ source }) => source.id)));
    const mentions = this.annotations.flatMap((each) => (each.kind === 'mention' ? [each] : []));
    return {
      isCited: (name) => cited.has(sourceOf(name).id),
      mention: ({ start, end }) => {
        const found = mentions[bisect(mentions, (each) => each.end <= start)];
        return found && found.start < end
          ? { type: found.value.type, known: found.value.wikidata !== undefined, whole: found.end >= end }
          : undefined;
      },
    };
  }

  private readParentheses() {
    const { text, metadata } = this.article;
    const own = ownName(metadata.publication?.value);
    const isOther = this.otherNames();
    const citations: PrintedCitation[] = [];
    const references: PrintedReference[] = [];
    for (const span of this.parentheses.flatMap((each) => parts(text, each))) {
      const reference = readReference(text, { start: span.start + 1, end: span.end - 1 }, own);
      const seen = reference && asCitation(reference, own);
      if (seen) citations.push({ ...seen, ...withoutSeparator(text, span) });
      else if (reference) references.push({ ...reference, ...withoutSeparator(text, span) });
      else {
        const citation = readParenthetical(text, span, isOther);
        const issues = citation && asReference(text, citation);
        if (issues) references.push(issues);
        else if (citation) citations.push({ ...citation, ...withoutSeparator(text, span) });
      }
    }
    const inside = covers(this.parentheses);
    references.push(...runningReferences(text, this.article.sentences, inside, own));
    return { citations, references: references.sort((a, b) => a.start - b.start) };
  }

  /** A name that was found to be a person or a place may be no outlet: "(Lisbon, December 2)". */
  private otherNames(): (name: Piece) => OtherName | undefined {
    const others = new Map<number, { end: number; is: OtherName }>();
    for (const annotation of this.annotations) {
      if (annotation.kind !== 'mention') continue;
      const { type, wikidata, geonames } = annotation.value;
      const is = type === 'GPE' && (wikidata ?? geonames) !== undefined ? 'town' : OTHER_NAMES[type];
      if (is !== undefined) others.set(annotation.start, { end: annotation.end, is });
    }
    return ({ start, end }) => {
      const found = others.get(start);
      return found?.end === end ? found.is : undefined;
    };
  }
}

/** “A Year of Purges” (Prism, December 2001): a serial behind a title is referred to. */
function asReference(text: string, { start, end, cites }: PrintedCitation): PrintedReference | undefined {
  if (!/[”"]\s$/.test(text.slice(Math.max(0, start - 2), start))) return undefined;
  if (!cites.every(({ source, date }) => date && findOutlet(source.name)?.kind === 'serial')) return undefined;
  return { start, end, targets: cites.map(({ source, ...at }) => ({ ...at, publication: source.name })) };
}

/** "(see also AFP, 25 June)": an agency or a paper has no issues to look up, and is cited. */
function asCitation({ start, end, targets }: PrintedReference, own: OwnName): PrintedCitation | undefined {
  const cites = targets.flatMap(({ publication, date, ...at }) => {
    const outlet = findOutlet(publication);
    return outlet && outlet.kind !== 'serial' && !own(publication) && !namesSerial(publication) && date
      ? [{ start: at.start, end: at.end, source: sourceOf(publication), date }]
      : [];
  });
  return cites.length === targets.length ? { start, end, form: 'parenthesis', cites } : undefined;
}

/** "(Reuters, May 2; see the Monitor, May 1)": a citation and a reference, cut at the semicolon; else the whole. */
function parts(text: string, span: Span): Span[] {
  const at = /;\s{0,3}(?:for [^;,()]{1,40}, )?see\b/i.exec(text.slice(span.start, span.end))?.index;
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

/** Whether an offset, or anything of a span, lies in one of the spans, which are in text order, by bisection. */
function covers(spans: readonly Span[]): (start: number, end?: number) => boolean {
  return (start, end = start + 1) => {
    const span = spans[bisect(spans, (each) => each.end <= start)];
    return span !== undefined && span.start < end;
  };
}
