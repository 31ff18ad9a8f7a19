import type { FieldName, Statement } from '../../article/metadata';
import { readBylines } from '../../article/values';
import { folded } from './text';

/** What is trusted more than its place says: by field, the names of the evidence that come first. */
const FIRST: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  title: ['og:title', 'headline', 'h1', 'twitter:title'],
  publication: ['og:site_name'],
  url: ['canonical'],
  language: ['html lang'],
};
/** Titles of the article itself, which the page shows; others are of the page. */
const PRINTED = new Set(['h1', 'headline']);

/**
 * Sorts what a page says by trust, most trusted first, keeping the order otherwise, and without what takes one thing for
 * another: a title that is the publication's name, a publication that is the article's title, the publication or a login
 * name among the authors. They stay when there is nothing else, but login names, which are nobody's name.
 */
export function byTrust(statements: readonly Statement[]): Statement[] {
  const sites = new Set([...textsOf(statements, 'publication').map(folded), ...hostNames(statements)]);
  const titles = new Set(textsOf(statements, 'title').map(folded));
  const printed = new Set(
    textsOf(
      statements.filter(({ evidence }) => PRINTED.has(evidence.name ?? '')),
      'title',
    ).map(folded),
  );
  const others = textsOf(
    statements.filter(({ evidence }) => evidence.name !== 'h1'),
    'title',
  ).map(folded);
  const agreed = new Set(
    [...printed].filter((title) => others.some((other) => other.startsWith(title) || title.startsWith(other))),
  );
  const isSite = (name: string): boolean => sites.has(folded(name));
  const rank = ({ field, value, evidence }: Statement): number => {
    if (field === 'bylines') return namesIn(value).every(isSite) ? 1 : 0;
    if (field === 'title' && isSite(String(value)) && !printed.has(folded(String(value)))) return 101;
    if (field === 'publication' && titles.has(folded(String(value)))) return 101;
    if (evidence.name === 'h1' && !agreed.has(folded(String(value)))) return 99;
    const first = FIRST[field]?.indexOf(evidence.name ?? '') ?? -1;
    return first === -1 ? 100 : first;
  };
  const sorted = statements
    .flatMap((said) => (said.field === 'bylines' ? persons(said, isSite) : [said]))
    .sort((a, b) => rank(a) - rank(b));
  const known = new Set(sorted.flatMap((said) => (rank(said) > 100 ? [] : [said.field])));
  return sorted.filter((said) => rank(said) <= 100 || !known.has(said.field));
}

/** The authors without login names ("jroe"), and without the publication where others are named. */
function persons(said: Statement, isSite: (name: string) => boolean): Statement[] {
  const names = namesIn(said.value).filter((name) => !/^[\p{Ll}\d_.-]{1,80}$/u.test(name));
  if (names.length === 0) return [];
  const others = names.filter((name) => !isSite(name));
  const kept = others.length > 0 ? others : names;
  return [kept.length === namesIn(said.value).length ? said : { ...said, value: kept }];
}

function namesIn(value: Statement['value']): string[] {
  return readBylines(value) ?? [];
}

/** What the page's host calls itself: "lisbon-circular" of www.lisbon-circular.co.example. */
function hostNames(statements: readonly Statement[]): string[] {
  return textsOf(statements, 'url').flatMap((url) => {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    return [host, ...host.split('.').slice(0, -1)].map(folded).filter((label) => label.length > 3);
  });
}

function textsOf(statements: readonly Statement[], field: FieldName): string[] {
  return statements.flatMap((said) => (said.field === field && typeof said.value === 'string' ? [said.value] : []));
}
