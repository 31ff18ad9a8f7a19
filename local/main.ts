import { resolve } from 'node:path';
import { CommanderError } from 'commander';
import { DatelineError } from '../shared/errors';
import { ConsoleObserver, welcome } from './console';
import { DropFolder } from './drop-folder';
import { redirectOutput } from './log-file';
import { firstFree } from './loopback';
import { DEFAULT_PORTS, type Options, parseOptions } from './options';
import { Progress } from './progress';
import { type Runtime, startRuntime } from './runtime';
import { dropTable, SampleDrops } from './samples';

const EXIT = { failed: 1, badOptions: 2, interrupted: 130 } as const;
/** npm and tsx pass a Ctrl-C on that the terminal gave to every process already: that is not a second one. */
const SAME_INTERRUPT_MS = 500;
/** Stopping takes no longer than this, whatever happens. */
const STOP_MS = 15_000;

/** `npm start`: the embedded runtime with a drop folder, and what people are told of it. */
async function main(options: Options): Promise<void> {
  // The SDK would print it in the middle; package.json says which versions of Node Dateline runs on.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const directory = resolve(options.data);
  const { terminal, path: logPath } = redirectOutput(directory);
  let runtime: Runtime | undefined;
  let folder: DropFolder | undefined;
  const progress = new Progress(terminal, () => runtime?.counts() ?? { received: 0, stored: 0, quarantined: 0 });
  const samples = new SampleDrops();
  const observer = new ConsoleObserver(progress, logPath, (object) => samples.noteEnded(object));

  let stoppingSince: number | undefined;
  async function stop(): Promise<void> {
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince > SAME_INTERRUPT_MS) process.exit(EXIT.interrupted);
      return;
    }
    stoppingSince = Date.now();
    setTimeout(() => process.exit(EXIT.failed), STOP_MS).unref();
    progress.line('Stopping …');
    await folder?.stop();
    await runtime?.stop();
    progress.stop();
    process.exit();
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('uncaughtException', (error) => {
    observer.defect(error);
    process.exitCode = EXIT.failed;
    void stop();
  });
  process.on('unhandledRejection', (error) => observer.defect(error));

  try {
    runtime = await startRuntime({
      directory,
      bucket: options.bucket,
      s3Port: options.s3Port ?? (await defaultPort('s3', progress)),
      apiPort: options.apiPort ?? (await defaultPort('api', progress)),
      observer,
    });
    if (runtime.isNew && options.samples) {
      progress.line('First start: dropping the sample articles …');
      progress.line(await dropTable(runtime, await samples.drop(runtime), terminal.tty?.columns ?? 120));
    }
    progress.line(welcome(runtime, options));
    folder = new DropFolder({
      folder: options.dropFolder,
      ...runtime,
      onFailure: (file, error) => observer.notDropped(file, error),
    });
  } catch (error) {
    console.error(error);
    const message = error instanceof DatelineError ? error.message : `It could not start: ${String(error)}`;
    progress.line(`${message} See ${logPath}.`);
    await runtime?.stop();
    process.exit(EXIT.failed);
  }
}

async function defaultPort(name: keyof typeof DEFAULT_PORTS, progress: Progress): Promise<number> {
  const wanted = DEFAULT_PORTS[name];
  const port = await firstFree(wanted);
  if (port !== wanted) progress.line(`Port ${wanted} is taken: using another one (--${name}-port chooses).`);
  return port;
}

function readOptions(): Options {
  try {
    return parseOptions(process.argv.slice(2), (text) => process.stderr.write(text));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exit(error.exitCode === 0 ? 0 : EXIT.badOptions);
  }
}

void main(readOptions());
