import { type FieldName, printItem, type Statement } from '../../article/metadata';
import type { Evidence, Span, Subject } from '../../article/schema';
import { lineOf } from './text';
import type { XmlElement } from './tree';

/** Makes statements of what the elements of one format say. Names are those of the elements, attributes behind "@". */
export class Says {
  constructor(
    private readonly source: string,
    private readonly from: Evidence['from'],
  ) {}

  /** What an element's words say; nothing when there is none or it is empty. */
  words(field: FieldName, element: XmlElement | undefined, name = element?.name ?? ''): Statement[] {
    if (!element) return [];
    return this.value(field, lineOf(this.source, element), element.inner, name);
  }

  /** What an attribute says. */
  attribute(field: FieldName, element: XmlElement | undefined, ...names: readonly string[]): Statement[] {
    if (!element) return [];
    return names.flatMap((name) => {
      const value = element.attributes[name]?.replace(/\s+/g, ' ').trim() ?? '';
      return this.value(field, value, this.placeOf(element, value), `${element.name}@${name}`);
    });
  }

  /** A value that stands at `span`, or in the elements there. */
  value(field: FieldName, value: string | string[], span: Span, name: string, quote = printed(value)): Statement[] {
    if (value.length === 0) return [];
    return [{ field, value, evidence: { from: this.from, name, quote, span: { ...span, in: 'source' } } }];
  }

  /** Classifications, each by the element that it stands in. */
  subjects(found: readonly { subject: Subject; element: XmlElement }[]): Statement[] {
    const [first] = found;
    if (!first) return [];
    const name = [...new Set(found.map(({ element }) => element.name))].join(', ');
    const value = found.map(({ subject }) => subject);
    const quote = value.map(printItem).join('; ');
    // One place cannot be told where they stand apart; the first one's is where to look.
    const span = { ...first.element.span, in: 'source' as const };
    return [{ field: 'subjects', value, evidence: { from: this.from, name, quote, span } }];
  }

  /** Where a value stands in the element's first tag, or that tag when it is written with references. */
  private placeOf({ span, inner }: XmlElement, value: string): Span {
    const at = this.source.slice(span.start, inner.start).indexOf(value);
    return at === -1
      ? { start: span.start, end: inner.start }
      : { start: span.start + at, end: span.start + at + value.length };
  }
}

function printed(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join('; ');
}

/** A subject of what is there; undefined when nothing is. */
export function subjectOf(parts: { [part in keyof Subject]: string | undefined }): Subject | undefined {
  const { name, type, code, scheme } = parts;
  if (!name && !code) return undefined;
  return { ...(name && { name }), ...(type && { type }), ...(code && { code }), ...(scheme && { scheme }) };
}
