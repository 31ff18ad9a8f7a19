import { MultiBar } from 'cli-progress';
import type { Io } from './output';

/** How far a run is, for who watches it. */
export interface Progress {
  update(done: number, note: string): void;
  /** Writes a line of results, above the bar where both are on the terminal. */
  print(line: string): Promise<void>;
  stop(): void;
}

/** A bar on stderr when somebody watches and there is more than one thing to do; otherwise only the lines. */
export function showProgress(total: number, io: Io): Progress {
  if (!io.watched || total < 2) {
    return { update: () => {}, print: (line) => io.out(`${line}\n`), stop: () => {} };
  }
  // Neither cursor nor line wrapping is switched off, so that Ctrl-C leaves nothing to be switched on again.
  const options = { format: '{bar} {value}/{total} {note}', hideCursor: false, linewrap: true, clearOnComplete: true };
  const bars = new MultiBar(options);
  const bar = bars.create(total, 0, { note: '' });
  return {
    update: (done, note) => bar.update(done, { note }),
    async print(line) {
      if (io.width === undefined) await io.out(`${line}\n`);
      else bars.log(`${line}\n`);
    },
    stop() {
      // Lines that were logged are written with the next update only.
      bars.update();
      bars.stop();
    },
  };
}
