import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../shared/api/operations';
import type { DecisionReport, InventoryReport } from '../shared/api/schemas';
import type { Count } from '../shared/archive/inventory/findings';
import { ApiClient, ProblemAnswer } from './api-client';
import { EXIT, UnableError } from './errors';
import { type Io, printable } from './output';
import { type Column, table } from './table';
import { findTarget, type TargetOptions } from './target';

type ReportOptions = TargetOptions & { json?: boolean };

/** Pause between calls about something that others are at work on, milliseconds. */
const PAUSE_MS = 500;

/** Takes inventory to its end, or only shows the last one. Answers 1 when something is left for a person to look at. */
export async function inventory(options: ReportOptions & { last?: boolean }, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const report = options.last ? await client.json(operations.getInventory) : await take(client, {}, io);
  return show(report, options, io);
}

/** Makes the table anew from the bucket. */
export async function rebuild(options: ReportOptions, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const { running } = await client.json(operations.getInventory);
  // One that was stopped is gone on with.
  const body = running?.rebuild ? { goOn: true } : { rebuild: true };
  return show(await take(client, body, io), options, io);
}

async function take(client: ApiClient, body: { rebuild?: boolean; goOn?: boolean }, io: Io): Promise<InventoryReport> {
  let report = await client.json(operations.takeInventory, { body });
  while (report.running) {
    io.err(`looking at ${report.running.phase}`);
    await sleep(PAUSE_MS);
    report = await client.json(operations.takeInventory, { body: { goOn: true } });
  }
  return report;
}

async function show({ running, last }: InventoryReport, options: ReportOptions, io: Io): Promise<number> {
  if (options.json) await io.out(`${JSON.stringify({ running, last }, null, 2)}\n`);
  else await io.out(`${running ? `One is under way: ${running.phase}.\n` : ''}${showLast(last, io.width)}`);
  const reported = Object.values(last?.counts ?? {}).some((count) => count.reported > 0);
  return reported ? EXIT.failed : EXIT.ok;
}

type Found = [kind: string, count: Count];

const COLUMNS: readonly Column<Found>[] = [
  { head: 'found', cell: ([, count]) => String(count.found) },
  { head: 'healed', cell: ([, count]) => String(count.healed) },
  { head: 'left', cell: ([, count]) => String(count.reported) },
  { head: 'what', cell: ([kind]) => kind.replaceAll('-', ' ') },
  { head: 'for example', cell: ([, count]) => count.examples.join(', '), flexible: true },
];

function showLast(last: InventoryReport['last'], width?: number): string {
  if (!last) return 'No inventory was taken yet.\n';
  const when = `${last.startedAt.slice(0, 16).replace('T', ' ')} UTC${last.rebuild ? ', for a rebuild' : ''}`;
  const found = Object.entries(last.counts);
  if (found.length === 0) return `Bucket and table agree (${when}).\n`;
  return `${table(COLUMNS, found, width)}\nInventory of ${when}.\n`;
}

type DecisionOptions = TargetOptions & { reason: string; by?: string; json?: boolean };

/** Deletes drops and articles for good. Answers 1 when any could not be. */
export function remove(ids: readonly string[], options: DecisionOptions, io: Io): Promise<number> {
  const strange = ids.find((id) => !/^[ad]-/.test(id));
  if (strange !== undefined) throw new UnableError(`${strange} is neither a drop (d-…) nor an article (a-…).`);
  return decide(ids, options, io, async (client, id, body) => {
    const operation = id.startsWith('d-') ? operations.deleteDrop : operations.deleteArticle;
    for (;;) {
      const report = await client.json(operation, { params: { id }, body });
      if (report.state !== 'deleting') return report;
      await sleep(PAUSE_MS);
    }
  });
}

/** Puts drops under legal hold. */
export function hold(ids: readonly string[], options: DecisionOptions, io: Io): Promise<number> {
  return decide(ids, options, io, (client, id, body) => client.json(operations.holdDrop, { params: { id }, body }));
}

/** Ends legal holds. */
export function release(ids: readonly string[], options: DecisionOptions, io: Io): Promise<number> {
  return decide(ids, options, io, (client, id, body) => client.json(operations.releaseDrop, { params: { id }, body }));
}

async function decide(
  ids: readonly string[],
  options: DecisionOptions,
  io: Io,
  call: (client: ApiClient, id: string, body: { reason: string; by?: string }) => Promise<DecisionReport>,
): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  const { reason, by } = options;
  let exitCode: number = EXIT.ok;
  for (const id of ids) {
    try {
      const report = await call(client, id, { reason, ...(by !== undefined && { by }) });
      await io.out(options.json ? `${JSON.stringify(report)}\n` : `${printable(id)}: ${report.state}\n`);
    } catch (error) {
      // The others are still done.
      if (!(error instanceof ProblemAnswer)) throw error;
      io.err(printable(`${id}: ${error.message}`));
      exitCode = EXIT.failed;
    }
  }
  return exitCode;
}
