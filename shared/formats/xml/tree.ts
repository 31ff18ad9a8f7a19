import { type Handler, Parser } from 'htmlparser2';
import type { Span } from '../../article/schema';
import { UnreadableFileError } from '../../errors';

/** An element with its place in the source. Its words are read when they are asked for (`text.ts`). */
export interface XmlElement {
  /** Without its namespace's prefix. */
  name: string;
  prefix: string;
  /** By name as written, values decoded. */
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** With its tags. */
  span: Span;
  /** Between its tags. */
  inner: Span;
}

/** Elements in elements; no format of news has more than some dozens. */
const DEEPEST = 200;
/** Elements that are held at a time, some 300 bytes each; entries that were given are held no more. */
const MOST_HELD = 500_000;
/** Code units that are parsed at a time, so that entries can be handed on. */
const CHUNK = 65_536;

/**
 * The root of an XML document. No entity is ever expanded but the predefined ones and characters by number; a document
 * that declares others is refused, since its words would be wrong without them and dangerous with them. External DTDs
 * are named by many formats and never fetched. Names are not checked against namespaces, and what is merely sloppy
 * (an attribute without quotes, a stray "&") is read.
 * @throws UnreadableFileError `xml-entities`, `xml-too-deep`, `xml-too-many-elements`, `xml-not-closed`, `not-xml`
 */
export function readXml(source: string): XmlElement {
  refuseEntities(source);
  const tree = new Tree(source);
  tree.end();
  if (!tree.root) throw notXml();
  if (tree.unclosed !== undefined) throw notClosed(tree.unclosed);
  return tree.root;
}

/** An element that `eachElement` found; its ancestors, outermost first, hold what stands before it. */
export interface FoundElement {
  element: XmlElement;
  ancestors: readonly XmlElement[];
}

/**
 * The elements of certain names in a document, as they are parsed: nothing is kept of one that was given, so that a
 * document of many needs little memory. An element that the document does not close is not given.
 * @throws UnreadableFileError as `readXml`, after the elements that come before the place
 */
export function* eachElement(source: string, names: ReadonlySet<string>): Generator<FoundElement> {
  refuseEntities(source);
  const tree = new Tree(source, names);
  for (let at = 0; at < source.length; at += CHUNK) {
    tree.write(source.slice(at, at + CHUNK));
    yield* tree.take();
  }
  tree.end();
  yield* tree.take();
  if (!tree.root) throw notXml();
  if (tree.unclosed !== undefined) throw notClosed(tree.unclosed);
}

class Tree implements Partial<Handler> {
  root: XmlElement | undefined;
  /** The innermost element that the document does not close. */
  unclosed: string | undefined;
  private readonly open: XmlElement[] = [];
  private held = 0;
  /** How many were held when each open element began. */
  private readonly heldBefore: number[] = [];
  private found: FoundElement[] = [];
  private readonly parser: Parser;
  private atEnd = false;
  private written = false;

  constructor(
    private readonly source: string,
    private readonly wanted: ReadonlySet<string> = new Set(),
  ) {
    this.parser = new Parser(this, { xmlMode: true });
  }

  write(chunk: string): void {
    this.written = true;
    this.parser.write(chunk);
  }

  end(): void {
    if (!this.written) this.parser.write(this.source);
    this.atEnd = true;
    this.parser.end();
  }

  /** What was found since it was last asked. */
  take(): FoundElement[] {
    const found = this.found;
    this.found = [];
    return found;
  }

  onopentag(tag: string, attributes: Record<string, string>): void {
    if (this.open.length >= DEEPEST) throw tooDeep();
    this.heldBefore.push(this.held);
    this.held += 1;
    if (this.held > MOST_HELD) throw tooMany();
    const colon = tag.indexOf(':');
    const start = this.parser.startIndex;
    const end = this.parser.endIndex + 1;
    const element: XmlElement = {
      name: tag.slice(colon + 1),
      prefix: colon === -1 ? '' : tag.slice(0, colon),
      attributes,
      children: [],
      span: { start, end },
      inner: { start: end, end },
    };
    this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  onclosetag(): void {
    const element = this.open.pop();
    const heldBefore = this.heldBefore.pop();
    if (!element || heldBefore === undefined) return;
    if (this.atEnd) {
      this.unclosed ??= element.name;
      return;
    }
    const { startIndex, endIndex } = this.parser;
    const closing = this.source.slice(startIndex, startIndex + 2) === '</';
    // A tag that closes itself has nothing inside; one that is closed by an outer one ends where that begins.
    if (startIndex > element.span.start) element.inner.end = startIndex;
    const own = closing && this.source.startsWith(this.nameOf(element), startIndex + 2);
    element.span.end = startIndex === element.span.start || own ? endIndex + 1 : startIndex;
    if (!this.wanted.has(element.name)) return;
    this.open.at(-1)?.children.pop();
    this.held = heldBefore;
    this.found.push({ element, ancestors: [...this.open] });
  }

  private nameOf({ prefix, name }: XmlElement): string {
    return prefix === '' ? name : `${prefix}:${name}`;
  }
}

/** Before the first tag only a DTD can stand, comments and instructions. */
function refuseEntities(source: string): void {
  const first = source.search(/<[\p{L}_]/u);
  const prolog = source.slice(0, first === -1 ? undefined : first);
  if (!/<!ENTITY/i.test(prolog)) return;
  throw new UnreadableFileError(
    'unsupported',
    'xml-entities',
    'The XML declares entities of its own in its DOCTYPE: they are not expanded',
    'Save the file without entity declarations, with the characters themselves in the text.',
  );
}

function tooDeep(): UnreadableFileError {
  const message = `The XML has elements nested more deeply than ${DEEPEST}`;
  return new UnreadableFileError('too-large', 'xml-too-deep', message, 'Drop the article in a simpler form.');
}

function tooMany(): UnreadableFileError {
  const message = `The XML has more than ${MOST_HELD} elements outside of its entries`;
  return new UnreadableFileError('too-large', 'xml-too-many-elements', message, 'Split it into smaller files.');
}

function notClosed(name: string): UnreadableFileError {
  const message = `The XML ends inside <${name.slice(0, 40)}>: the rest of the file is missing`;
  return new UnreadableFileError('damaged', 'xml-not-closed', message, 'Drop the whole file again.');
}

function notXml(): UnreadableFileError {
  const message = 'The file should be XML, but it has no element';
  return new UnreadableFileError('damaged', 'not-xml', message, 'Drop the file again as it was meant to be.');
}
