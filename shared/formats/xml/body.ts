import { type Body, CanonicalBuilder } from '../../article/canonical';
import { mapped } from '../bodies';
import { readMarkup, writeMarkup } from '../markup';
import { textOf, type XmlText } from './text';
import type { XmlElement } from './tree';

/** The text of an element whose content is marked up as XML: XHTML, NITF. Maps to the source. */
export function bodyOfMarkup(source: string, { inner }: Pick<XmlElement, 'inner'>): Body {
  const fragment = source.slice(inner.start, inner.end);
  const builder = new CanonicalBuilder(fragment);
  writeMarkup(fragment, 0, fragment.length, builder);
  return mapped(builder.finish(), [[0, inner.start, inner.end - inner.start]]);
}

/**
 * The text of an element whose content is words: plain text, or HTML that is escaped or in CDATA sections.
 * @param isHtml it is declared to be HTML; without, it is HTML when it holds tags of paragraphs
 */
export function bodyOfWords(source: string, element: XmlElement, isHtml = false): Body {
  return bodyOfText(textOf(source, element), isHtml);
}

export function bodyOfText({ value, runs }: Pick<XmlText, 'value' | 'runs'>, isHtml = false): Body {
  return mapped(readMarkup(value, isHtml), runs);
}
