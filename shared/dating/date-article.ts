import type { ParsedArticle } from '../article/schema';
import type { PrintedCitation, PrintedDate, PrintedReference } from '../citations/model';
import { type Day, isoDay, mondayOf, parseIsoDay } from '../times/calendar';
import type { Scan } from '../times/scan';
import { periodOfParts } from '../times/values';
import type { Dating, DatingFacts, DatingReason } from './dating';
import { newestReport } from './newest-report';
import { boundsByObserved } from './observed';
import { expectedDay, firstOf, isWorkingDay, nthWorkingDay, serialOf } from './serials';
import { datelineOf, dayBehind, dayInName } from './stated';

/** What was read in the article before it is dated. */
export interface Read {
  scan: Scan;
  citations: readonly PrintedCitation[];
  references: readonly PrintedReference[];
}

/** How sure one is of a bound by its method, from what such evidence has been worth. */
const TRUST: Readonly<Record<DatingReason['method'], number>> = {
  stated: 0.98,
  url: 0.95,
  'file-name': 0.85,
  dateline: 0.9,
  'serial-calendar': 0.95,
  'issue-number': 0.95,
  'observed-issue': 0.95,
  'cited-date': 0.95,
  'relative-time': 0.85,
  'working-day': 0.98,
  'drop-time': 0.99,
};

/**
 * Says when an article was published, from what it says of itself, else by bounds: each reason leaves out days, and the days
 * that are left are the answer. Reasons are heard from the most trusted on; one that would leave no day is a conflict, which
 * is reported and not followed. Undefined where nothing bounds the day from below: the drop's time is no evidence of when.
 */
export function dateArticle(article: ParsedArticle, read: Read, facts: DatingFacts): Dating | undefined {
  const days = new Days(parseIsoDay(facts.droppedAt));
  for (const reason of stated(article, facts)) days.hear(reason);
  for (const reason of serialBounds(article, facts)) days.hear(reason);
  for (const reason of datelineBounds(article, read, days)) days.hear(reason);
  for (const reason of citedBounds(article, read, days)) days.hear(reason);
  const serial = article.metadata.publication && serialOf(article.metadata.publication.value);
  if (serial?.pace === 'working-day') days.onlyWorkingDays();
  return days.toDating();
}

class Days {
  from: Day | undefined;
  to: Day | undefined;
  private exact = false;
  private readonly reasons: DatingReason[] = [];
  private readonly conflicts: DatingReason[] = [];

  constructor(private readonly dropped: Day | undefined) {
    if (dropped === undefined) return;
    // A day of grace for zones: an article may be dated tomorrow where it was published.
    this.to = dropped + 1;
  }

  hear(reason: DatingReason): void {
    const [low, high] = [reason.notBefore, reason.notAfter].map((day) =>
      day === undefined ? undefined : parseIsoDay(day),
    );
    const from = max(this.from, low);
    const to = min(this.to, high);
    if (from !== undefined && to !== undefined && from > to) {
      this.conflicts.push(reason);
      return;
    }
    // What says no more than is known already is no reason.
    const narrows = from !== this.from || to !== this.to;
    if (!narrows && this.exact) return;
    if (narrows) this.reasons.push(reason);
    this.from = from;
    this.to = to;
    if (reason.method === 'stated' || reason.method === 'url' || reason.method === 'file-name')
      this.exact ||= from === to;
  }

  onlyWorkingDays(): void {
    if (this.exact || this.from === undefined || this.to === undefined) return;
    let [from, to] = [this.from, this.to];
    while (!isWorkingDay(from)) from++;
    while (!isWorkingDay(to)) to--;
    if (from > to || (from === this.from && to === this.to)) return;
    this.reasons.push({
      method: 'working-day',
      says: 'The serial comes out on working days.',
      notBefore: isoDay(from),
      notAfter: isoDay(to),
    });
    this.from = from;
    this.to = to;
  }

  toDating(): Dating | undefined {
    if (this.from === undefined || this.to === undefined) return undefined;
    const reasons = [...this.reasons];
    const bounded = reasons.some(({ notAfter }) => notAfter !== undefined && parseIsoDay(notAfter) === this.to);
    if (!bounded && this.dropped !== undefined) {
      reasons.push({ method: 'drop-time', says: 'It was there when it was dropped.', notAfter: isoDay(this.to) });
    }
    const confidence = reasons.reduce((sure, { method }) => sure * TRUST[method], 1);
    return {
      earliest: isoDay(this.from),
      latest: isoDay(this.to),
      exact: this.exact,
      confidence: Math.round(confidence * 100) / 100,
      reasons,
      conflicts: this.conflicts,
    };
  }
}

const max = (a: Day | undefined, b: Day | undefined): Day | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);
const min = (a: Day | undefined, b: Day | undefined): Day | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

function* stated({ metadata }: ParsedArticle, { fileName }: DatingFacts): Generator<DatingReason> {
  const { published, publishedWithin, dateline, url } = metadata;
  if (published) {
    const day = published.value.slice(0, 10);
    yield { method: 'stated', says: 'The file says so.', notBefore: day, notAfter: day, evidence: published.evidence };
    for (const { value, evidence } of published.lost ?? []) {
      const other = parseIsoDay(value);
      if (other === undefined) continue;
      yield {
        method: 'stated',
        says: 'The file says another day as well.',
        notBefore: isoDay(other),
        notAfter: isoDay(other),
        evidence,
      };
    }
  }
  if (publishedWithin) {
    const [notBefore, notAfter] = publishedWithin.value.split('/');
    const { evidence } = publishedWithin;
    yield { method: 'stated', says: 'The file says that it is of these days.', notBefore, notAfter, evidence };
  }
  const inDateline = dateline && dayBehind(dateline.value);
  if (inDateline)
    yield {
      method: 'dateline',
      says: 'Its dateline has the day.',
      notBefore: inDateline,
      notAfter: isoDay((parseIsoDay(inDateline) ?? 0) + (published ? 1 : 0)),
      evidence: dateline.evidence,
    };
  const inUrl = url && dayInName(url.value);
  if (inUrl)
    yield {
      method: 'url',
      says: 'Its address holds the day.',
      notBefore: inUrl,
      notAfter: inUrl,
      evidence: url.evidence,
    };
  const inName = fileName === undefined ? undefined : dayInName(fileName);
  if (inName)
    yield {
      method: 'file-name',
      says: `The file's name, ${fileName}, holds the day.`,
      notBefore: inName,
      notAfter: inName,
    };
}

/** Volume and issue: the year, the earliest day of the n-th issue, and what dated neighbours leave. */
function* serialBounds({ metadata }: ParsedArticle, { observed }: DatingFacts): Generator<DatingReason> {
  const { publication, volume, issue } = metadata;
  if (!publication || typeof volume?.value !== 'number') return;
  const serial = serialOf(publication.value);
  const number = typeof issue?.value === 'number' ? issue.value : undefined;
  if (serial) {
    const year = serial.yearBefore + volume.value;
    yield {
      method: 'serial-calendar',
      says: `Volume ${volume.value} of ${publication.value} is the year ${year}.`,
      notBefore: isoDay(firstOf(year)),
      notAfter: isoDay(firstOf(year + 1) - 1),
      evidence: volume.evidence,
    };
    if (number !== undefined && number > 0 && number <= 262 && serial.pace === 'working-day') {
      yield {
        method: 'issue-number',
        says: `Issue ${number} cannot come before working day ${number} of ${year}.`,
        notBefore: isoDay(nthWorkingDay(year, number)),
        ...(issue && { evidence: issue.evidence }),
      };
    }
  }
  if (number === undefined) return;
  yield* boundsByObserved({ publication: publication.value, volume: volume.value, issue: number }, observed);
}

/** "MOSCOW, Dec 16 (Reuters) –": the day of the report, which came out then or the day after. */
function* datelineBounds(article: ParsedArticle, { scan }: Read, days: Days): Generator<DatingReason> {
  const found = datelineOf(article, scan);
  if (!found) return;
  const day = place({ start: found.start, end: found.end, form: found.form }, days);
  if (day === undefined) return;
  const { start, end } = found;
  const evidence = {
    from: 'derived' as const,
    quote: article.text.slice(start, end),
    span: { start, end, in: 'text' as const },
  };
  yield {
    method: 'dateline',
    says: 'Its dateline has the day.',
    notBefore: isoDay(day),
    notAfter: isoDay(day + 1),
    evidence,
  };
}

/** A cited report came first; and "last week" cannot be longer ago than the reports that tell of it. */
function* citedBounds(article: ParsedArticle, read: Read, days: Days): Generator<DatingReason> {
  const { publication, volume, issue } = article.metadata;
  const serial = publication && serialOf(publication.value);
  const expected =
    serial && typeof volume?.value === 'number' && typeof issue?.value === 'number'
      ? expectedDay(serial, volume.value, issue.value)
      : undefined;
  const newest = newestReport(read.citations, read.references, { from: days.from, to: days.to, expected });
  if (!newest) return;
  const { start, end } = newest.date;
  const quote = article.text.slice(start, end);
  const evidence = { from: 'derived' as const, quote, span: { start, end, in: 'text' as const } };
  yield {
    method: 'cited-date',
    says: `It cites a report of ${isoDay(newest.day)}.`,
    notBefore: isoDay(newest.day),
    evidence,
  };

  const near = nearestNarrated(article, read.scan);
  if (!near) return;
  const notAfter = isoDay(near.unit === 'week' ? mondayOf(newest.day) + 13 : newest.day + 1);
  const words = article.text.slice(near.start, near.end);
  yield {
    method: 'relative-time',
    says: `What happened "${words}" is told by reports of ${isoDay(newest.day)} at the latest.`,
    notAfter,
    evidence: { from: 'derived', quote: words, span: { start: near.start, end: near.end, in: 'text' } },
  };
}

/** "Last week" or "yesterday" outside of quotations: the nearest that the article tells of itself. */
function nearestNarrated(
  { text }: ParsedArticle,
  { expressions }: Scan,
): { unit: 'day' | 'week'; start: number; end: number } | undefined {
  let week: { unit: 'week'; start: number; end: number } | undefined;
  for (const { form, start, end } of expressions) {
    if (form.kind !== 'relative' || form.offset !== -1 || isQuoted(text, start)) continue;
    if (form.unit === 'day') return { unit: 'day', start, end };
    if (form.unit === 'week') week ??= { unit: 'week', start, end };
  }
  return week;
}

/** Whether the nearest quotation mark before, within reach, opens. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 500), at);
  const open = Math.max(before.lastIndexOf('“'), before.lastIndexOf('„'));
  if (open > before.lastIndexOf('”')) return true;
  const paragraph = before.slice(before.lastIndexOf('\n') + 1);
  return (paragraph.match(/"/g)?.length ?? 0) % 2 === 1;
}

/** A printed date on the days that are left: with its year, or in the only year, or the latest, that they allow. */
function place({ form }: PrintedDate, days: Days): Day | undefined {
  if (form.kind !== 'calendar') return undefined;
  const { parts } = form;
  if (parts.day === undefined || parts.month === undefined) return undefined;
  if (parts.year !== undefined) return periodOfParts(parts)?.from;
  // Without a year, only where what is known leaves no more than one: a year of doubt is no bound.
  if (days.from === undefined || days.to === undefined || days.to - days.from > 366) return undefined;
  const years = [yearOf(days.to), yearOf(days.to) - 1];
  const placed = years.flatMap((year) => periodOfParts(parts, year)?.from ?? []);
  return placed.find((day) => day <= (days.to ?? day));
}

const yearOf = (day: Day): number => Number(isoDay(day).slice(0, 4));
