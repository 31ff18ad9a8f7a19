import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { Terminal } from './log-file';
import type { DropCounts } from './open-drops';

/** From so many drops on their way, they are counted instead of named. */
const MANY = 20;
const REDRAW_MS = 200;
const LINE_EVERY_MS = 5000;

/**
 * Prints lines, and while many drops are on their way how far they are: a bar on a terminal, otherwise a line now and
 * then. Costs nothing while nothing is on its way.
 */
export class Progress {
  #timer: NodeJS.Timeout | undefined;
  #bar: { bars: MultiBar; bar: SingleBar } | undefined;
  #start: DropCounts = { received: 0, stored: 0, quarantined: 0 };
  #many = false;
  #printedAt = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly counts: () => Readonly<DropCounts>,
  ) {}

  /** True while drops are counted, not named. */
  get isCounting(): boolean {
    return this.#many;
  }

  line(text: string): void {
    if (this.#bar) this.#bar.bars.log(`${text}\n`);
    else this.terminal.write(`${text}\n`);
  }

  /** To be called when a drop came in. */
  wake(): void {
    if (this.#timer) return;
    const { received, stored, quarantined } = this.counts();
    // The drop that woke us counts as one of this run.
    this.#start = { received: stored + quarantined, stored, quarantined };
    this.#printedAt = received > 0 ? Date.now() : 0;
    this.#timer = setInterval(() => this.#tick(), REDRAW_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#bar?.bars.stop();
    this.#bar = undefined;
    this.#many = false;
  }

  #tick(): void {
    const now = this.#sinceStart();
    const ended = now.stored + now.quarantined;
    if (now.received - ended >= MANY) this.#many = true;
    if (this.#many) this.#show(now);
    if (ended < now.received) return;
    const wasMany = this.#many;
    this.stop();
    if (wasMany) this.line(summary(now));
  }

  #show(now: DropCounts): void {
    const { tty } = this.terminal;
    if (!tty) {
      if (Date.now() - this.#printedAt < LINE_EVERY_MS) return;
      this.#printedAt = Date.now();
      this.line(summary(now));
      return;
    }
    if (!this.#bar) {
      const options = {
        stream: tty,
        format: '{bar} {percentage}% of {total} drops · {stored} stored · {quarantined} quarantined',
        hideCursor: true,
        clearOnComplete: true,
      };
      const bars = new MultiBar(options, Presets.shades_classic);
      this.#bar = { bars, bar: bars.create(now.received, 0, now) };
    }
    const { bar } = this.#bar;
    bar.setTotal(now.received);
    bar.update(now.stored + now.quarantined, now);
  }

  #sinceStart(): DropCounts {
    const { received, stored, quarantined } = this.counts();
    return {
      received: received - this.#start.received,
      stored: stored - this.#start.stored,
      quarantined: quarantined - this.#start.quarantined,
    };
  }
}

function summary({ received, stored, quarantined }: DropCounts): string {
  const number = new Intl.NumberFormat('en');
  return `${number.format(received)} drops received · ${number.format(stored)} stored · ${number.format(quarantined)} quarantined`;
}
