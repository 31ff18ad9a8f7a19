import { operations } from '../shared/api/operations';
import type { ReprocessPlan } from '../shared/api/schemas';
import type { Versions } from '../shared/extractors/extractor';
import { ApiClient } from './api-client';
import { EXIT } from './errors';
import { count, type Io } from './output';
import { table } from './table';
import { findTarget, type TargetOptions } from './target';

/** Shows what is stale, or queues all of it to be made again. Answers the exit code. */
export async function reprocess(options: TargetOptions & { dryRun?: boolean }, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  if (options.dryRun) await io.out(showPlan(await client.json(operations.getReprocessPlan), io.width));
  else await reprocessAll(client, io);
  return EXIT.ok;
}

async function reprocessAll(client: ApiClient, io: Io): Promise<void> {
  const sum = { articles: 0, toParse: 0, toEnrich: 0 };
  let cursor: string | undefined;
  do {
    const report = await client.json(operations.startReprocess, { body: { cursor } });
    sum.articles += report.articles;
    sum.toParse += report.toParse;
    sum.toEnrich += report.toEnrich;
    cursor = report.next ?? undefined;
    if (cursor !== undefined) io.err(`${count(sum.articles, 'stale article')} so far`);
  } while (cursor !== undefined);
  await io.out(
    sum.articles === 0
      ? 'Nothing is stale.\n'
      : `${count(sum.articles, 'stale article')}: queued ${count(sum.toParse, 'file')} to be read again and ${count(sum.toEnrich, 'article')} to be enriched again.\n`,
  );
}

/** What is stale, and why, as a table. */
export function showPlan({ versions, stale }: ReprocessPlan, width?: number): string {
  const current = `A fresh drop is made by ${versionList(versions)}.\n`;
  if (stale.length === 0) return `Nothing is stale. ${current}`;
  const columns = [
    { head: 'articles', cell: ({ articleCount: { value, atLeast } }: Stale) => `${value}${atLeast ? ' or more' : ''}` },
    { head: 'made by', cell: (set: Stale) => versionList(set.versions), flexible: true },
    { head: 'has changed', cell: (set: Stale) => changes(set.versions, versions).join(', ') },
  ];
  return `${table(columns, stale, width)}\n${current}`;
}

type Stale = ReprocessPlan['stale'][number];

function versionList(versions: Versions): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name}@${version}`)
    .join(', ');
}

/** The names whose versions differ, each with its two versions. */
function changes(old: Versions, current: Versions): string[] {
  return [...new Set([...Object.keys(old), ...Object.keys(current)])]
    .filter((name) => old[name] !== current[name])
    .map((name) => `${name} ${old[name] ?? 'none'} → ${current[name] ?? 'none'}`);
}
