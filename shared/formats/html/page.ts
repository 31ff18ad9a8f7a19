import { type Body, CanonicalBuilder } from '../../article/canonical';
import type { FieldName, Statement } from '../../article/metadata';
import type { Warning } from '../../article/schema';
import { UnreadableFileError } from '../../errors';
import type { Draft } from '../draft';
import { savedFrom, withAddresses } from './addresses';
import { type Block, blocksOf, isHidden, isHiddenFromAll } from './blocks';
import { articleBlocks } from './content';
import { attributeOf, type HtmlElement } from './element';
import { isJsonLd, plainAddress, readJsonLd } from './json-ld';
import { readMetaTags } from './meta-tags';
import { readMicrodata } from './microdata';
import { proseLength } from './prose';
import { isOnlyStated } from './stated-body';
import { evidenceOf, textIn } from './text';
import { cleanTitles } from './title';
import { type HtmlTree, parseHtml } from './tree';
import { byTrust } from './trust';
import { isLinkHome, readVisible } from './visible';

/**
 * Reads a saved web page: the article on it, and what the page says about the article in its schema.org data, its meta
 * tags, its microdata and its visible head. What belongs to the page and not to the article (navigation, teasers,
 * comments, requests to subscribe) is left out. Linear in the length of the page.
 * @throws UnreadableFileError `html-without-text`, `html-too-many-elements`
 */
export function readHtml(source: string): Draft {
  const tree = parseHtml(source);
  const { all, body } = shownIn(source, tree);
  const metas = tree.elements.filter(isMeta);
  const html = tree.elements.find(({ name }) => name === 'html');
  const fromMeta = readMetaTags(metas, html);
  const titleElement = tree.elements.find(({ name }) => name === 'title');
  const title = titleElement && textOf(source, titleElement);
  const titles = [...valuesOf(fromMeta, 'title'), ...(title ? [title.text] : [])];
  const microdata = readMicrodata(source, tree.elements);
  const visible = readVisible({
    source,
    elements: tree.elements,
    blocks: all,
    body,
    titles: [...titles, ...valuesOf(microdata, 'title')],
    descriptions: metas.filter(isDescription).map((meta) => attributeOf(meta, 'content')),
  });
  const urls = valuesOf(fromMeta, 'url');
  const hints = { titles: [...titles, ...valuesOf(visible, 'title')], urls: urls.map(plainAddress) };
  const jsonLd = readJsonLd(source, tree.elements.filter(isJsonLd), hints);
  const statements = [...jsonLd.statements, ...fromMeta, ...microdata, ...visible];
  if (title) statements.push({ field: 'title', value: title.text, evidence: evidenceOf('meta-tag', title, 'title') });
  statements.push(...savedFrom(source));
  const names = tree.elements.flatMap((element) =>
    element.name === 'h1' && isLinkHome(element) ? (textIn(source, element)?.text ?? []) : [],
  );
  const base = tree.elements.find(({ name }) => name === 'base');
  const said = withAddresses(statements, base && attributeOf(base, 'href'));
  const warnings = [...jsonLd.warnings, ...(tree.flattened > 0 ? [tooDeep(tree.flattened)] : [])];
  const shown = write(source, body);
  const stated = jsonLd.body && isOnlyStated(jsonLd.body, shown) ? jsonLd.body : undefined;
  if (stated) warnings.push(textOfData());
  const draft = {
    body: stated ?? shown,
    statements: byTrust(cleanTitles(said, names, headingsAbove(all, body)), jsonLd.pageNames),
    warnings,
  };
  if (draft.body.text === '') throw withoutText();
  return draft;
}

/** With less prose the page may show its text only where no scripts run. */
const LITTLE_PROSE = 200;

/** The blocks of a page, and those of its article. */
function shownIn(source: string, tree: HtmlTree): { all: Block[]; body: Block[] } {
  const all = blocksOf(source, tree.root, isHidden);
  const body = articleBlocks(all, tree);
  const prose = proseOf(body);
  if (prose >= LITTLE_PROSE || !tree.elements.some(({ name }) => name === 'noscript')) return { all, body };
  const withoutScripts = blocksOf(source, tree.root, isHiddenFromAll);
  const other = articleBlocks(withoutScripts, tree);
  return proseOf(other) > Math.max(LITTLE_PROSE, 3 * prose) ? { all: withoutScripts, body: other } : { all, body };
}

function proseOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + proseLength(block), 0);
}

function headingsAbove(all: readonly Block[], body: readonly Block[]): string[] {
  const start = body[0]?.pieces[0]?.start ?? 0;
  return all.flatMap(({ kind, pieces, text }) => (kind === 'heading' && (pieces[0]?.start ?? 0) < start ? [text] : []));
}

function write(source: string, blocks: readonly Block[]): Body {
  const builder = new CanonicalBuilder(source);
  for (const block of blocks) {
    builder.open(block.kind);
    for (const { start, end, put } of block.pieces) {
      if (put === undefined) builder.take(start, end);
      else builder.put(put);
    }
  }
  return builder.finish();
}

function isMeta(element: HtmlElement): boolean {
  if (element.name === 'link') return /(?:^|\s)canonical(?:\s|$)/i.test(attributeOf(element, 'rel'));
  return element.name === 'meta' && !element.attributes.has('itemprop');
}

function isDescription(meta: HtmlElement): boolean {
  return /description$/i.test(attributeOf(meta, 'name') || attributeOf(meta, 'property'));
}

/** Text of an element that shows none, like <title>. */
function textOf(source: string, element: HtmlElement): ReturnType<typeof textIn> {
  return textIn(source, { ...element, name: 'div' });
}

function valuesOf(statements: readonly Statement[], field: FieldName): string[] {
  return statements.flatMap((said) => (said.field === field && typeof said.value === 'string' ? [said.value] : []));
}

function tooDeep(count: number): Warning {
  const message = `${count} elements are nested more deeply than is read; their text was kept, their structure was not`;
  return { code: 'html-nested-too-deeply', message };
}

function textOfData(): Warning {
  const message = 'The page shows little of the article; its text was taken from the schema.org data of the page';
  return { code: 'text-from-schema-org', message };
}

function withoutText(): UnreadableFileError {
  const message = 'The page has no text that could be an article; it may need its scripts to show it';
  const advice = 'Save the page from a browser after it has loaded, or drop the text of the article.';
  return new UnreadableFileError('damaged', 'html-without-text', message, advice);
}
