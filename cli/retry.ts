import { operations } from '../shared/api/operations';
import type { RetryReport } from '../shared/api/schemas';
import { ApiClient } from './api-client';
import type { DropFilters } from './ask';
import { EXIT, UnableError } from './errors';
import { count, type Io, printable } from './output';
import { findTarget, type TargetOptions } from './target';

/** As many as the API takes by name in a call. */
const MOST_IDS = 100;

/** `dateline retry`: named drops, or every quarantined one that fits the filters, call by call until all are queued. */
export async function retry(ids: readonly string[], options: TargetOptions & DropFilters, io: Io): Promise<number> {
  const { reason, at: stage, keyPrefix } = options;
  const filters = { reason, stage, keyPrefix };
  const isFiltered = Object.values(filters).some((filter) => filter !== undefined);
  if (ids.length > 0 === isFiltered) {
    throw new UnableError('Say which drops: their ids, or --reason, --at or --key-prefix.', 'Try --help.');
  }
  const client = new ApiClient(await findTarget(options));
  const call = (body: unknown) => client.json(operations.retryDrops, { body });
  const sum: Pick<RetryReport, 'retried' | 'skipped'> = { retried: 0, skipped: [] };
  const add = ({ retried, skipped }: RetryReport) => {
    sum.retried += retried;
    sum.skipped.push(...skipped);
  };
  if (isFiltered) {
    let cursor: string | undefined;
    do {
      const report = await call({ ...filters, cursor });
      add(report);
      cursor = report.next ?? undefined;
    } while (cursor !== undefined);
  } else {
    for (let at = 0; at < ids.length; at += MOST_IDS) add(await call({ ids: ids.slice(at, at + MOST_IDS) }));
  }
  for (const { id, why } of sum.skipped) io.err(printable(`${id}: ${why}`));
  const { retried, skipped } = sum;
  const what = `${count(retried, 'drop')} ${retried === 1 ? 'is' : 'are'} read again.`;
  await io.out(retried === 0 ? `${what}\n` : `${what} See what becomes of them with \`npx dateline ask drops\`.\n`);
  return skipped.length > 0 ? EXIT.failed : EXIT.ok;
}
