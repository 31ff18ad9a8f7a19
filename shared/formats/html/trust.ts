import { readDate } from '../../article/dates';
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
 * @param pageNames what the page is called as a page, apart from the article on it
 */
export function byTrust(statements: readonly Statement[], pageNames: readonly string[]): Statement[] {
  const sites = new Set([...textsOf(statements, 'publication').map(folded), ...hostNames(statements)]);
  const titles = new Set(textsOf(statements, 'title').map(folded));
  const printed = new Set(
    textsOf(
      statements.filter(({ evidence }) => PRINTED.has(evidence.name ?? '')),
      'title',
    ).map(folded),
  );
  const forSearch = new Set(pageNames.map(folded));
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
    // What names the page is often worded for search; the headline, where it is another, for readers.
    if (field === 'title' && forSearch.has(folded(evidence.quote)) && !printed.has(folded(String(value)))) return 50;
    if (evidence.name === 'h1' && !agreed.has(folded(String(value)))) return 99;
    const first = FIRST[field]?.indexOf(evidence.name ?? '') ?? -1;
    return first === -1 ? 100 : first;
  };
  const sorted = statements
    .flatMap((said) => (said.field === 'bylines' ? persons(said, isSite) : [said]))
    .sort((a, b) => rank(a) - rank(b));
  const timed = withTimes(sorted);
  const known = new Set(timed.flatMap((said) => (rank(said) > 100 ? [] : [said.field])));
  return timed.filter((said) => rank(said) <= 100 || !known.has(said.field));
}

/** With the time before the day when one is stated of the day that is trusted most. */
function withTimes(statements: readonly Statement[]): Statement[] {
  const timed = [...statements];
  for (const field of ['published', 'updated'] as const) {
    const said = timed.filter((statement) => statement.field === field);
    const [first, ...others] = said;
    const day = first && dayOf(first);
    const more = others.find((other) => isTimeOn(day, other));
    if (!first || !more) continue;
    timed.splice(timed.indexOf(more), 1);
    timed.splice(timed.indexOf(first), 0, more);
  }
  return timed;
}

/** The day that a statement gives when it gives no time. */
function dayOf({ value }: Statement): string | undefined {
  const reading = typeof value === 'object' ? undefined : readDate(value);
  return reading && 'value' in reading && reading.value.length === 10 ? reading.value : undefined;
}

/** Whether a statement gives a time on that day, by the clock that it is written by. */
function isTimeOn(day: string | undefined, { value }: Statement): boolean {
  const reading = day === undefined || typeof value === 'object' ? undefined : readDate(value);
  if (!reading || !('value' in reading)) return false;
  const time = reading.local ?? reading.value;
  // Midnight is a day that a program has printed.
  return time.startsWith(`${day}T`) && !time.startsWith(`${day}T00:00:00`);
}

/** The authors without login names ("jroe"), and without the publication where others are named. */
function persons(said: Statement, isSite: (name: string) => boolean): Statement[] {
  const all = namesIn(said.value);
  const names = namesIn(withoutSite(said.value, isSite)).filter((name) => !/^[\p{Ll}\d_.-]{1,80}$/u.test(name));
  if (names.length === 0) return [];
  const others = names.filter((name) => !isSite(name));
  const kept = others.length > 0 ? others : names;
  return [kept.join() === all.join() ? said : { ...said, value: kept }];
}

function namesIn(value: Statement['value']): string[] {
  return readBylines(value) ?? [];
}

/** "Ana Prates and Rui Costa, CNN" and "Ana Prates, Special for CNN" without their ends. */
function withoutSite(value: Statement['value'], isSite: (name: string) => boolean): Statement['value'] {
  const parts = typeof value === 'string' ? /^(.{3,180}), ([^,]{2,60})$/.exec(value.trim()) : null;
  return parts?.[1] && parts[2] && (isSite(parts[2]) || /^special (?:for|to) /i.test(parts[2])) ? parts[1] : value;
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
