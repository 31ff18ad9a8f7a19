import * as z from 'zod';
import { QUEUE_NAMES } from '../../pipeline/topology';
import {
  DeadLetterQueues,
  DeadLetters,
  DecisionReport,
  DropState,
  page,
  ReasonClass,
  Receipt,
  Redrive,
  RetryReport,
  Stage,
} from '../schemas';
import { json, none, type Operation } from './operation';
import { DecisionBody, id, idOf, MAX_LIMIT, paging } from './parameters';

const queueParams = z.strictObject({
  queue: z
    .enum(QUEUE_NAMES, { error: `must be one of ${QUEUE_NAMES.join(', ')}` })
    .meta({ description: 'Name of the queue that gave up.' }),
});

const dropFilters = {
  reason: ReasonClass.optional().meta({ description: 'Quarantined for a reason of this class.' }),
  stage: Stage.optional().meta({ description: 'The stage that it is at, or did not get through.' }),
  keyPrefix: z.string().min(1).max(1024).optional().meta({ description: 'What its key begins with: incoming/…' }),
};

const ListDropsQuery = z.strictObject({ state: DropState.optional(), ...dropFilters, ...paging });

const saysWhich = ({
  ids,
  reason,
  stage,
  keyPrefix,
}: Partial<Record<'ids' | 'reason' | 'stage' | 'keyPrefix', unknown>>) =>
  (ids === undefined) !== [reason, stage, keyPrefix].every((filter) => filter === undefined);

const RetryDropsBody = z
  .strictObject({
    ids: z
      .array(id)
      .min(1)
      .max(MAX_LIMIT)
      .optional()
      .meta({ description: 'Drops that did not get through, or do not come to their end.' }),
    ...dropFilters,
    cursor: paging.cursor,
  })
  .refine(saysWhich, { path: ['ids'], error: 'either these, or at least one of reason, stage and keyPrefix' });

export const dropOperations = {
  listDrops: {
    id: 'listDrops',
    method: 'GET',
    function: 'query',
    path: '/drops',
    summary: 'Receipts, newest first',
    params: none,
    query: ListDropsQuery,
    body: none,
    response: json(page(Receipt)),
  },
  getDrop: {
    id: 'getDrop',
    method: 'GET',
    function: 'query',
    path: '/drops/{id}',
    summary: 'One receipt',
    params: idOf('drop'),
    query: none,
    body: none,
    response: json(Receipt),
  },
  retryDrop: {
    id: 'retryDrop',
    method: 'POST',
    function: 'operate',
    path: '/drops/{id}/retry',
    summary: 'Has a drop read again that was quarantined or does not come to its end',
    params: idOf('drop'),
    query: none,
    body: none,
    response: json(Receipt),
  },
  listDeadLetterQueues: {
    id: 'listDeadLetterQueues',
    method: 'GET',
    function: 'operate',
    path: '/dead-letters',
    summary: 'How many messages each queue has given up',
    params: none,
    query: none,
    body: none,
    response: json(DeadLetterQueues),
  },
  listDeadLetters: {
    id: 'listDeadLetters',
    method: 'GET',
    function: 'operate',
    path: '/dead-letters/{queue}',
    summary: 'Messages that a queue has given up, and why; some of them, in no order',
    params: queueParams,
    query: z.strictObject({ limit: paging.limit }),
    body: none,
    response: json(DeadLetters),
  },
  redrive: {
    id: 'redrive',
    method: 'POST',
    function: 'operate',
    path: '/dead-letters/{queue}/redrive',
    summary: 'Moves what a queue has given up back to it, at a bounded rate; repeat with `next` until it is null',
    params: queueParams,
    query: none,
    body: z.strictObject({
      rate: z.int().min(1).max(500).default(10).meta({ description: 'Messages a second, at most.' }),
      cursor: paging.cursor,
    }),
    response: json(Redrive),
  },
  retryDrops: {
    id: 'retryDrops',
    method: 'POST',
    function: 'operate',
    path: '/drops/retry',
    summary:
      'Has many drops read again: those named, or all quarantined ones that fit; repeat with `next` until it is null',
    params: none,
    query: none,
    body: RetryDropsBody,
    response: json(RetryReport),
  },
  deleteDrop: {
    id: 'deleteDrop',
    method: 'DELETE',
    function: 'inventory',
    path: '/drops/{id}',
    summary: 'Deletes a dropped file and all that was made of it, for good; repeat while it is `deleting`',
    params: idOf('drop'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
  getHold: {
    id: 'getHold',
    method: 'GET',
    function: 'query',
    path: '/drops/{id}/hold',
    summary: 'The legal hold on a drop, or that there is none',
    params: idOf('drop'),
    query: none,
    body: none,
    response: json(DecisionReport),
  },
  holdDrop: {
    id: 'holdDrop',
    method: 'PUT',
    function: 'inventory',
    path: '/drops/{id}/hold',
    summary: 'Puts a drop under legal hold: it cannot be deleted until it is released',
    params: idOf('drop'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
  releaseDrop: {
    id: 'releaseDrop',
    method: 'DELETE',
    function: 'inventory',
    path: '/drops/{id}/hold',
    summary: 'Ends a legal hold',
    params: idOf('drop'),
    query: none,
    body: DecisionBody,
    response: json(DecisionReport),
  },
} as const satisfies Record<string, Operation>;
