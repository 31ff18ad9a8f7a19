import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../shared/api/operations';
import type { DeadLetters } from '../shared/api/schemas';
import { ApiClient } from './api-client';
import { EXIT, UnableError } from './errors';
import { count, type Io } from './output';
import { table } from './table';
import { findTarget, type TargetOptions } from './target';

/** Shows how much each queue has given up, or what one of them has. Answers the exit code. */
export async function deadLetters(queue: string | undefined, options: TargetOptions, io: Io): Promise<number> {
  const client = new ApiClient(await findTarget(options));
  if (queue === undefined) {
    const { items } = await client.json(operations.listDeadLetterQueues);
    const columns = [
      { head: 'queue', cell: ({ queue: name }: (typeof items)[number]) => name },
      { head: 'given up', cell: ({ messages }: (typeof items)[number]) => String(messages) },
    ];
    await io.out(table(columns, items, io.width));
    return EXIT.ok;
  }
  const { items } = await client.json(operations.listDeadLetters, { params: { queue }, query: { limit: '100' } });
  await io.out(items.length === 0 ? `${queue} has given nothing up.\n` : showLetters(items, io.width));
  return EXIT.ok;
}

type Letter = DeadLetters['items'][number];

function showLetters(items: readonly Letter[], width?: number): string {
  const columns = [
    { head: 'given up', cell: ({ failure, sentAt }: Letter) => (failure?.failedAt ?? sentAt).slice(0, 19) },
    { head: 'attempts', cell: ({ failure }: Letter) => String(failure?.attempts ?? '?') },
    { head: 'drop', cell: ({ dropId, key }: Letter) => dropId ?? key ?? '' },
    { head: 'article', cell: ({ articleId }: Letter) => articleId ?? '' },
    {
      head: 'why',
      cell: ({ failure }: Letter) =>
        failure ? `${failure.error}: ${failure.message}` : 'its function ended: see the log',
      flexible: true,
    },
  ];
  return table(columns, items, width);
}

/** Has a queue handle again what it has given up. Answers the exit code. */
export async function redrive(queue: string, options: TargetOptions & { rate: string }, io: Io): Promise<number> {
  const rate = Number(options.rate);
  if (!Number.isInteger(rate) || rate < 1 || rate > 500) {
    throw new UnableError('--rate must be a whole number from 1 to 500.');
  }
  const client = new ApiClient(await findTarget(options));
  let moved = 0;
  let cursor: string | undefined;
  do {
    const answer = await client.json(operations.redrive, { params: { queue }, body: { rate, cursor } });
    if (answer.goesOn) {
      await io.out(`SQS moves everything back to ${queue}, at most ${count(rate, 'message')} a second.\n`);
      return EXIT.ok;
    }
    moved += answer.moved;
    cursor = answer.next ?? undefined;
    if (cursor === undefined) break;
    io.err(`${count(moved, 'message')} so far`);
    // The rate holds over calls too.
    await sleep(1000 / rate);
  } while (cursor !== undefined);
  await io.out(
    moved === 0 ? `${queue} has given nothing up.\n` : `${count(moved, 'message')} moved back to ${queue}.\n`,
  );
  return EXIT.ok;
}
