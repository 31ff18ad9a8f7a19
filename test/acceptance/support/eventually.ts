import { setTimeout as pause } from 'node:timers/promises';

/** Long enough for a cold, busy deployed stack; nothing waits longer than it has to. */
const PATIENCE_MS = 90_000;

/**
 * Calls `look` until it no longer throws and answers what it answered. What it threw last is what the failure shows,
 * so `look` should say what it saw.
 */
export async function eventually<T>(what: string, look: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const started = Date.now();
  for (let wait = 50; ; wait = Math.min(wait * 1.5, 1_000)) {
    try {
      return await look();
    } catch (last) {
      const waited = Date.now() - started;
      if (waited > patienceMs) {
        const seen = last instanceof Error ? last.message : String(last);
        throw new Error(`${what}: not within ${Math.round(waited / 1000)} s. Last seen: ${seen}`, { cause: last });
      }
    }
    await pause(wait);
  }
}
