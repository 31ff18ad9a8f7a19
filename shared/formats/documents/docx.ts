import type { Statement } from '../../article/metadata';
import type { Warning } from '../../article/schema';
import type { ZipArchive } from '../containers/zip-archive';
import type { Budget } from '../limits';
import type { Reading } from '../reader';
import { type Block, draftsOf } from './blocks';
import { ParagraphCollector } from './collector';
import { damagedDocument, withoutText } from './failures';
import { readPropertyElements } from './package-properties';
import { readXmlEvents } from './xml-events';

/** What a paragraph of a style is. */
type Style = { kind: Block['kind'] } | undefined;

/** Elements whose content is not what a reader reads: deleted and moved text, instructions, a second rendering. */
const LEFT_OUT = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'Fallback',
  'rt',
  'sdtPr',
  'pPrChange',
  'rPrChange',
]);

/**
 * Reads a Word document (ECMA-376): the main part's paragraphs with their styles, and the core properties. Headers,
 * footers, comments and deleted text are left out; foot- and endnotes too, which is said.
 * @throws UnreadableFileError `damaged-document`, `document-without-text`, and what ZipArchive throws
 */
export async function readDocx(archive: ZipArchive, budget: Budget): Promise<Reading> {
  const main = archive.find(await mainPart(archive, budget)) ?? archive.find('word/document.xml');
  if (!main) throw damagedDocument('Word document', 'it has no main part');
  const folder = main.path.slice(0, main.path.lastIndexOf('/') + 1);
  const styles = await readStyles(archive, `${folder}styles.xml`, budget);
  const { blocks, notes } = readDocument(await archive.read(main, budget), styles);
  if (blocks.length === 0) throw withoutText('Word document');
  const drafts = await draftsOf(blocks, await coreProperties(archive, budget), notesWarning(notes));
  return { format: 'docx', encoding: 'binary', warnings: [], drafts };
}

async function mainPart(archive: ZipArchive, budget: Budget): Promise<string> {
  const relations = archive.find('_rels/.rels');
  let target = 'word/document.xml';
  if (!relations) return target;
  readXmlEvents(await archive.read(relations, budget), {
    open: (name, attributes) => {
      if (name === 'Relationship' && attributes.get('Type')?.endsWith('/officeDocument')) {
        target = attributes.get('Target')?.replace(/^\//, '') ?? target;
      }
    },
    close: () => {},
    text: () => {},
  });
  return target;
}

function readDocument(bytes: Uint8Array, styles: ReadonlyMap<string, Style>): { blocks: Block[]; notes: number } {
  const collector = new ParagraphCollector();
  let skipping = 0;
  let isText = false;
  let inProperties = 0;
  let notes = 0;
  readXmlEvents(bytes, {
    open(name, attributes) {
      if (skipping > 0 || LEFT_OUT.has(name)) {
        skipping += 1;
        return;
      }
      if (name === 'p') collector.openParagraph();
      else if (name === 'pPr') inProperties += 1;
      else if (inProperties > 0) styleParagraph(name, attributes, styles, collector);
      else if (name === 't') isText = true;
      else if (name === 'tab' || name === 'ptab') collector.text('\t');
      else if (name === 'cr' || (name === 'br' && attributes.get('type') === undefined)) collector.text('\n');
      else if (name === 'br') collector.text(' ');
      else if (name === 'noBreakHyphen') collector.text('\u2011');
      else if (name === 'footnoteReference' || name === 'endnoteReference') notes += 1;
      else if (name === 'tr') collector.openRow();
      else if (name === 'tc') collector.openCell();
    },
    close(name) {
      if (skipping > 0) {
        skipping -= 1;
        return;
      }
      if (name === 'p') collector.closeParagraph();
      else if (name === 'pPr') inProperties -= 1;
      else if (name === 't') isText = false;
      else if (name === 'tc') collector.closeCell();
      else if (name === 'tr') collector.closeRow();
    },
    text(text) {
      if (isText && skipping === 0) collector.text(text);
    },
  });
  return { blocks: collector.finish(), notes };
}

function styleParagraph(
  name: string,
  attributes: ReadonlyMap<string, string>,
  styles: ReadonlyMap<string, Style>,
  collector: ParagraphCollector,
): void {
  const value = attributes.get('val');
  if (name === 'pStyle' && value !== undefined) {
    const style = styles.get(value) ?? styleNamed(value);
    if (style) collector.setKind(style.kind);
  } else if (name === 'outlineLvl' && /^[0-8]$/.test(value ?? '')) collector.setKind('heading');
  // 0 takes a paragraph out of the list of its style.
  else if (name === 'numId') collector.setKind(value === '0' ? 'body' : 'list-item');
}

async function readStyles(archive: ZipArchive, path: string, budget: Budget): Promise<Map<string, Style>> {
  const styles = new Map<string, { name: string; basedOn?: string; outline?: boolean; listed?: boolean }>();
  const part = archive.find(path);
  if (part) {
    let style: { name: string; basedOn?: string; outline?: boolean; listed?: boolean } | undefined;
    readXmlEvents(await archive.read(part, budget), {
      open(name, attributes) {
        const value = attributes.get('val');
        if (name === 'style') {
          style = { name: '' };
          styles.set(attributes.get('styleId') ?? '', style);
        } else if (!style || value === undefined) return;
        else if (name === 'name') style.name = value;
        else if (name === 'basedOn') style.basedOn = value;
        else if (name === 'outlineLvl') style.outline = /^[0-8]$/.test(value);
        else if (name === 'numId') style.listed = value !== '0';
      },
      close() {},
      text() {},
    });
  }
  const kinds = new Map<string, Style>();
  for (const id of styles.keys()) {
    let found: Style;
    // A style may be based on others, in a broken file also on itself.
    for (let at: string | undefined = id, steps = 0; at !== undefined && !found && steps < 10; steps++) {
      const style = styles.get(at);
      if (!style) break;
      found =
        styleNamed(style.name) ??
        (style.outline ? { kind: 'heading' } : style.listed ? { kind: 'list-item' } : undefined);
      at = style.basedOn;
    }
    if (found) kinds.set(id, found);
  }
  return kinds;
}

/** By the names that Word gives its own styles, whatever the language of the program. */
function styleNamed(name: string): Style {
  if (/^(?:heading|überschrift|titre|título|titolo)(?: ?\d)?$/i.test(name)) return { kind: 'heading' };
  if (/^title$/i.test(name)) return { kind: 'title' };
  if (/^subtitle$/i.test(name)) return { kind: 'subtitle' };
  if (/^(?:intense )?quote$/i.test(name)) return { kind: 'quote' };
  if (/^caption$/i.test(name)) return { kind: 'caption' };
  if (/^list (?:bullet|number)/i.test(name)) return { kind: 'list-item' };
  return undefined;
}

async function coreProperties(archive: ZipArchive, budget: Budget): Promise<Statement[]> {
  const part = archive.find('docProps/core.xml');
  if (!part) return [];
  return readPropertyElements(await archive.read(part, budget), [
    ['title', 'title'],
    ['creator', 'bylines'],
    ['keywords', 'keywords'],
    ['language', 'language'],
  ]);
}

function notesWarning(notes: number): Warning[] {
  if (notes === 0) return [];
  const message = `${notes} foot- or endnotes are not part of the text`;
  return [{ code: 'notes-left-out', message }];
}
