import { articleOperations } from './articles';
import { dropOperations } from './drops';
import { entityOperations } from './entities';
import { narrativeOperations } from './narrative';
import type { Operation } from './operation';
import { roleOperations } from './roles';
import { runOperations } from './runs';
import { serviceOperations } from './service';

export type { Operation } from './operation';

/** Every operation of the HTTP API, by its id. */
export const operations = {
  ...serviceOperations,
  ...articleOperations,
  ...entityOperations,
  ...narrativeOperations,
  ...roleOperations,
  ...dropOperations,
  ...runOperations,
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;
