import * as z from 'zod';
import { Outcome, Selector } from '../../runs/records';
import { ArticleRollback, InventoryReport, page, RunChange, RunDetail } from '../schemas';
import { json, none, type Operation } from './operation';
import { idOf, paging, ReasonBody } from './parameters';

const StartRunBody = z.strictObject({
  selector: Selector.default({}).meta({ description: 'Which articles; none given, those that are stale.' }),
  dryRun: z.boolean().default(false).meta({ description: 'Only counts: articles, time and USD.' }),
  pace: z.number().min(0.05).max(100).default(20).meta({ description: 'Articles a second at most.' }),
  cap: z
    .strictObject({ articles: z.int().positive().optional(), usd: z.number().positive().optional() })
    .default({})
    .meta({ description: 'Ends the run after so many articles, or before it is expected to have cost more.' }),
  reason: z.string().max(500).optional(),
});

const ListRunChangesQuery = z.strictObject({ outcome: Outcome.optional(), ...paging });

const TakeInventoryBody = z.strictObject({
  rebuild: z.boolean().default(false).meta({
    description: 'Make the table anew from the bucket; what is there already stays. Begins from the start.',
  }),
  goOn: z.boolean().default(false).meta({ description: 'Only go on with the one under way; start none.' }),
});

export const runOperations = {
  getInventory: {
    id: 'getInventory',
    method: 'GET',
    function: 'inventory',
    path: '/inventory',
    summary: 'What the last inventory of bucket and table found, and how far the one under way is',
    params: none,
    query: none,
    body: none,
    response: json(InventoryReport),
  },
  takeInventory: {
    id: 'takeInventory',
    method: 'POST',
    function: 'inventory',
    path: '/inventory',
    summary: 'Starts an inventory, or goes on with the one under way; repeat until `running` is null',
    params: none,
    query: none,
    body: TakeInventoryBody,
    response: json(InventoryReport),
  },
  startRun: {
    id: 'startRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs',
    summary: 'Starts a re-processing run, or counts what one would do',
    params: none,
    query: none,
    body: StartRunBody,
    response: json(RunDetail),
  },
  listRuns: {
    id: 'listRuns',
    method: 'GET',
    function: 'reprocess',
    path: '/runs',
    summary: 'Re-processing runs, newest first',
    params: none,
    query: z.strictObject(paging),
    body: none,
    response: json(page(RunDetail)),
  },
  getRun: {
    id: 'getRun',
    method: 'GET',
    function: 'reprocess',
    path: '/runs/{id}',
    summary: 'One run: progress, and what it changed in sum',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  listRunChanges: {
    id: 'listRunChanges',
    method: 'GET',
    function: 'reprocess',
    path: '/runs/{id}/changes',
    summary: 'What a run did to each article',
    params: idOf('run'),
    query: ListRunChangesQuery,
    body: none,
    response: json(page(RunChange)),
  },
  pauseRun: {
    id: 'pauseRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/pause',
    summary: 'Lets a run rest; what it sent is finished',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  resumeRun: {
    id: 'resumeRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/resume',
    summary: 'Has a run go on that was paused or failed',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  cancelRun: {
    id: 'cancelRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/cancel',
    summary: 'Ends a run; what it did stays',
    params: idOf('run'),
    query: none,
    body: none,
    response: json(RunDetail),
  },
  rollBackRun: {
    id: 'rollBackRun',
    method: 'POST',
    function: 'reprocess',
    path: '/runs/{id}/rollback',
    summary: 'Starts a run that puts back what another changed',
    params: idOf('run'),
    query: none,
    body: ReasonBody,
    response: json(RunDetail),
  },
  rollBackArticle: {
    id: 'rollBackArticle',
    method: 'POST',
    function: 'reprocess',
    path: '/articles/{id}/rollback',
    summary: 'Puts an article back to the revision that a run replaced',
    params: idOf('article'),
    query: none,
    body: ReasonBody,
    response: json(ArticleRollback),
  },
} as const satisfies Record<string, Operation>;
