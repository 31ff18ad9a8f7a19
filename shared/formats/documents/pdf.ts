import type * as pdfjs from 'unpdf/pdfjs';
import * as z from 'zod';
import type { Statement } from '../../article/metadata';
import type { Warning } from '../../article/schema';
import { UnreadableFileError } from '../../errors';
import { type Budget, LimitReachedError } from '../limits';
import type { Reader } from '../reader';
import { draftsOf } from './blocks';
import { withoutFurniture } from './page-furniture';
import { type Fragment, layOutPage, type Page } from './pdf-page';
import { paragraphsOf } from './pdf-paragraphs';
import { propertyStatements } from './properties';

type PdfDocument = Awaited<ReturnType<typeof pdfjs.getDocument>['promise']>;
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

/** Fragments of one page; a page of text has some hundred, a drawing made of letters any number. */
const MOST_FRAGMENTS = 50_000;
/** A page with fewer letters shows none. */
const FEWEST_LETTERS = 2;

/**
 * Reads the text of a PDF: its pages' lines in reading order, without what repeats at their edges, as paragraphs and
 * headings. One document is one article.
 * @throws UnreadableFileError `password-protected`, `damaged-pdf`, `pdf-without-text`, `pdf-text-unreadable`,
 * `too-many-pages`
 */
export const readPdfFile: Reader = async (source, budget) => {
  const document = await open(source.bytes);
  try {
    const { pages, failed } = await readPages(document, budget);
    checkText(pages, failed.length);
    const furniture = withoutFurniture(pages);
    const blocks = paragraphsOf(furniture.pages);
    const warnings = [...missing(pages, failed), ...furniture.warnings];
    const drafts = await draftsOf(blocks, await propertiesOf(document), warnings);
    return { format: 'pdf', encoding: 'binary', warnings: [], drafts };
  } finally {
    await document.loadingTask.destroy();
  }
};

async function open(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // A copy: PDF.js takes the buffer over.
    const data = new Uint8Array(bytes);
    const settings = { data, isEvalSupported: false, useSystemFonts: false, disableFontFace: true, verbosity: 0 };
    // By `import()`, because it exports itself for nothing else.
    const { getDocument } = await import('unpdf/pdfjs');
    return await getDocument(settings).promise;
  } catch (error) {
    throw unreadable(error);
  }
}

function unreadable(error: unknown): UnreadableFileError {
  const { name, message } = Thrown.parse(error);
  if (name === 'PasswordException') {
    const advice = 'Drop the document without a password.';
    return new UnreadableFileError('unsupported', 'password-protected', 'The PDF is protected by a password', advice);
  }
  return new UnreadableFileError(
    'damaged',
    'damaged-pdf',
    `The PDF is damaged: ${message}`,
    'Make the PDF again and drop it.',
  );
}

const Thrown = z.object({ name: z.string().catch(''), message: z.string().catch('it cannot be opened') }).catch({
  name: '',
  message: 'it cannot be opened',
});

async function readPages(document: PdfDocument, budget: Budget): Promise<{ pages: Page[]; failed: number[] }> {
  const { numPages } = document;
  if (numPages > budget.limits.pages) {
    const message = `The PDF has ${numPages} pages; up to ${budget.limits.pages} are read`;
    throw new LimitReachedError('too-many-pages', message);
  }
  const pages: Page[] = [];
  const failed: number[] = [];
  let columns = 0;
  for (let number = 1; number <= numPages; number++) {
    await budget.usePage({ read: number - 1, of: numPages });
    try {
      const { fragments, height } = await readPage(await document.getPage(number));
      const lines = layOutPage(fragments, number, columns);
      columns = (lines.at(-1)?.column ?? columns) + 1;
      pages.push({ number, height, lines });
    } catch {
      // PDF.js throws errors of many kinds at what is broken within a page.
      failed.push(number);
    }
  }
  return { pages, failed };
}

async function readPage(page: PdfPage): Promise<{ fragments: Fragment[]; height: number }> {
  const { items } = await page.getTextContent();
  const texts = items.flatMap((item) => ('str' in item ? [item] : [])).slice(0, MOST_FRAGMENTS);
  const { transform, height } = page.getViewport({ scale: 1, rotation: uprightRotation(page, texts) });
  const fragments: Fragment[] = [];
  let spaced = false;
  for (const { str, transform: own, width, fontName } of texts) {
    const text = str.replace(/\s+/g, ' ');
    if (text.trim() === '') {
      spaced ||= text !== '';
      continue;
    }
    const [a, b, c, d, x, y] = multiply(transform.map(Number), own.map(Number));
    const size = Math.hypot(c, d);
    // What runs in another direction is a stamp, or a label of an axis.
    if (size > 0 && Math.abs(b) < 0.2 * Math.abs(a) && a > 0)
      fragments.push({ text, x, y, width, size, font: fontName, spaced });
    spaced = false;
  }
  page.cleanup();
  return { fragments, height };
}

type Matrix = [number, number, number, number, number, number];

function multiply(m: readonly number[], n: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [p = 1, q = 0, r = 0, s = 1, t = 0, u = 0] = n;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

/** The rotation in which most of a page's text stands upright. */
function uprightRotation(page: PdfPage, texts: readonly { str: string; transform: unknown[] }[]): number {
  const counts = [0, 0, 0, 0];
  for (const { str, transform } of texts) {
    const [a = 1, b = 0] = transform.map(Number);
    const quarter = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
    counts[quarter] = (counts[quarter] ?? 0) + str.length;
  }
  const most = Math.max(...counts);
  // Text that runs along the page as it is shown needs no turning.
  const upright = (((page.rotate / 90 + 4) % 4) | 0) as number;
  if ((counts[upright] ?? 0) === most) return page.rotate;
  return counts.indexOf(most) * 90;
}

function checkText(pages: readonly Page[], failed: number): void {
  const text = pages.flatMap(({ lines }) => lines.map((line) => line.text)).join('');
  const letters = text.match(/\p{L}|\p{N}/gu)?.length ?? 0;
  const count = pages.length + failed;
  if (pages.length === 0 && failed > 0) throw unreadable(new Error('no page of it can be read'));
  if (letters < FEWEST_LETTERS) {
    throw new UnreadableFileError(
      'unsupported',
      'pdf-without-text',
      `The PDF has ${count} ${count === 1 ? 'page' : 'pages'} but no text: it seems to be scanned`,
      'Recognise its text (OCR) first, and drop the PDF that comes of it.',
    );
  }
  const strange = text.match(/[\p{Co}\p{Cn}\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (strange > letters) {
    throw new UnreadableFileError(
      'unsupported',
      'pdf-text-unreadable',
      'The fonts of the PDF do not say which letters they show',
      'Recognise its text (OCR), or make the PDF again with other fonts.',
    );
  }
}

function missing(pages: readonly Page[], failed: readonly number[]): Warning[] {
  const empty = pages.filter(({ lines }) => lines.length === 0).map(({ number }) => number);
  return [
    ...(empty.length > 0 ? [{ code: 'pages-without-text', message: `No text on ${listed(empty)}` }] : []),
    ...(failed.length > 0 ? [{ code: 'damaged-pages', message: `Could not be read: ${listed(failed)}` }] : []),
  ];
}

function listed(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 20).join(', ') + (numbers.length > 20 ? ', …' : '');
  return `${numbers.length === 1 ? 'page' : 'pages'} ${shown}`;
}

const Info = z.looseObject({
  Title: z.string().optional().catch(undefined),
  Author: z.string().optional().catch(undefined),
  Keywords: z.string().optional().catch(undefined),
  Language: z.string().nullish().catch(undefined),
});

async function propertiesOf(document: PdfDocument): Promise<Statement[]> {
  const { info, metadata } = await document.getMetadata().catch(() => ({ info: {}, metadata: null }));
  const { Title, Author, Keywords, Language } = Info.catch({}).parse(info);
  const xmp = (name: string): string | undefined => {
    const value: unknown = metadata?.get(name);
    return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : undefined;
  };
  return propertyStatements([
    ['title', 'dc:title', xmp('dc:title')],
    ['title', 'Title', Title],
    ['bylines', 'dc:creator', xmp('dc:creator')],
    ['bylines', 'Author', Author],
    ['publication', 'prism:publicationname', xmp('prism:publicationname')],
    ['volume', 'prism:volume', xmp('prism:volume')],
    ['issue', 'prism:number', xmp('prism:number')],
    ['published', 'prism:publicationdate', xmp('prism:publicationdate')],
    ['url', 'prism:url', xmp('prism:url')],
    ['copyright', 'dc:rights', xmp('dc:rights')],
    ['keywords', 'Keywords', Keywords],
    ['language', 'Language', Language],
  ]);
}
