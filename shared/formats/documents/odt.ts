import type { ZipArchive } from '../containers/zip-archive';
import type { Budget } from '../limits';
import type { Reading } from '../reader';
import { type Block, draftsOf } from './blocks';
import { ParagraphCollector } from './collector';
import { damagedDocument, protectedDocument, withoutText } from './failures';
import { readPropertyElements } from './package-properties';
import { readXmlEvents } from './xml-events';

/** Elements whose content is not what a reader reads: deletions, comments, notes, the text behind ruby. */
const LEFT_OUT = new Set(['tracked-changes', 'annotation', 'note', 'ruby-text', 'forms', 'sequence-decls']);
const MOST_SPACES = 1000;

/**
 * Reads an OpenDocument text (ISO 26300): its paragraphs with their styles, and the properties in meta.xml.
 * @throws UnreadableFileError `password-protected`, `damaged-document`, `document-without-text`, and what ZipArchive
 * throws
 */
export async function readOdt(archive: ZipArchive, budget: Budget): Promise<Reading> {
  const manifest = archive.find('META-INF/manifest.xml');
  if (manifest && isEncrypted(await archive.read(manifest, budget))) throw protectedDocument('OpenDocument text');
  const content = archive.find('content.xml');
  if (!content) throw damagedDocument('OpenDocument text', 'it has no content');
  const blocks = readContent(await archive.read(content, budget));
  if (blocks.length === 0) throw withoutText('OpenDocument text');
  const meta = archive.find('meta.xml');
  const properties = meta
    ? readPropertyElements(await archive.read(meta, budget), [
        ['title', 'title'],
        ['initial-creator', 'bylines'],
        ['creator', 'bylines'],
        ['keyword', 'keywords'],
        ['language', 'language'],
      ])
    : [];
  return { format: 'odt', encoding: 'binary', warnings: [], drafts: await draftsOf(blocks, properties, []) };
}

function isEncrypted(manifest: Uint8Array): boolean {
  let found = false;
  readXmlEvents(manifest, {
    open: (name) => {
      found ||= name === 'encryption-data';
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function readContent(bytes: Uint8Array): Block[] {
  const collector = new ParagraphCollector();
  /** Names of the automatic styles' parents, which users choose. */
  const parents = new Map<string, string>();
  let skipping = 0;
  let inText = false;
  let listItems = 0;
  readXmlEvents(bytes, {
    open(name, attributes) {
      if (skipping > 0 || LEFT_OUT.has(name)) {
        skipping += 1;
        return;
      }
      if (name === 'style') parents.set(attributes.get('name') ?? '', attributes.get('parent-style-name') ?? '');
      else if (name === 'text' && !inText) inText = true;
      else if (!inText) return;
      else if (name === 'h') collector.openParagraph('heading');
      else if (name === 'p') {
        const style = attributes.get('style-name') ?? '';
        collector.openParagraph(kindOf(parents.get(style) || style) ?? (listItems > 0 ? 'list-item' : 'body'));
      } else if (name === 's') collector.text(' '.repeat(Math.min(MOST_SPACES, Number(attributes.get('c')) || 1)));
      else if (name === 'tab') collector.text('\t');
      else if (name === 'line-break') collector.text('\n');
      else if (name === 'list-item') listItems += 1;
      else if (name === 'table-row') collector.openRow();
      else if (name === 'table-cell') collector.openCell();
    },
    close(name) {
      if (skipping > 0) {
        skipping -= 1;
        return;
      }
      if (!inText) return;
      if (name === 'p' || name === 'h') collector.closeParagraph();
      else if (name === 'list-item') listItems -= 1;
      else if (name === 'table-cell') collector.closeCell();
      else if (name === 'table-row') collector.closeRow();
    },
    // Line ends of the XML are white space.
    text(text) {
      if (inText && skipping === 0) collector.text(text.replace(/\s/g, ' '));
    },
  });
  return collector.finish();
}

function kindOf(style: string): Block['kind'] | undefined {
  if (style === 'Title') return 'title';
  if (style === 'Subtitle') return 'subtitle';
  if (style === 'Quotations') return 'quote';
  if (/^Heading(?:_20_\d{1,2})?$/.test(style)) return 'heading';
  if (/^(?:Caption|Illustration|Figure)$/.test(style)) return 'caption';
  return style === 'Preformatted_20_Text' ? 'code' : undefined;
}
