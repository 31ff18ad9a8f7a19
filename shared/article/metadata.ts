import { readDate, readEitherDay } from './dates';
import { readPeriod } from './period';
import type { Evidence, Field, Metadata, Subject, Warning } from './schema';
import {
  type RawValue,
  readBylines,
  readDateline,
  readIdentifier,
  readKeywords,
  readLanguage,
  readName,
  readSerialNumber,
  readStandfirst,
  readSubjects,
  readTitle,
  readUrgency,
  readUrl,
} from './values';

/** What is stated; the local times are taken from the statements of `published` and `updated`. */
export type FieldName = Exclude<keyof Metadata, 'publishedLocal' | 'updatedLocal' | 'publishedEither'>;

/** Something that the file, or the object, says about the article, as it is written there. */
export interface Statement {
  field: FieldName;
  value: RawValue;
  evidence: Evidence;
}

/** Longest quote that is kept as evidence, in code units. */
const LONGEST_QUOTE = 1000;

/**
 * Chooses a value for every field. `statements` come most trusted first: the first that can be read wins, the others
 * go to its `lost` unless they say the same. A statement that cannot be read gives nothing, and a warning
 * unless a more trusted one was taken.
 * @param derivedTitle the title to fall back on; it loses to any statement and is not kept then
 */
export function mergeMetadata(
  statements: readonly Statement[],
  derivedTitle: Field<string>,
): { metadata: Metadata; warnings: Warning[] } {
  const warnings: Warning[] = [];

  function choose<T extends Printable>(field: FieldName, read: (raw: RawValue) => Reading<T>): Field<T> | undefined {
    let chosen: Field<T> | undefined;
    const said = new Set<string>();
    for (const { value: raw, evidence } of statements.filter((statement) => statement.field === field)) {
      const reading = read(raw);
      if (!('value' in reading)) {
        if (!chosen) warnings.push(notUnderstood(field, evidence, reading.refused));
        continue;
      }
      const printed = print(reading.value);
      if (said.has(printed)) continue;
      said.add(printed);
      const kept = { ...evidence, quote: evidence.quote.slice(0, LONGEST_QUOTE) };
      if (!chosen) chosen = { value: reading.value, evidence: kept };
      else chosen.lost = [...(chosen.lost ?? []), { value: printed, evidence: kept }];
    }
    return chosen;
  }

  const metadata: Metadata = {
    title: choose('title', orRefused(readTitle)) ?? derivedTitle,
    standfirst: choose('standfirst', orRefused(readStandfirst)),
    publication: choose('publication', orRefused(readName)),
    volume: choose('volume', orRefused(readSerialNumber)),
    issue: choose('issue', orRefused(readSerialNumber)),
    section: choose('section', orRefused(readName)),
    bylines: choose('bylines', orRefused(readBylines)),
    published: choose('published', readDay),
    publishedWithin: choose('publishedWithin', orRefused(readWithin)),
    updated: choose('updated', readDay),
    language: choose('language', orRefused(readLanguage)),
    url: choose('url', orRefused(readUrl)),
    keywords: choose('keywords', orRefused(readKeywords)),
    dateline: choose('dateline', orRefused(readDateline)),
    located: choose('located', orRefused(readName)),
    subjects: choose('subjects', orRefused(readSubjects)),
    slugline: choose('slugline', orRefused(readName)),
    urgency: choose('urgency', orRefused(readUrgency)),
    copyright: choose('copyright', orRefused(readStandfirst)),
    identifier: choose('identifier', orRefused(readIdentifier)),
    versionCreated: choose('versionCreated', readDay),
    embargoed: choose('embargoed', readDay),
  };
  metadata.publishedLocal = localTimeOf(metadata.published);
  metadata.updatedLocal = localTimeOf(metadata.updated);
  if (!metadata.published) metadata.publishedEither = eitherDay(statements);
  return { metadata, warnings };
}

/** True when a statement's words can be read as a value of its field. */
export function isUnderstood(field: FieldName, value: RawValue): boolean {
  const statement: Statement = { field, value, evidence: { from: 'derived', quote: '' } };
  const none: Field<string> = { value: '', evidence: statement.evidence };
  return mergeMetadata([statement], none).warnings.length === 0;
}

type Reading<T> = { value: T } | { refused: string };

function orRefused<T>(read: (raw: RawValue) => T | undefined): (raw: RawValue) => Reading<T> {
  return (raw) => {
    const value = read(raw);
    return value === undefined ? { refused: 'it is empty, too long or of another kind' } : { value };
  };
}

const readWithin = (raw: RawValue): string | undefined => (typeof raw === 'string' ? readPeriod(raw) : undefined);

function readDay(raw: RawValue): Reading<string> {
  return typeof raw === 'object' ? { refused: 'it is a list' } : readDate(raw);
}

/** The chosen instant by the clock that it was written by; undefined for a day, or when no zone was written. */
function localTimeOf(chosen: Field<string> | undefined): Field<string> | undefined {
  const reading = chosen && readDate(chosen.evidence.quote);
  if (!reading || !('local' in reading) || reading.value !== chosen.value || !reading.local) return undefined;
  return { value: reading.local, evidence: chosen.evidence };
}

/** The first of what is said of the day of publication that can be one of two. */
function eitherDay(statements: readonly Statement[]): Field<string> | undefined {
  for (const { field, value, evidence } of statements) {
    const days = field === 'published' && typeof value === 'string' ? readEitherDay(value) : undefined;
    if (days) return { value: `${days.earlier}/${days.later}`, evidence };
  }
  return undefined;
}

function notUnderstood(field: FieldName, evidence: Evidence, why: string): Warning {
  const where = evidence.name === undefined ? evidence.from : `${evidence.from} ${evidence.name}`;
  const quote = evidence.quote.length > 100 ? `${evidence.quote.slice(0, 100)}…` : evidence.quote;
  return {
    code: `${field}-not-understood`,
    message: `${where} says "${quote}", but ${why}: no ${field} taken from it`,
  };
}

type Printable = string | number | readonly (string | Subject)[];

function print(value: Printable): string {
  return typeof value === 'object' ? value.map(printItem).join('; ') : String(value);
}

/** A subject as a line of text: "central bank (medtop:20000350)". */
export function printItem(item: string | Subject): string {
  if (typeof item === 'string') return item;
  const code = [item.scheme, item.code].filter((part) => part !== undefined).join(' ');
  return item.name === undefined ? code : code === '' ? item.name : `${item.name} (${code})`;
}
