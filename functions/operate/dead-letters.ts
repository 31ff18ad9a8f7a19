import type { Answer, Input } from '../../shared/http/callable';
import { readCursor, writeCursor } from '../../shared/http/cursor';
import { QUEUE_NAMES } from '../../shared/pipeline/topology';
import type { Dependencies } from './dependencies';

/** API Gateway waits 30 s for an answer; what is not moved by then is left to the next call. */
const CALL_MS = 15_000;

export async function listDeadLetterQueues(
  _: Input<'listDeadLetterQueues'>,
  { deadLetters }: Dependencies,
): Promise<Answer<'listDeadLetterQueues'>> {
  const items = await Promise.all(
    QUEUE_NAMES.map(async (queue) => ({ queue, messages: await deadLetters.count(queue) })),
  );
  return { body: { items } };
}

export async function listDeadLetters(
  { params: { queue }, query: { limit } }: Input<'listDeadLetters'>,
  { deadLetters }: Dependencies,
): Promise<Answer<'listDeadLetters'>> {
  return { body: { queue, items: await deadLetters.peek(queue, limit) } };
}

/**
 * Moves messages back. The cursor remembers when the first call was made: what fails again meanwhile stays in the DLQ
 * instead of going round.
 */
export async function redrive(
  { params: { queue }, body: { rate, cursor } }: Input<'redrive'>,
  { deadLetters, clock }: Dependencies,
): Promise<Answer<'redrive'>> {
  const scope = { operation: 'redrive', params: { queue }, filters: {} };
  const now = clock();
  const [until = new Date(now).toISOString()] = readCursor(cursor, scope) ?? [];
  const { moved, task, more } = await deadLetters.redrive(queue, { rate, until, deadline: now + CALL_MS });
  return { body: { queue, moved, goesOn: task, next: more ? writeCursor([until], scope) : null } };
}
