import type { Statement } from '../../article/metadata';
import { folded } from './text';

/** The rank of what goes unless there is nothing else. */
export const DROPPED = 101;
/** The rank of what is not told to be more, or less, than others. */
export const USUAL = 100;

/** Where titles stand that are trusted more than others. */
const FIRST = ['og:title', 'headline', 'h1', 'twitter:title'];

/**
 * How far down a title comes among those of a page: publishers give one to readers, one to search and one to share.
 * @param pageNames what the page is called as a page, apart from the article on it
 * @param isSite whether a name is the site's
 */
export function titleRanks(
  titles: readonly Statement[],
  pageNames: readonly string[],
  isSite: (name: string) => boolean,
): (title: Statement) => number {
  const all = titles.map(({ value, evidence }) => ({ text: folded(String(value)), place: evidence.name ?? '' }));
  const forSearch = new Set(pageNames.map(folded));
  const ofArticle = new Set(all.flatMap(({ text, place }) => (place === 'h1' || place === 'headline' ? [text] : [])));
  /** Another place of the page has it, or its beginning, or more of it. */
  const isSupported = (text: string, place: string): boolean =>
    all.some((other) => other.place !== place && (other.text.startsWith(text) || text.startsWith(other.text)));
  const isHeadingSupported = all.some(({ text, place }) => place === 'h1' && isSupported(text, place));
  return ({ value, evidence }) => {
    const text = folded(String(value));
    const place = evidence.name ?? '';
    if (!ofArticle.has(text)) {
      if (isSite(String(value))) return DROPPED;
      // What names the page is often worded for search; the headline, where it is another, for readers.
      if (forSearch.has(folded(evidence.quote))) return 50;
    }
    // A heading that nothing else repeats may be the site's, a headline a description.
    if (place === 'h1' && !isSupported(text, place)) return 99;
    if (place === 'headline' && isHeadingSupported && !isSupported(text, place)) return 98;
    const first = FIRST.indexOf(place);
    return first === -1 ? USUAL : first;
  };
}

/** A shorter heading may begin a title by chance. */
const SHORTEST_BEGINNING = 12;

/**
 * Titles, most trusted first, with the article's heading before a title that says the same in plainer type, or that
 * says it and goes on ("The ship, a report by the Post"): as it is printed for readers. The data's headline likewise.
 */
export function asPrinted(titles: readonly Statement[]): readonly Statement[] {
  const [first] = titles;
  if (!first || PRINTED.includes(first.evidence.name ?? '')) return titles;
  const text = String(first.value);
  const isSame = ({ value }: Statement): boolean => plain(String(value)) === plain(text);
  const begins = (title: Statement): boolean => {
    const beginning = folded(String(title.value));
    return beginning.length >= SHORTEST_BEGINNING && folded(text).startsWith(beginning) && folded(text) !== beginning;
  };
  const [headings = [], headlines = []] = PRINTED.map((place) =>
    titles.filter((title) => title.evidence.name === place),
  );
  const printed = headings.find((title) => isSame(title) || begins(title)) ?? headlines.find(isSame);
  return printed && printed.value !== first.value ? [printed, ...titles.filter((title) => title !== printed)] : titles;
}

const PRINTED = ['h1', 'headline'];

/** A title with the quotation marks, dashes and dots of a typewriter. */
function plain(text: string): string {
  return text
    .replace(/[‘’‚‹›]/gu, "'")
    .replace(/[“”„«»]/gu, '"')
    .replace(/[‐–—]/gu, '-')
    .replace(/…/gu, '...')
    .replace(/\s+/g, ' ')
    .trim();
}
