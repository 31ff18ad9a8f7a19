import * as z from 'zod';
import { SourceRef } from '../extractors/extractor';
import type { Table } from '../ports';
import { catalogPartition, citesIndex, foldName, refersToIndex, valueKey } from './keys';
import { newestEntries } from './list-articles';
import { issueOf, placeOfIssue } from './narrative-lines';
import type { Listed, Position } from './reader';
import { Target } from './records';

const SourceItem = z.object({ sk: z.string(), source: SourceRef });
const SourceValue = z.object({ source: SourceRef });
const TargetItem = z.object({ sk: z.string(), target: Target });

/** Cited sources by name; with a prefix, those whose names begin with it. */
export async function listSources(
  table: Table,
  { prefix, limit, after }: { prefix?: string | undefined; limit: number; after?: Position | undefined },
): Promise<Listed<SourceRef>> {
  const folded = prefix === undefined ? undefined : foldName(prefix);
  const range = folded === undefined ? {} : { from: folded, to: `${folded}\u{10ffff}` };
  const page = await table.query({ pk: catalogPartition('source'), ...range, after: after?.[0], limit });
  const items = page.items.map((item) => SourceItem.parse(item));
  const last = items.at(-1)?.sk;
  return { items: items.map(({ source }) => source), next: page.more && last !== undefined ? [last] : undefined };
}

export async function findSource(table: Table, id: string): Promise<SourceRef | undefined> {
  const item = await table.get(valueKey(citesIndex(id)));
  return item && SourceValue.parse(item).source;
}

/** An issue that articles refer to and that is not in the archive. */
export interface MissingTarget {
  target: Target;
  /** Articles that refer to it, counted up to a bound. */
  wantedBy: { value: number; atLeast: boolean };
}

/** Targets that one request looks at: they are in order of how often they are wanted only among themselves. */
const TARGETS_A_REQUEST = 300;
/** Articles that refer to one target that are counted. */
const COUNTED = 200;
const AT_ONCE = 16;

/**
 * Issues that articles refer to and that no article is of: the most wanted first, within the page of the catalog that one
 * request looks at (an archive that refers to no more than `TARGETS_A_REQUEST` issues is one page).
 */
export async function listMissing(
  table: Table,
  { publication, after }: { publication?: string | undefined; after?: Position | undefined },
): Promise<Listed<MissingTarget>> {
  const folded = publication === undefined ? undefined : `${foldName(publication)}#`;
  const range = folded === undefined ? {} : { from: folded, to: `${folded}~` };
  const page = await table.query({
    pk: catalogPartition('target'),
    ...range,
    after: after?.[0],
    limit: TARGETS_A_REQUEST,
  });
  const targets = page.items.map((item) => TargetItem.parse(item));
  const missing: MissingTarget[] = [];
  for (let at = 0; at < targets.length; at += AT_ONCE) {
    const found = await Promise.all(targets.slice(at, at + AT_ONCE).map(({ target }) => missingOf(table, target)));
    missing.push(...found.filter((each) => each !== undefined));
  }
  const last = targets.at(-1)?.sk;
  return {
    items: missing.sort((a, b) => b.wantedBy.value - a.wantedBy.value),
    next: page.more && last !== undefined ? [last] : undefined,
  };
}

async function missingOf(table: Table, target: Target): Promise<MissingTarget | undefined> {
  const { index, fits } = placeOfIssue(target);
  const there = await newestEntries(table, index, COUNTED);
  if (there.items.some(fits)) return undefined;
  const wanting = await newestEntries(table, refersToIndex(target.publication, issueOf(target)), COUNTED);
  if (wanting.items.length === 0) return undefined;
  return { target, wantedBy: { value: wanting.items.length, atLeast: wanting.next !== undefined } };
}
