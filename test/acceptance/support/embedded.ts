import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Endpoints, readEndpoints } from './endpoints';
import { eventually } from './eventually';

const ROOT = resolve(__dirname, '../../..');

/** The embedded runtime as a process of its own: `npm start` without npm and tsx's process between, so that kill -9 hits it. */
export class Embedded {
  private constructor(
    private readonly process: ChildProcess,
    readonly data: string,
    readonly endpoints: Endpoints,
  ) {}

  /** Starts on any free ports and waits until it is ready. */
  static async start(data: string, ...more: string[]): Promise<Embedded> {
    const started = Date.now();
    const { child, printed } = Embedded.spawn(data, ...more);
    const file = endpointsFile(data);
    const endpoints = await eventually('an embedded runtime that is ready', async () => {
      // One that was killed left its endpoints behind.
      const ready = existsSync(file) && statSync(file).mtimeMs >= started;
      if (ready) return readEndpoints(file);
      if (child.exitCode === null) throw new Error(`still starting:\n${printed.join('')}`);
      return undefined;
    });
    if (!endpoints) throw new Error(`the embedded runtime ended with ${child.exitCode}:\n${printed.join('')}`);
    return new Embedded(child, data, endpoints);
  }

  /** Starts one that is expected to end by itself; answers its exit code and what it printed. */
  static async attempt(data: string, ...more: string[]): Promise<{ code: number | null; output: string }> {
    const { child, printed } = Embedded.spawn(data, ...more);
    await ending(child);
    return { code: child.exitCode, output: printed.join('') };
  }

  private static spawn(data: string, ...more: string[]) {
    const places = ['--data', data, '--drop-folder', folderOf(data), '--s3-port', '0', '--api-port', '0'];
    const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', ...places, ...more], {
      cwd: ROOT,
      // Jest has an environment of its own, which a test may change.
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(String(chunk)));
    return { child, printed };
  }

  /** As Ctrl-C does; answers the exit code. */
  stop(): Promise<number | null> {
    return this.end('SIGINT');
  }

  /** As kill -9 and power cuts do. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    await ending(this.process);
    return this.process.exitCode;
  }
}

/** Files put there are dropped. */
export const folderOf = (data: string) => join(data, 'drop');
export const endpointsFile = (data: string) => join(data, 'endpoints.json');

async function ending(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await once(child, 'close');
  clearTimeout(late);
}
