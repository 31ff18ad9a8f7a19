import { articleOperations } from './articles';
import { dropOperations } from './drops';
import { entityOperations } from './entities';
import { narrativeOperations } from './narrative';
import type { Operation } from './operation';
import { runOperations } from './runs';
import { serviceOperations } from './service';

export type { Operation } from './operation';

/** Every operation of the HTTP API, by its id. */
export const operations = {
  ...serviceOperations,
  ...articleOperations,
  ...entityOperations,
  ...narrativeOperations,
  ...dropOperations,
  ...runOperations,
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;
