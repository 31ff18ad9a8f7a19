import { operations } from '../../shared/api/operations';
import { type Callables, callable } from '../../shared/http/callable';
import { makeCorrection, undo } from './corrections';
import { listDeadLetterQueues, listDeadLetters, redrive } from './dead-letters';
import type { Dependencies } from './dependencies';
import { retryDrop, retryDrops } from './retry';

/** The operations that change something. */
export const operateOperations: Callables<Dependencies> = {
  retryDrop: callable(operations.retryDrop, retryDrop),
  retryDrops: callable(operations.retryDrops, retryDrops),
  listDeadLetterQueues: callable(operations.listDeadLetterQueues, listDeadLetterQueues),
  listDeadLetters: callable(operations.listDeadLetters, listDeadLetters),
  redrive: callable(operations.redrive, redrive),
  correct: callable(operations.correct, makeCorrection),
  undoCorrection: callable(operations.undoCorrection, undo),
};
