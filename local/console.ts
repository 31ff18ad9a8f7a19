import { relative, resolve } from 'node:path';
import type { ReceiptRecord } from '../shared/archive/records';
import { topology } from '../shared/pipeline/topology';
import type { Endpoints } from './endpoints-file';
import type { StoredObject } from './object-log';
import { DEFAULT_DATA } from './options';
import type { Progress } from './progress';
import type { BatchReport } from './queue-runner';
import type { RuntimeObserver } from './runtime';
import type { ScheduledRun } from './schedules';

/** The same complaint is not repeated for so long, milliseconds. */
const QUIET_MS = 10_000;

/** Tells people what happens: one line a drop, or progress where many come; failures with where to read more. */
export class ConsoleObserver implements Required<RuntimeObserver> {
  readonly #complaints = new Map<string, number>();

  constructor(
    private readonly progress: Progress,
    private readonly logPath: string,
    /** Answers true for a drop that is told about elsewhere. */
    private readonly takesCareOf: (object: StoredObject) => boolean,
  ) {}

  dropReceived(): void {
    this.progress.wake();
  }

  dropEnded(object: StoredObject, { state, superseded, reason, articleCount }: ReceiptRecord): void {
    if (this.takesCareOf(object)) return;
    const file = printable(object.key.slice(topology.prefixes.incoming.length));
    const remark = superseded ? ' (an older version of what is there)' : several(articleCount ?? 1);
    if (reason) this.progress.line(`quarantined  ${file}: ${reason.message} ${reason.advice}`);
    else if (!this.progress.isCounting) this.progress.line(`${state.padEnd(12)} ${file}${remark}`);
  }

  batch({ queue, bodies, failed, error }: BatchReport): void {
    if (error) console.error(error);
    const [first] = failed;
    if (!first) return;
    const next = first.last ? 'given up' : `again in ${topology.queues[queue].visibilitySeconds} s`;
    this.#complain(
      `${queue} failed on ${failed.length} of ${bodies.length} messages (attempt ${first.attempt}), ${next}`,
    );
  }

  notDropped(file: string, error: unknown): void {
    console.error(error);
    const reason = error instanceof Error ? error.message : String(error);
    this.#complain(`${printable(file)} was not dropped: ${reason}`);
  }

  scheduled({ schedule, error }: ScheduledRun): void {
    if (!error) return;
    console.error(error);
    this.#complain(`the schedule ${schedule} failed`);
  }

  defect(error: unknown): void {
    console.error(error);
    this.#complain(error instanceof Error ? error.message : String(error));
  }

  #complain(what: string): void {
    const now = Date.now();
    if (now - (this.#complaints.get(what) ?? 0) < QUIET_MS) return;
    this.#complaints.set(what, now);
    this.progress.line(`! ${what}; see ${this.logPath}`);
  }
}

function several(articles: number): string {
  return articles === 1 ? '' : ` (${articles} articles)`;
}

/** A name of a file that cannot do anything to a terminal. */
function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
}

/** Where everything is, and what to try. */
export function welcome({ s3, bucket, api }: Endpoints, options: { data: string; dropFolder: string }): string {
  const data = options.data === DEFAULT_DATA ? '' : ` --data ${shown(options.data)}`;
  const target = `s3://${bucket}/${topology.prefixes.incoming}`;
  return `
Dateline is ready.
  API          ${api}
  S3           ${s3}   bucket ${bucket}
  drop folder  ${shown(options.dropFolder)}
  data         ${shown(options.data)}

Try next:
  cp FILE ${shown(options.dropFolder)}/
  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=us-east-1 \\
    aws --endpoint-url ${s3} s3 cp FILE ${target}
  curl ${api}/articles
  curl '${api}/entities?q=moscow'
  npx dateline ask articles${data}

Ctrl-C stops.`;
}

/** As it is shortest to type from here. */
function shown(path: string): string {
  const below = relative('', path);
  return below.startsWith('..') ? resolve(path) : below || '.';
}
