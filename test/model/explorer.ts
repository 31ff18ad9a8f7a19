import { type LocalState, LocalStates, type Program } from './local-states';
import type { TableState } from './table-state';

export interface Model {
  /** The table before. */
  table: TableState;
  /** Deliveries of messages: each runs to its end, and again from its beginning when it died. */
  programs: readonly Program[];
  /** Deaths in a history at most, each at any step of any program. */
  crashes: number;
  /** Conditional writes in a history that are done and answered as if they were not: the SDK tries again by itself. */
  lostAnswers: number;
  /** Says what is wrong with a table that others may see; undefined when nothing is. */
  invariant(table: TableState, before: TableState): string | undefined;
  /** The same for a table when every program has come to its end. */
  atEnd(table: TableState): string | undefined;
}

export interface Exploration {
  states: number;
  transitions: number;
  /** Tables in which histories ended. */
  ends: number;
  /** False when there were more states than were asked for. */
  complete: boolean;
  violations: string[];
}

interface State {
  table: TableState;
  actors: readonly LocalState[];
  crashes: number;
  lostAnswers: number;
}

/** As many are told of; the rest would be the same again. */
const TOLD = 5;

/**
 * Visits every state that the programs can come to under any interleaving of their single reads and writes, with up to
 * so many deaths and lost answers: depth first, each state once, by its hash (explicit-state model checking; Holzmann,
 * "The model checker SPIN", IEEE TSE 1997). States are of the real code: a program's place is named by the answers it got.
 */
export async function explore(model: Model, mostStates = Number.POSITIVE_INFINITY): Promise<Exploration> {
  const locals = model.programs.map((program) => new LocalStates(program));
  const start = await Promise.all(locals.map((states) => states.start()));
  const first: State = { table: model.table, actors: start, crashes: model.crashes, lostAnswers: model.lostAnswers };
  const seen = new Set<string>([nameOf(first)]);
  const stack: State[] = [first];
  const ends = new Set<string>();
  const found: Exploration = { states: 1, transitions: 0, ends: 0, complete: true, violations: [] };
  const tell = (violation: string | undefined) => {
    if (violation !== undefined && found.violations.length < TOLD) found.violations.push(violation);
  };

  for (let state = stack.pop(); state; state = stack.pop()) {
    if (found.states >= mostStates || found.violations.length >= TOLD)
      return { ...found, ends: ends.size, complete: false };
    const here = state;
    const follow = (change: Partial<State>) => {
      found.transitions++;
      const next = { ...here, ...change };
      const name = nameOf(next);
      if (seen.has(name)) return;
      seen.add(name);
      found.states++;
      if (next.table !== here.table) tell(model.invariant(next.table, here.table));
      stack.push(next);
    };
    const moved = (at: number, to: LocalState) => here.actors.map((actor, other) => (other === at ? to : actor));

    for (const [at, actor] of state.actors.entries()) {
      const states = locals[at];
      if (actor.failure !== undefined) tell(`program ${at} failed: ${String(actor.failure)}`);
      if (!actor.pending || !states) continue;
      // What was pushed last is visited first: histories without disturbances come to their ends before the others.
      const beginning = await states.start();
      if (state.crashes > 0 && actor !== beginning)
        follow({ actors: moved(at, beginning), crashes: state.crashes - 1 });
      const { result, next } = state.table.apply(actor.pending);
      const isWrite = next !== state.table && (actor.pending.kind === 'putIf' || actor.pending.kind === 'deleteIf');
      if (isWrite && state.lostAnswers > 0) {
        const overtaken = actor.pending.kind === 'putIf' ? undefined : false;
        const actors = moved(at, await states.after(actor, overtaken));
        follow({ table: next, actors, lostAnswers: state.lostAnswers - 1 });
      }
      follow({ table: next, actors: moved(at, await states.after(actor, result)) });
    }
    if (state.actors.every(({ pending }) => !pending) && !ends.has(state.table.hash)) {
      ends.add(state.table.hash);
      tell(model.atEnd(state.table));
    }
  }
  return { ...found, ends: ends.size };
}

const nameOf = ({ table, actors, crashes, lostAnswers }: State) =>
  `${table.hash} ${actors.map(({ id }) => id).join(' ')} ${crashes} ${lostAnswers}`;
