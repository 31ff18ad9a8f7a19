import type { Queue } from '../../shared/ports';

/** A queue that keeps what was sent until the test takes it. */
export class MemoryQueue<M> implements Queue<M> {
  messages: M[] = [];

  async send(messages: readonly M[]): Promise<void> {
    this.messages.push(...messages);
  }

  take(): M[] {
    return this.messages.splice(0);
  }
}
