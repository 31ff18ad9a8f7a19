import type { ParsedArticle } from '../../../../shared/article/schema';
import { readOne } from '../read';

/** The object of the pages that these tests read. */
export const PAGE = { name: 'incoming/page.html' };

/** The one article of a page. */
export const readPage = (page: string): Promise<ParsedArticle> => readOne(page, PAGE);

/** Prose of three paragraphs, different for each name. */
export const prose = (name: string): string =>
  [1, 2, 3]
    .map((n) => `<p>${name} went to the harbour in year ${n}. Nobody had seen the ship of ${name} before.</p>`)
    .join('\n');

/** The element of an article. */
export const ARTICLE = `<article>${prose('Ana')}</article>`;
