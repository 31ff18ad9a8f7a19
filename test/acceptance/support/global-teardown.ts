import { rmSync } from 'node:fs';

export default async function tearDown(): Promise<void> {
  const runtime = globalThis.ownRuntime;
  if (!runtime) return;
  await runtime.stop();
  rmSync(runtime.data, { recursive: true });
}
