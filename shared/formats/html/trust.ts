import { readDate } from '../../article/dates';
import type { FieldName, Statement } from '../../article/metadata';
import { readBylines } from '../../article/values';
import { hostNames } from './addresses';
import { folded } from './text';
import { asPrinted, DROPPED, titleRanks, USUAL } from './title-trust';

/** What is trusted more than its place says: by field, the name of the evidence that comes first. */
const FIRST: Readonly<Partial<Record<FieldName, string>>> = {
  publication: 'og:site_name',
  url: 'canonical',
  language: 'html lang',
};

/**
 * Sorts what a page says by trust, most trusted first, keeping the order otherwise, and without what takes one thing for
 * another: a title that is the publication's name, a publication that is the article's title, the publication or a login
 * name among the authors. They stay when there is nothing else, but login names, which are nobody's name.
 * @param pageNames what the page is called as a page, apart from the article on it
 */
export function byTrust(statements: readonly Statement[], pageNames: readonly string[]): Statement[] {
  const sites = new Set([...textsOf(statements, 'publication').map(folded), ...hostNames(textsOf(statements, 'url'))]);
  const titles = new Set(textsOf(statements, 'title').map(folded));
  const isSite = (name: string): boolean => sites.has(folded(name));
  const titleRank = titleRanks(
    statements.filter(({ field }) => field === 'title'),
    pageNames,
    isSite,
  );
  const rank = (said: Statement): number => {
    const { field, value, evidence } = said;
    if (field === 'title') return titleRank(said);
    if (field === 'bylines') return namesIn(value).every(isSite) ? 1 : 0;
    if (field === 'publication' && titles.has(folded(String(value)))) return DROPPED;
    // An article is kept before it is published, or kept anew long after.
    if (field === 'published' && /^dateCreated$/i.test(evidence.name ?? '')) return USUAL + 0.5;
    return FIRST[field] !== undefined && FIRST[field] === evidence.name ? 0 : USUAL;
  };
  const ranked = statements
    .flatMap((said) => (said.field === 'bylines' ? persons(said, isSite) : [said]))
    .map((said) => ({ said, rank: rank(said) }))
    .sort((a, b) => a.rank - b.rank);
  const known = new Set(ranked.flatMap(({ said, rank: at }) => (at === DROPPED ? [] : [said.field])));
  const kept = ranked.flatMap(({ said, rank: at }) => (at === DROPPED && known.has(said.field) ? [] : [said]));
  const [titled, others] = [kept.filter(isTitle), kept.filter((said) => !isTitle(said))];
  return withTimes([...asPrinted(titled), ...others]);
}

function isTitle({ field }: Statement): boolean {
  return field === 'title';
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

/** "jroe", "jane.roe", "JR7567": what accounts are called. */
const LOGIN = /^(?:[\p{Ll}\d_.-]{1,80}|[\p{L}_.-]{1,40}\d{1,20})$/u;

/** The authors without login names ("jroe"), and without the publication where others are named. */
function persons(said: Statement, isSite: (name: string) => boolean): Statement[] {
  const all = namesIn(said.value);
  const names = namesIn(withoutSite(said.value, isSite)).filter((name) => !LOGIN.test(name));
  if (names.length === 0) return [];
  const others = names.filter((name) => !isSite(name));
  const kept = others.length > 0 ? others : names;
  return [kept.join() === all.join() ? said : { ...said, value: kept }];
}

function namesIn(value: Statement['value']): string[] {
  return readBylines(value) ?? [];
}

/** What stands after the last name and is none: an agency's letters, or for whom it was written. */
const ELSE = /^(?:[Ss]pecial (?:for|to) .{1,60}|\p{Lu}{2,6})$/u;

/** "Ana Prates and Rui Costa, CNN" and "Ana Prates, Special for CNN" without their ends. */
function withoutSite(value: Statement['value'], isSite: (name: string) => boolean): Statement['value'] {
  const cut = (text: string): string => {
    const parts = /^(.{3,180}), ([^,]{2,60})$/.exec(text.trim());
    return parts?.[1] && parts[2] && (isSite(parts[2]) || ELSE.test(parts[2])) ? parts[1] : text;
  };
  if (typeof value === 'object') return value.map((item) => (typeof item === 'string' ? cut(item) : item));
  return cut(String(value));
}

function textsOf(statements: readonly Statement[], field: FieldName): string[] {
  return statements.flatMap((said) => (said.field === field && typeof said.value === 'string' ? [said.value] : []));
}
