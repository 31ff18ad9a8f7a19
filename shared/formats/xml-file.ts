import type { FoundArticle } from '../article/schema';
import { UnreadableFileError } from '../errors';
import { decode } from './decode';
import type { Draft } from './draft';
import { readFeed } from './feed';
import { readNewsml } from './newsml';
import { readNewsmlG2 } from './newsml-g2';
import { readNitf } from './nitf';
import type { Reader } from './reader';

/** The formats that are XML, by the name of their root element. */
const FORMATS: Readonly<Record<string, { format: FoundArticle['format']; read(text: string): Iterable<Draft> }>> = {
  nitf: { format: 'nitf', read: readNitf },
  NewsML: { format: 'newsml', read: readNewsml },
  newsMessage: { format: 'newsml-g2', read: readNewsmlG2 },
  newsItem: { format: 'newsml-g2', read: readNewsmlG2 },
  packageItem: { format: 'newsml-g2', read: readNewsmlG2 },
  contentSet: { format: 'newsml-g2', read: readNewsmlG2 },
  contentMeta: { format: 'newsml-g2', read: readNewsmlG2 },
  rss: { format: 'rss', read: readFeed },
  RDF: { format: 'rss', read: readFeed },
  channel: { format: 'rss', read: readFeed },
  feed: { format: 'atom', read: readFeed },
  entry: { format: 'atom', read: readFeed },
};

/**
 * Reads a file that is XML by the format that its root element names, any other by the names of its elements.
 * @throws UnreadableFileError `xml-not-supported` when no article can be told in it
 */
export const readXmlFile: Reader = async (source) => {
  const declared = /^<\?xml[^>]{0,200}?\sencoding\s{0,10}=\s{0,10}["']([\w.:-]{1,40})/.exec(source.head)?.[1];
  const { text, encoding, warnings } = decode(source.bytes, source.contentType, { declared });
  const root = rootOf(text);
  const found = root !== undefined && Object.hasOwn(FORMATS, root) ? FORMATS[root] : undefined;
  if (root === undefined) throw notXml();
  if (!found) return { format: 'xml', encoding, warnings, drafts: (await import('./xml-news')).readUnknownXml(text) };
  return { format: found.format, encoding, warnings, drafts: found.read(text) };
};

/** The local name of the first element. */
function rootOf(text: string): string | undefined {
  let at = 0;
  for (let mark = text.indexOf('<'); mark !== -1; mark = text.indexOf('<', at)) {
    const name = /^<(?:[\w.-]{1,40}:)?([\w.-]{1,80})/.exec(text.slice(mark, mark + 130))?.[1];
    if (name !== undefined) return name;
    const end = text.startsWith('<!--', mark) ? text.indexOf('-->', mark) : text.indexOf('>', mark);
    if (end === -1) return undefined;
    at = end + 1;
  }
  return undefined;
}

function notXml(): UnreadableFileError {
  const message = 'The file is named XML, and there is no element in it';
  const advice = 'Drop the articles as XML, HTML or plain text.';
  return new UnreadableFileError('damaged', 'xml-not-supported', message, advice);
}
