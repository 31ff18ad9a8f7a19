import { Parser } from 'htmlparser2';
import type { Span } from '../../article/schema';
import { addRun, type Run } from '../../article/source-map';
import { decodeReference } from '../markup';
import type { XmlElement } from './tree';

/** Words of an XML document, decoded, and how they map to the source. */
export interface XmlText {
  value: string;
  span: Span;
  runs: Run[];
}

const CDATA = '<![CDATA['.length;

/** All text of an element, tags and comments left out, references decoded. Linear in its length. */
export function textOf(source: string, { inner }: Pick<XmlElement, 'inner'>): XmlText {
  const runs: Run[] = [];
  const parts: string[] = [];
  let length = 0;
  let inCdata = false;
  const raw = source.slice(inner.start, inner.end);
  const put = (text: string, at: number, same: boolean) => {
    if (same) addRun(runs, length, inner.start + at, text.length);
    parts.push(text);
    length += text.length;
  };
  const parser: Parser = new Parser(
    {
      oncdatastart: () => {
        inCdata = true;
      },
      oncdataend: () => {
        inCdata = false;
      },
      ontext: (data) => {
        const at = parser.startIndex + (inCdata ? CDATA : 0);
        const end = inCdata ? at + data.length : parser.endIndex + 1;
        if (inCdata || end - at === data.length) putNamed(data, at, inCdata, put);
        else put(data, at, false);
      },
    },
    { xmlMode: true },
  );
  parser.write(raw);
  parser.end();
  return { value: parts.join(''), span: inner, runs };
}

/** Text between references that XML knows; feeds use those of HTML ("&nbsp;") as well. */
function putNamed(
  text: string,
  at: number,
  isCdata: boolean,
  put: (text: string, at: number, same: boolean) => void,
): void {
  let from = 0;
  if (!isCdata && text.includes('&')) {
    for (const found of text.matchAll(/&([a-z][a-z0-9]{1,31});/gi)) {
      const decoded = decodeReference(found[1] ?? '');
      if (decoded === undefined) continue;
      put(text.slice(from, found.index), at + from, true);
      put(decoded, at + found.index, false);
      from = found.index + found[0].length;
    }
  }
  put(text.slice(from), at + from, true);
}

/** The words on one line, white space around them gone. */
export function lineOf(source: string, element: Pick<XmlElement, 'inner'>): string {
  return textOf(source, element).value.replace(/\s+/g, ' ').trim();
}

/** Descendants by a path of names, in document order; "*" is any element. */
export function findAll(element: XmlElement, ...path: readonly string[]): XmlElement[] {
  let found: XmlElement[] = [element];
  for (const name of path) {
    found = found.flatMap(({ children }) =>
      name === '*' ? children : children.filter((child) => child.name === name),
    );
  }
  return found;
}

export function find(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  return findAll(element, ...path)[0];
}

/** Every element of a name at any depth, in document order, those inside of found ones too. Depth is bounded. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  for (const child of element.children) {
    if (child.name === name) yield child;
    yield* descendants(child, name);
  }
}
