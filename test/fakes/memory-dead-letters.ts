import type { Failure } from '../../shared/pipeline/dead-letters';
import type { QueueName } from '../../shared/pipeline/topology';
import type { DeadLetters } from '../../shared/ports';

/** DLQs that keep what was put aside. */
export class MemoryDeadLetters implements DeadLetters {
  readonly all: { queue: QueueName; body: string; failure: Failure }[] = [];
  /** Whether they can be reached. */
  there = true;

  async add(queue: QueueName, body: string, failure: Failure): Promise<void> {
    if (!this.there) throw new Error('the DLQ does not answer');
    this.all.push({ queue, body, failure });
  }
}
