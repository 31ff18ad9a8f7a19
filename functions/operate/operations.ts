import { operations } from '../../shared/api/operations';
import { type Callables, callable } from '../../shared/http/callable';
import type { Dependencies } from './dependencies';
import { retryDrop, retryDrops } from './retry';

/** The operations that change something. */
export const operateOperations: Callables<Dependencies> = {
  retryDrop: callable(operations.retryDrop, retryDrop),
  retryDrops: callable(operations.retryDrops, retryDrops),
};
