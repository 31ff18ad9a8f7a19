import type { Annotation, SourceRef, TimeValue } from '../extractors/extractor';
import { addMonths, civilOf, type Day, dayOf, isoDay, isoWeekOf, pad, parseIsoDay } from '../times/calendar';
import {
  calendarIndex,
  citesIndex,
  foldName,
  inferredIndex,
  issueIndex,
  mentionedIndex,
  QUOTATIONS,
  refersToIndex,
  speakerIndex,
} from './keys';
import type { IndexLine } from './plan';
import type { Analysis, IndexEntry, SerialVolume, Target } from './records';

/** Times that are longer than this say little of a day, days. */
const LONGEST_SPAN = 31;
/** Bounds on what one article writes, however long it is. */
const MOST_MONTHS = 24;
const MOST_SPANS = 20;
const MOST_SOURCES = 100;
const MOST_SPEAKERS = 100;
const MOST_TARGETS = 100;
const MOST_CITED = 10;
/** An article that can be of more days than these is not looked up by them. */
const MOST_ISSUE_DAYS = 7;

/** The index lines of what an article cites, quotes, refers to and speaks of. Pure. */
export function narrativeLines(analysis: Analysis): IndexLine[] {
  return [
    ...sourceLines(analysis.annotations),
    ...speakerLines(analysis.annotations),
    ...targetLines(analysis.annotations),
    ...mentionedLines(analysis.annotations),
    ...serialLines(analysis),
  ];
}

function sourceLines(annotations: readonly Annotation[]): IndexLine[] {
  const byId = new Map<string, { source: SourceRef; cited: Set<string> }>();
  for (const annotation of annotations) {
    if (annotation.kind !== 'citation') continue;
    for (const { source, date } of annotation.value.cites) {
      const seen = byId.get(source.id) ?? { source, cited: new Set<string>() };
      if (date && seen.cited.size < MOST_CITED) seen.cited.add(date.value);
      byId.set(source.id, seen);
    }
  }
  return [...byId.values()].slice(0, MOST_SOURCES).map(({ source, cited }) => ({
    index: citesIndex(source.id),
    detail: { cited: [...cited] },
    value: { kind: 'source', source },
  }));
}

function speakerLines(annotations: readonly Annotation[]): IndexLine[] {
  const speakers = new Set<string>();
  let quotes = false;
  for (const annotation of annotations) {
    if (annotation.kind !== 'quotation') continue;
    quotes ||= annotation.value.form === 'direct';
    const { speaker } = annotation.value;
    if (speaker?.id !== undefined) speakers.add(speaker.id);
  }
  const lines = [...speakers].slice(0, MOST_SPEAKERS).map((id) => ({ index: speakerIndex(id) }));
  return quotes ? [{ index: QUOTATIONS }, ...lines] : lines;
}

/** What cross-references point to, as far as it can be looked for: by day, or by volume and issue. */
function targetsOf(annotations: readonly Annotation[]): Target[] {
  const byName = new Map<string, Target>();
  for (const annotation of annotations) {
    if (annotation.kind !== 'cross-reference') continue;
    for (const { publication, date, volume, issue } of annotation.value.targets) {
      const day = date?.from !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(date.value) ? date.value : undefined;
      const numbered = volume !== undefined && issue !== undefined;
      if ((day === undefined && !numbered) || foldName(publication) === '') continue;
      const target: Target = day === undefined ? { publication, volume, issue } : { publication, day };
      byName.set(targetPosition(target), target);
    }
  }
  return [...byName.values()].slice(0, MOST_TARGETS);
}

function targetLines(annotations: readonly Annotation[]): IndexLine[] {
  return targetsOf(annotations).map((target) => ({
    index: refersToIndex(target.publication, issueOf(target)),
    value: { kind: 'target', target },
  }));
}

/** How an issue is named in keys: by its day, else by its number. */
export function issueOf({ day, volume, issue }: Target): string {
  return day ?? `${volume}/${issue}`;
}

/** Its place in the catalog of all targets. */
export function targetPosition(target: Target): string {
  return `${foldName(target.publication)}#${issueOf(target)}`;
}

type DaySpan = [string, string];

function mentionedLines(annotations: readonly Annotation[]): IndexLine[] {
  const months = new Map<string, Map<string, DaySpan>>();
  for (const annotation of annotations) {
    if (annotation.kind !== 'time') continue;
    for (const [month, span] of monthsOfTime(annotation.value)) {
      const spans = months.get(month) ?? new Map<string, DaySpan>();
      if (spans.size < MOST_SPANS) spans.set(span.join('/'), span);
      months.set(month, spans);
    }
  }
  const inOrder = [...months.keys()].sort().slice(-MOST_MONTHS);
  return inOrder.map((month, at) => {
    const following = months.get(inOrder[at + 1] ?? '');
    const nextDay = following && [...following.values()].map(([from]) => from).sort()[0];
    const spans = [...(months.get(month)?.values() ?? [])];
    return { index: mentionedIndex(month), detail: { spans, ...(nextDay && { nextDay }) } };
  });
}

/** The months that a short time lies in, with the part of it in each. */
function monthsOfTime({ type, from, to }: TimeValue): [string, DaySpan][] {
  const [start, end] = [from && parseIsoDay(from), to && parseIsoDay(to)];
  if ((type !== 'DATE' && type !== 'TIME') || typeof start !== 'number' || typeof end !== 'number') return [];
  if (end <= start || end - start > LONGEST_SPAN) return [];
  const parts: [string, DaySpan][] = [];
  for (let at = start; at < end; ) {
    const { year, month } = civilOf(at);
    const stop = Math.min(end, addMonths(dayOf({ year, month, day: 1 }), 1));
    parts.push([isoDay(at).slice(0, 7), [isoDay(at), isoDay(stop)]]);
    at = stop;
  }
  return parts;
}

/** Where others find it as an issue of its serial, and what it knows, or has to be told, of the serial's calendar. */
function serialLines({ article, dating }: Analysis): IndexLine[] {
  const publication = article.metadata.publication?.value;
  if (publication === undefined || foldName(publication) === '') return [];
  const volume = numberOf(article.metadata.volume?.value);
  const issue = numberOf(article.metadata.issue?.value);
  const days = dating && { earliest: dating.earliest, latest: dating.latest };
  const lines: IndexLine[] = weeksOf(dating).map((week) => ({ index: issueIndex(publication, week), detail: days }));
  if (volume === undefined || issue === undefined) return lines;
  lines.push({ index: issueIndex(publication, `${volume}/${issue}`) });
  if (!dating) return lines;
  const { earliest, latest, exact } = dating;
  const detail = { issue, earliest, latest };
  if (exact) return [...lines, { index: calendarIndex(publication, volume), detail }];
  const value = { kind: 'calendar' as const, volume: { publication, volume } };
  return [...lines, { index: inferredIndex(publication, volume), detail, value }];
}

/** A volume's place in the catalog of those that have issues of an inferred day. */
export function volumePosition({ publication, volume }: SerialVolume): string {
  return `${foldName(publication)}#${String(volume).padStart(6, '0')}`;
}

const numberOf = (value: string | number | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

/** The ISO weeks of the days that an article can be of: two at most, where the days alone would be seven lines. */
function weeksOf(dating: Analysis['dating']): string[] {
  const [from, to] = [dating && parseIsoDay(dating.earliest), dating && parseIsoDay(dating.latest)];
  if (from === undefined || to === undefined || to - from >= MOST_ISSUE_DAYS) return [];
  return [...new Set([weekOf(from), weekOf(to)])];
}

function weekOf(day: Day): string {
  const { year, week } = isoWeekOf(day);
  return `${pad(year, 4)}-W${pad(week)}`;
}

/** The index that an issue's articles stand in, and which of its entries are of that issue. */
export function placeOfIssue(target: Target): { index: string; fits: (entry: IndexEntry) => boolean } {
  const { publication, day } = target;
  const at = day === undefined ? undefined : parseIsoDay(day);
  if (day === undefined || at === undefined)
    return { index: issueIndex(publication, issueOf(target)), fits: () => true };
  const fits = ({ earliest, latest }: IndexEntry) =>
    earliest !== undefined && latest !== undefined && earliest <= day && day <= latest;
  return { index: issueIndex(publication, weekOf(at)), fits };
}
