import * as z from 'zod';
import type { Analysis } from '../archive/records';
import type { Metadata } from '../article/schema';
import type { Annotation } from '../extractors/extractor';
import { stableJson } from '../pipeline/hash';
import type { ChangeCount, ChangeCounts } from './records';

/** A fact as it stood in one of two analyses, for a person. */
const Side = z.object({
  value: z.unknown(),
  /** Its words, and where they stand in the canonical text of that analysis; none for a metadata field. */
  words: z.string().optional(),
  start: z.int().optional(),
  end: z.int().optional(),
  extractor: z.string().optional(),
});

/** One difference between two analyses: a fact that only one has, or one that says something else in each. */
export const Change = z.object({
  kind: z.string().meta({ description: 'The kind of annotation, or `metadata`.' }),
  /** The metadata field. */
  field: z.string().optional(),
  before: Side.optional(),
  after: Side.optional(),
});
export type Change = z.infer<typeof Change>;

/** `runs/<runId>/<articleId>.json`: what a run changed in one article, as far as it is kept for review. */
export const Diff = z.object({
  articleId: z.string(),
  from: z.string(),
  to: z.string(),
  textChanged: z.boolean(),
  changes: z.array(Change),
  /** How many more there were than are kept. */
  omitted: z.int().nonnegative(),
});
export type Diff = z.infer<typeof Diff>;

/** Changes of an article that are kept; one with more has been made anew. */
const KEPT = 500;

/** An annotation with its place in the dropped file, which two readings of the file have in common. */
interface Placed {
  annotation: Annotation;
  /** Kind and value. */
  says: string;
  from: number;
  to: number;
}

/**
 * What differs between two analyses of one version of a file. An annotation is the same when kind, value and place are;
 * where only the value or only the extent differs it has changed (of several that overlap, the first pairs with the
 * first); the rest is added or removed. Confidence and reasons are not compared. Places are compared in the file, so
 * that a reading that adds a line in front changes nothing after it.
 */
export function changesBetween(before: Analysis, after: Analysis): Change[] {
  const textChanged = before.article.text !== after.article.text;
  const old = placed(before, textChanged);
  const fresh = placed(after, textChanged);
  const [onlyOld, onlyFresh] = withoutEqual(old, fresh);
  const changes: Change[] = [];
  const left = new Set(onlyFresh);
  let first = 0;
  for (const was of onlyOld) {
    // Both are in order of their places: who ends before this one begins cannot overlap it or any later one by much.
    while (first < onlyFresh.length && (onlyFresh[first]?.to ?? 0) <= was.from - LONGEST) first++;
    const is = firstOverlap(onlyFresh, first, was, left);
    if (is) left.delete(is);
    changes.push(changeOf(was.annotation.kind, sideOf(before, was), is && sideOf(after, is)));
  }
  for (const is of left) changes.push(changeOf(is.annotation.kind, undefined, sideOf(after, is)));
  return [...metadataChanges(before.article.metadata, after.article.metadata), ...changes];
}

/** Longer annotations than this may be told as removed and added instead of changed. */
const LONGEST = 2_000;

function firstOverlap(all: readonly Placed[], start: number, was: Placed, left: ReadonlySet<Placed>) {
  for (let at = start; at < all.length; at++) {
    const is = all[at];
    if (!is || is.from >= was.to) return undefined;
    if (left.has(is) && is.annotation.kind === was.annotation.kind && is.to > was.from) return is;
  }
  return undefined;
}

export function countChanges(changes: readonly Change[]): ChangeCounts {
  const counts: Record<string, ChangeCount> = {};
  for (const { kind, before, after } of changes) {
    const count = counts[kind] ?? { added: 0, removed: 0, changed: 0 };
    counts[kind] = count;
    if (before && after) count.changed++;
    else if (after) count.added++;
    else count.removed++;
  }
  return counts;
}

export function diffOf(before: Analysis, after: Analysis, changes: readonly Change[]): Diff {
  return {
    articleId: after.articleId,
    from: before.revision,
    to: after.revision,
    textChanged: before.article.text !== after.article.text,
    changes: changes.slice(0, KEPT),
    omitted: Math.max(0, changes.length - KEPT),
  };
}

function placed({ article, annotations }: Analysis, inSource: boolean): Placed[] {
  const place = inSource ? sourcePlaces(article.sourceMap) : (offset: number) => offset;
  return annotations
    .map((annotation) => {
      const { kind, value, start, end } = annotation;
      const last = place(end - 1);
      return { annotation, says: stableJson([kind, value]), from: place(start), to: last + 1 };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Where a code unit of the canonical text stands in the dropped file; one that was put in, where the run before ends. */
function sourcePlaces(runs: Analysis['article']['sourceMap']): (offset: number) => number {
  return (offset) => {
    let [low, high] = [0, runs.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((runs[middle]?.[0] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const [textStart = 0, sourceStart = 0, length = 0] = runs[low] ?? [];
    return sourceStart + Math.max(0, Math.min(offset - textStart, length));
  };
}

/** Both lists without what stands in both, as often as it does. */
function withoutEqual(a: readonly Placed[], b: readonly Placed[]): [Placed[], Placed[]] {
  const name = ({ says, from, to }: Placed) => `${from} ${to} ${says}`;
  const counts = new Map<string, number>();
  for (const one of b) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1);
  const take = (one: Placed) => {
    const count = counts.get(name(one)) ?? 0;
    counts.set(name(one), count - 1);
    return count > 0;
  };
  const onlyA = a.filter((one) => !take(one));
  const common = new Map<string, number>();
  for (const one of a) common.set(name(one), (common.get(name(one)) ?? 0) + 1);
  const onlyB = b.filter((one) => {
    const count = common.get(name(one)) ?? 0;
    common.set(name(one), count - 1);
    return count <= 0;
  });
  return [onlyA, onlyB];
}

function sideOf({ article }: Analysis, { annotation }: Placed): z.infer<typeof Side> {
  const { value, start, end, extractor } = annotation;
  return { value, words: article.text.slice(start, end).slice(0, 300), start, end, extractor };
}

function changeOf(kind: string, before: Change['before'], after: Change['after']): Change {
  return { kind, ...(before && { before }), ...(after && { after }) };
}

function metadataChanges(before: Metadata, after: Metadata): Change[] {
  const old = new Map(Object.entries(before));
  const fresh = new Map(Object.entries(after));
  const fields = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return fields.flatMap((field) => {
    const was = old.get(field);
    const is = fresh.get(field);
    if (stableJson(was?.value ?? null) === stableJson(is?.value ?? null)) return [];
    return [
      {
        field,
        ...changeOf('metadata', was && { value: was.value }, is && { value: is.value }),
      },
    ];
  });
}
