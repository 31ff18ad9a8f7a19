import type { Statement } from '../../article/metadata';
import { hostNames } from './addresses';
import { folded } from './text';

/** A heading that is shorter may be of anything. */
const SHORTEST_HEADING = 10;
/** No title is longer. */
const LONGEST = 500;
const SEPARATOR = /\s+[|\-–—*•·:»/]+\s+|\s*[|»]\s*/g;

/**
 * A title without the name of the publication and the section that many put behind or before it: where the rest is a
 * title that the page gives elsewhere, or a heading above the text, or where what is cut is the name of the publication.
 * All but the title are folded.
 */
function withoutSiteName(
  title: string,
  others: ReadonlySet<string>,
  headings: ReadonlySet<string>,
  sites: ReadonlySet<string>,
): string {
  if (title.length > LONGEST) return title;
  const cuts = [...title.matchAll(SEPARATOR)].slice(0, 20);
  const befores = cuts.map(({ index }) => title.slice(0, index).trim());
  const afters = cuts.map(({ index, 0: separator }) => title.slice(index + separator.length).trim());
  const rests = [...befores, ...afters];
  const known = rests.find((rest) => others.has(folded(rest))) ?? rests.find((rest) => headings.has(folded(rest)));
  if (known !== undefined) return known;
  if (sites.has(folded(afters.at(-1) ?? ''))) return befores.at(-1) ?? title;
  if (sites.has(folded(befores[0] ?? ''))) return afters[0] ?? title;
  return title;
}

/**
 * The statements with every title cleaned; the evidence quotes it as it stands.
 * @param siteNames what the site is called, besides the publications that are stated and the host
 * @param headings those that stand above the text
 */
export function cleanTitles(
  statements: readonly Statement[],
  siteNames: readonly string[],
  headings: readonly string[],
): Statement[] {
  const textOf = (field: Statement['field']): string[] =>
    statements.flatMap((said) => (said.field === field && typeof said.value === 'string' ? [said.value] : []));
  const titles = textOf('title').map(folded);
  const names = [...textOf('publication'), ...siteNames].map(folded).filter((name) => name !== '');
  const sites = new Set([...names, ...hostNames(textOf('url'))]);
  const isHeading = (text: string): boolean => text.length >= SHORTEST_HEADING && !sites.has(text);
  const above = headings.map(folded).filter(isHeading);
  return statements.map((said) => {
    if (said.field !== 'title' || typeof said.value !== 'string') return said;
    const { value } = said;
    const without = (texts: readonly string[]): Set<string> => new Set(texts.filter((text) => text !== folded(value)));
    return { ...said, value: withoutSiteName(value, without(titles), without(above), sites) };
  });
}
