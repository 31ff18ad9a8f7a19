import { countWords } from '../article/words';
import type { Dating } from '../dating/dating';
import type { EntityRef, Versions } from '../extractors/extractor';
import { nameOf } from '../pipeline/hash';
import type { RolledBack } from '../pipeline/messages';
import type { Item, Table } from '../ports';
import {
  ALL_MONTHS,
  ARTICLES,
  catalogPartition,
  editionOf,
  entityIndex,
  entryPartition,
  entryPosition,
  foldName,
  indexPartition,
  isUndivided,
  monthKey,
  monthOf,
  monthPrefix,
  namePartition,
  partitionOfEntry,
  publicationIndex,
  valueKey,
  versionsIndex,
} from './keys';
import { narrativeLines, targetPosition, volumePosition } from './narrative-lines';
import { nearLines } from './near-lines';
import type { Presence } from './presence';
import type { Analysis, CurrentRevision, IndexEntry, IndexValue } from './records';
import { officesByEntity, roleLines } from './role-lines';
import { topicLines } from './topic-lines';

/** One index that an article stands in, with what its entry says beyond the article's own facts. */
export interface IndexLine {
  index: string;
  detail?: Omit<Partial<IndexEntry>, 'articleId' | 'edition' | 'listedAt' | 'dated' | 'publication'>;
  /** What the index is of, where it is of something: stands once, as long as the index has any entry. */
  value?: IndexValue;
}

/** Where an analysis is, when it was asked for, and by what, if not by a drop. */
export interface PlanSource {
  analysisKey: string;
  requestedAt: string;
  runId?: string | undefined;
  rolledBack?: RolledBack | undefined;
}

/** What an analysis becomes in the table: a pure function of it. */
export interface Plan {
  articleId: string;
  current: CurrentRevision;
  entry: IndexEntry;
  lines: readonly IndexLine[];
}

/**
 * Plans the items of an analysis that was asked for at `requestedAt`. The drop's time is its place in time when it does
 * not say when it was published.
 */
export function planOf(analysis: Analysis, { analysisKey, requestedAt }: PlanSource): Plan {
  const { metadata, text, paragraphs } = analysis.article;
  const published = metadata.published?.value;
  const inferred = published ? undefined : inferredDays(analysis.dating);
  const listedAt = instantOf(published ?? inferred?.earliest ?? analysis.drop.order.modifiedAt);
  const publication = metadata.publication?.value;
  const edition = editionOf(analysis.revision, requestedAt);
  const entry: IndexEntry = {
    articleId: analysis.articleId,
    edition,
    listedAt,
    dated: published !== undefined || inferred !== undefined,
    publication,
  };
  const current: CurrentRevision = {
    revision: analysis.revision,
    edition,
    analysisKey,
    parsedKey: analysis.parsedKey,
    title: metadata.title.value,
    titleDerived: metadata.title.evidence.from === 'derived',
    publication,
    volume: metadata.volume?.value,
    issue: metadata.issue?.value,
    published,
    publishedBetween: inferred,
    listedAt,
    language: metadata.language?.value,
    paragraphCount: paragraphs.length,
    wordCount: countWords(text),
    versions: analysis.versions,
  };
  const lines: IndexLine[] = [{ index: ARTICLES }, versionsLine(analysis.versions)];
  if (publication !== undefined && foldName(publication) !== '') lines.push(publicationLine(publication));
  lines.push(...entityLines(analysis), ...narrativeLines(analysis), ...topicLines(analysis), ...nearLines(analysis));
  return { articleId: analysis.articleId, current, entry, lines };
}

/** How many index entries an analysis becomes. */
export function entriesOf(analysis: Analysis): number {
  return planOf(analysis, { analysisKey: '', requestedAt: analysis.drop.order.modifiedAt }).lines.length;
}

/** Names the set of versions that an analysis was made by: what is stale is found by it. */
export const signatureOf = (versions: Versions): string => nameOf(Object.entries(versions).sort());

function versionsLine(versions: Versions): IndexLine {
  return { index: versionsIndex(signatureOf(versions)), value: { kind: 'versions', versions } };
}

function publicationLine(name: string): IndexLine {
  return { index: publicationIndex(name), value: { kind: 'publication', name } };
}

function entityLines(analysis: Analysis): IndexLine[] {
  const byId = new Map<string, { entity: EntityRef; count: number; names: Set<string> }>();
  for (const annotation of analysis.annotations) {
    if (annotation.kind !== 'mention') continue;
    const { value, start, end } = annotation;
    const seen = byId.get(value.id) ?? { entity: value, count: 0, names: new Set<string>() };
    seen.count++;
    // An entry costs by the kilobyte, and nobody reads a hundred spellings of one name.
    if (seen.names.size < 10) seen.names.add(analysis.article.text.slice(start, end).slice(0, 100));
    byId.set(value.id, seen);
  }
  const offices = officesByEntity(analysis.annotations);
  const lines: IndexLine[] = [...byId.values()].map(({ entity, count, names }) => ({
    index: entityIndex(entity.id),
    detail: { mentionCount: count, names: [...names], offices: offices.get(entity.id) },
    value: { kind: 'entity', ...entity },
  }));
  return [...lines, ...roleLines(offices, new Set(byId.keys()))];
}

/** How many words of a long name it can be found by. */
const NAME_WORDS = 6;

/** The forms that an entity is found by: its name, the name from each further word on, and its initials. */
export function nameForms(entity: EntityRef): string[] {
  const words = foldName(entity.name).split(' ').filter(Boolean);
  const forms = words.slice(0, NAME_WORDS).map((_, at) => words.slice(at).join(' '));
  if (entity.type === 'ORG') {
    const initials = [...entity.name.matchAll(/(?<![\p{L}\p{N}])\p{Lu}/gu)].map(([letter]) => letter).join('');
    if (initials.length > 2) forms.push(foldName(initials));
  }
  return [...new Set(forms)].filter((form) => form !== '');
}

/** The items that a prefix search finds an entity by; `first` marks the one under its own name. */
function nameItems(entity: EntityRef): Item[] {
  return nameForms(entity).map((form, at) => ({
    pk: namePartition(form, entity.id),
    sk: `${form}#${entity.id}`,
    first: at === 0,
    id: entity.id,
    type: entity.type,
    name: entity.name,
    ...(entity.wikidata && { wikidata: entity.wikidata }),
    ...(entity.geonames && { geonames: entity.geonames }),
  }));
}

/** The index entries of a plan, one item a line. */
export function entryItems(plan: Plan, shards: number): Item[] {
  const { entry } = plan;
  const sk = entryPosition(entry.listedAt, plan.articleId, entry.edition);
  return plan.lines.map(({ index, detail }) => ({
    pk: partitionOfEntry(index, entry, shards),
    sk,
    ...entry,
    ...detail,
  }));
}

/** The months, and with them their indexes' values, that must stand as long as any of the plan's entries does. */
export function monthsOfPlan(table: Table, plan: Plan, shards: number): Presence[] {
  const month = monthOf(plan.entry.listedAt);
  const divided = plan.lines.filter(({ index }) => !isUndivided(index));
  return divided.map(({ index, value }) => ({
    ...monthPresence(table, index, month, shards),
    within: value && valuePresence(table, index, value),
  }));
}

/** The values of all its indexes, or only of those that have no months and so must be looked at one by one. */
export function valuesOfPlan(table: Table, plan: Plan, of: 'all' | 'undivided'): Presence[] {
  const lines = plan.lines.filter(({ index }) => of === 'all' || isUndivided(index));
  return lines.flatMap(({ index, value }) => (value ? [valuePresence(table, index, value)] : []));
}

export function monthPresence(table: Table, index: string, month: string, shards: number): Presence {
  return {
    key: monthKey(index, month),
    attributes: { shards },
    dependents: [],
    async occupied() {
      const stored = await table.get(monthKey(index, month));
      const widest = Math.max(shards, typeof stored?.['shards'] === 'number' ? stored['shards'] : 0);
      for (let shard = 0; shard < widest; shard++) {
        const found = await table.query({ pk: entryPartition(index, month, shard), limit: 1, consistent: true });
        if (found.items.length > 0) return true;
      }
      return false;
    },
  };
}

export function valuePresence(table: Table, index: string, value: IndexValue): Presence {
  return {
    key: valueKey(index),
    attributes: value,
    dependents: dependentsOf(value),
    async occupied() {
      const range = isUndivided(index)
        ? { pk: entryPartition(index, ALL_MONTHS, 0) }
        : { pk: indexPartition(index), from: monthPrefix, to: `${monthPrefix}~` };
      return (await table.query({ ...range, limit: 1, consistent: true })).items.length > 0;
    },
  };
}

/** What a value is found by, beside its own key. */
export function dependentsOf(value: IndexValue): Item[] {
  switch (value.kind) {
    case 'entity':
      return nameItems(value);
    case 'publication':
      return [{ pk: catalogPartition('publication'), sk: foldName(value.name), name: value.name }];
    case 'versions':
      return [{ pk: catalogPartition('versions'), sk: signatureOf(value.versions), versions: value.versions }];
    case 'source':
      return [
        {
          pk: catalogPartition('source'),
          sk: `${foldName(value.source.name)}#${value.source.id}`,
          source: value.source,
        },
      ];
    case 'calendar':
      return [{ pk: catalogPartition('calendar'), sk: volumePosition(value.volume), volume: value.volume }];
    case 'target':
      return [{ pk: catalogPartition('target'), sk: targetPosition(value.target), target: value.target }];
  }
}

/** Inferred days that are few enough to put an article in its place by. */
const MOST_INFERRED_DAYS = 31;

function inferredDays(dating: Dating | undefined): { earliest: string; latest: string } | undefined {
  if (!dating) return undefined;
  const { earliest, latest } = dating;
  const days = (Date.parse(latest) - Date.parse(earliest)) / 86_400_000 + 1;
  return days <= MOST_INFERRED_DAYS ? { earliest, latest } : undefined;
}

/** A day stands for its first instant. */
function instantOf(published: string): string {
  return new Date(published.length === 10 ? `${published}T00:00:00Z` : published).toISOString();
}
