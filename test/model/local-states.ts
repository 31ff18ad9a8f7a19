import type { Item, Key, QueryRange, Table } from '../../shared/ports';
import type { Operation } from './table-state';

/** A function of ours under test, such as the delivery of one message to store. */
export type Program = (table: Table) => Promise<unknown>;

/** How far a program has come, which its answers so far decide: it asks for something, or it has ended. */
export interface LocalState {
  id: number;
  pending: Operation | undefined;
  failure?: unknown;
}

interface Node extends LocalState {
  answers: readonly unknown[];
  following: Map<string, Node>;
}

let serial = 0;

/**
 * The states of a program: a tree of the answers that it may get. Each is found by running the real code once from its
 * beginning with those answers; afterwards it is remembered.
 */
export class LocalStates {
  #start: Promise<Node> | undefined;

  constructor(private readonly program: Program) {}

  start(): Promise<LocalState> {
    this.#start ??= this.#visit([]);
    return this.#start;
  }

  /** The state after an answer. */
  async after(state: LocalState, answer: unknown): Promise<LocalState> {
    const node = state as Node;
    const text = JSON.stringify(answer) ?? 'undefined';
    const known = node.following.get(text);
    if (known) return known;
    const next = await this.#visit([...node.answers, answer]);
    node.following.set(text, next);
    return next;
  }

  async #visit(answers: readonly unknown[]): Promise<Node> {
    let asked = 0;
    const node: Node = { id: serial++, pending: undefined, answers, following: new Map() };
    // What it asks for at once is answered in the order in which it asked.
    const ask = (operation: Operation): Promise<unknown> => {
      const answer = asked++;
      if (answer < answers.length) return Promise.resolve(answers[answer]);
      node.pending ??= operation;
      return new Promise(() => {});
    };
    this.program(tableAsking(ask)).catch((error: unknown) => {
      node.failure = error;
    });
    await new Promise((done) => setImmediate(done));
    return node;
  }
}

export function tableAsking(ask: (operation: Operation) => Promise<unknown>): Table {
  // What comes back is what `TableState.apply` answers to this kind of operation.
  const as = <T>(operation: Operation) => ask(operation) as Promise<T>;
  return {
    get: (key) => as<Item | undefined>({ kind: 'get', key }),
    getMany: (keys) => as<Item[]>({ kind: 'getMany', keys }),
    query: (range: QueryRange) => as<{ items: Item[]; more: boolean }>({ kind: 'query', range }),
    queryReceipts: () => Promise.reject(new Error('not modelled')),
    putIf: (item, expected) => as<number | undefined>({ kind: 'putIf', item, expected }),
    deleteIf: (key, expected) => as<boolean>({ kind: 'deleteIf', key, expected }),
    async putMany(items) {
      for (const item of items) await ask({ kind: 'put', item });
    },
    async deleteMany(keys: readonly Key[]) {
      for (const key of keys) await ask({ kind: 'delete', key });
    },
  };
}
