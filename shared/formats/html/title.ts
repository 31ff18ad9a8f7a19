import type { Statement } from '../../article/metadata';
import { folded } from './text';

/** No title is longer. */
const LONGEST = 500;
const SEPARATOR = /\s+[|\-–—*•·:»/]+\s+|\s*[|»]\s*/g;

/**
 * A title without the name of the publication and the section that many put behind or before it: where the rest is a
 * title that the page gives elsewhere, or where what is cut is the name of the publication.
 */
function withoutSiteName(title: string, others: readonly string[], names: readonly string[]): string {
  if (title.length > LONGEST) return title;
  const known = new Set(others.map(folded));
  const sites = new Set(names.map(folded).filter((name) => name !== ''));
  const cuts = [...title.matchAll(SEPARATOR)].slice(0, 20);
  for (const { index } of cuts) {
    const before = title.slice(0, index);
    if (known.has(folded(before))) return before.trim();
  }
  for (const { index, 0: separator } of cuts) {
    if (known.has(folded(title.slice(index + separator.length)))) return title.slice(index + separator.length).trim();
  }
  const last = cuts.at(-1);
  if (last && sites.has(folded(title.slice(last.index + last[0].length)))) return title.slice(0, last.index).trim();
  const [first] = cuts;
  if (first && sites.has(folded(title.slice(0, first.index)))) return title.slice(first.index + first[0].length).trim();
  return title;
}

/**
 * The statements with every title cleaned; the evidence quotes it as it stands.
 * @param siteNames what the site is called, besides the publications that are stated
 */
export function cleanTitles(statements: readonly Statement[], siteNames: readonly string[]): Statement[] {
  const textOf = (field: Statement['field']): string[] =>
    statements.flatMap((said) => (said.field === field && typeof said.value === 'string' ? [said.value] : []));
  const titles = textOf('title');
  const names = [...textOf('publication'), ...siteNames];
  return statements.map((said) => {
    if (said.field !== 'title' || typeof said.value !== 'string') return said;
    const { value } = said;
    const others = titles.filter((title) => folded(title) !== folded(value));
    return { ...said, value: withoutSiteName(value, others, names) };
  });
}
