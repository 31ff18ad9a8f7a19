import * as z from 'zod';
import { entryItems, monthsOfPlan, planOf, valuesOfPlan } from '../../shared/archive/plan';
import { HeadRecord } from '../../shared/archive/records';
import { retractArticle, storeAnalysis } from '../../shared/archive/writer';
import { compareDrops } from '../../shared/pipeline/order';
import type { Item, Table } from '../../shared/ports';
import { type AnalysisFacts, analysisOf } from '../fakes/analyses';
import { timeless } from '../fakes/items';
import { MemoryTable } from '../fakes/memory-table';
import { type Exploration, explore } from './explorer';
import { tableAsking } from './local-states';
import { TableState } from './table-state';

const SHARDS = 1;

/** A message to store: an analysis as it was asked for at some hour, or a retraction by a version of the file. */
interface Message {
  facts: AnalysisFacts;
  hour: number;
  retract?: true;
}

export interface Scenario {
  name: string;
  /** Handled one after the other, before. */
  before: readonly Message[];
  /** Delivered at once; the same one twice is two deliveries. */
  deliveries: readonly Message[];
  /** What alone leaves the same items. */
  leaves: readonly Message[];
  crashes: number;
  lostAnswers: number;
}

const ana = 'Ana Petrova';
const first: Message = { facts: { version: 1, entities: [ana] }, hour: 1 };
const second: Message = { facts: { version: 2, entities: [] }, hour: 2 };
const again: Message = { facts: { version: 1, entities: ['Jo Berg'], extractor: '2.0.0' }, hour: 3 };
const back: Message = { ...first, hour: 4 };
const rival: Message = { ...again, hour: 1 };
const gone: Message = { facts: { version: 2 }, hour: 2, retract: true };
const neighbour: Message = { facts: { key: 'incoming/b.txt', entities: [ana] }, hour: 1 };

/** Small enough to be explored to the end; the crashes and lost answers are the bounds. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'one message, twice', before: [], deliveries: [first, first], leaves: [first], crashes: 1, lostAnswers: 1 },
  { name: 'two versions', before: [], deliveries: [first, second], leaves: [second], crashes: 1, lostAnswers: 1 },
  {
    name: 'a version that takes the last mention away, a neighbour that brings it back',
    before: [first],
    deliveries: [second, neighbour],
    leaves: [second, neighbour],
    crashes: 1,
    lostAnswers: 1,
  },
  {
    name: 'two analyses that were asked for at once',
    before: [],
    deliveries: [first, rival],
    leaves: [
      [first, rival].sort((a, b) => (analysisOf(a.facts).revision < analysisOf(b.facts).revision ? 1 : -1))[0] ?? first,
    ],
    crashes: 1,
    lostAnswers: 0,
  },
  {
    name: 'a re-processing, and the first analysis again while it is cleaned up',
    before: [first],
    deliveries: [again, back],
    leaves: [back],
    crashes: 1,
    lostAnswers: 0,
  },
  {
    name: 'a straggler of the first analysis, a re-processing',
    before: [first],
    deliveries: [first, again],
    leaves: [again],
    crashes: 1,
    lostAnswers: 1,
  },
  {
    name: 'a retraction, a straggler',
    before: [],
    deliveries: [first, gone],
    leaves: [gone],
    crashes: 1,
    lostAnswers: 1,
  },
];

const stampOf = (hour: number) => new Date(Date.UTC(2026, 0, 10, hour)).toISOString();

/** Explores a scenario; the invariants are those of docs/architecture.md. */
export async function check(scenario: Scenario, mostStates?: number): Promise<Exploration> {
  const { before, deliveries, leaves, crashes, lostAnswers } = scenario;
  const needs = new Map([...before, ...deliveries].map((message) => needsOf(message)));
  const expected = comparable(await tableAfter(leaves));
  return explore(
    {
      table: await stateAfter(before),
      programs: deliveries.map((message) => (table) => handle(table, message)),
      crashes,
      lostAnswers,
      invariant: (table, earlier) => readable(table, needs) ?? ascending(table, earlier),
      atEnd(table) {
        const found = comparable([...table.items.values()]);
        return found === expected ? undefined : `ends as ${found}\nnot ${expected}`;
      },
    },
    mostStates,
  );
}

async function handle(table: Table, { facts, hour, retract }: Message): Promise<void> {
  const analysis = analysisOf(facts);
  const { articleId, sha256, drop } = analysis;
  const requestedAt = stampOf(hour);
  if (retract) {
    await retractArticle(table, { articleId, dropId: drop.id, key: drop.key, sha256, order: drop.order, requestedAt });
  } else await storeAnalysis(table, analysis, { analysisKey: analysis.revision, requestedAt }, SHARDS);
}

async function tableAfter(messages: readonly Message[]): Promise<Item[]> {
  const table = new MemoryTable();
  for (const message of messages) await handle(table, message);
  return table.contents();
}

/** The same as a state: written by the real code, one write after the other. */
async function stateAfter(messages: readonly Message[]): Promise<TableState> {
  let state = TableState.EMPTY;
  const ask = async (operation: Parameters<TableState['apply']>[0]) => {
    const { result, next } = state.apply(operation);
    state = next;
    return structuredClone(result);
  };
  for (const message of messages) await handle(tableAsking(ask), message);
  return state;
}

function comparable(items: readonly Item[]): string {
  const texts = timeless(items).map(({ v, retired, previous, ...item }) => JSON.stringify(sorted(item)));
  return texts.sort().join('\n');
}

const sorted = (item: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What an edition needs in order to be found: its entries, with their months and values. An entity's names may be missing
 * for a moment, until whoever removed the entity has seen that it came back.
 */
function needsOf({ facts, hour }: Message): [edition: string, ids: string[]] {
  const analysis = analysisOf(facts);
  const plan = planOf(analysis, { analysisKey: analysis.revision, requestedAt: stampOf(hour) });
  const table = new MemoryTable();
  const presences = [...monthsOfPlan(table, plan, SHARDS), ...valuesOfPlan(table, plan, 'all')];
  const keys = [...entryItems(plan, SHARDS), ...presences.map(({ key }) => key)];
  return [plan.current.edition, keys.map(({ pk, sk }) => `${pk}\n${sk}`)];
}

const Head = HeadRecord.pick({ dropId: true, order: true, requestedAt: true }).extend({
  current: z.object({ edition: z.string() }).optional(),
});
const heads = new WeakMap<Item, z.infer<typeof Head>>();

function headsOf({ items }: TableState): Map<string, z.infer<typeof Head>> {
  const found = new Map<string, z.infer<typeof Head>>();
  for (const [id, item] of items) {
    if (item.sk !== 'HEAD' || !item.pk.startsWith('ARTICLE#')) continue;
    const head = heads.get(item) ?? Head.parse(item);
    heads.set(item, head);
    found.set(id, head);
  }
  return found;
}

/** I1, from the commit on: the head's edition stands in each of its indexes. */
function readable(table: TableState, needs: ReadonlyMap<string, readonly string[]>): string | undefined {
  for (const { current } of headsOf(table).values()) {
    const missing = current && needs.get(current.edition)?.find((id) => !table.items.has(id));
    if (missing) return `${current.edition} is the head's, but ${missing} is not there`;
  }
  return undefined;
}

/** I6: heads only move up. */
function ascending(table: TableState, earlier: TableState): string | undefined {
  const before = headsOf(earlier);
  for (const [id, head] of headsOf(table)) {
    const old = before.get(id);
    if (!old || old === head) continue;
    const byVersion = compareDrops(head, old);
    const later = Date.parse(head.requestedAt) - Date.parse(old.requestedAt);
    if (byVersion < 0 || (byVersion === 0 && later < 0)) return `the head ${id} moved down`;
  }
  return undefined;
}
