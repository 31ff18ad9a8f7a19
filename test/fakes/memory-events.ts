import type { DatelineEvent } from '../../shared/events/events';
import type { EventPublisher } from '../../shared/ports';

/** Keeps what was published; `gate` is called before and may throw. */
export class MemoryEvents implements EventPublisher {
  readonly published: DatelineEvent[] = [];
  gate: () => void = () => {};

  async publish(events: readonly DatelineEvent[]): Promise<void> {
    this.gate();
    this.published.push(...events);
  }

  /** What was published since the last call, by name. */
  take(): string[] {
    return this.published.splice(0).map(({ name }) => name);
  }
}
