import { setTimeout as sleep } from 'node:timers/promises';
import { operations } from '../shared/api/operations';
import { ApiClient, ProblemAnswer } from './api-client';
import { DropReport } from './drop-report';
import { EXIT, UnableError } from './errors';
import { whyUnreadable } from './files';
import { Follower, type ReceiptSource } from './follow';
import type { Io } from './output';
import { showProgress } from './progress';
import { findTarget, type TargetOptions } from './target';
import { objectMetadata, type PlannedUpload, planUploads, Uploader } from './upload';

export interface DropOptions extends TargetOptions {
  prefix?: string;
  meta?: string[];
  wait: boolean;
  /** Seconds without news. */
  timeout: string;
  jsonl?: boolean;
}

/** Uploads at a time. */
const UPLOADS = 8;
/** Pauses between questions for news, milliseconds: longer each time that there were none. */
const SHORTEST_PAUSE = 150;
const LONGEST_PAUSE = 2000;
/** What takes long to answer is not asked often: the one who answers has the files to work on. */
const PAUSE_PER_ASKING = 5;

/** Uploads files and says what becomes of each. Answers the exit code. */
export async function drop(paths: readonly string[], options: DropOptions, io: Io): Promise<number> {
  const timeoutMs = Number(options.timeout) * 1000;
  if (!(timeoutMs > 0)) throw new UnableError(`--timeout ${options.timeout} is not a number of seconds.`);
  const target = await findTarget(options);
  const uploader = new Uploader(target, objectMetadata(options.meta));
  const planned = await planUploads(paths, options.prefix);
  const client = new ApiClient(target);
  const follower = new Follower(receiptSource(client));
  if (options.wait) await follower.start();

  const progress = showProgress(planned.length, io);
  const report = new DropReport(planned.length, client, progress, options.jsonl === true);
  const stop = new AbortController();
  let isUploading = true;
  const uploading = uploadAll(planned, stop.signal, async (file) => {
    const since = follower.now;
    try {
      const upload = await uploader.upload(file);
      report.uploaded();
      follower.add(upload, since);
    } catch (error) {
      if (error instanceof UnableError) throw error;
      await report.failed(file, whyUnreadable(error));
    }
  }).finally(() => {
    isUploading = false;
  });
  try {
    const isDone = () => !isUploading && follower.pending.length === 0;
    await Promise.all([uploading, options.wait && follow(follower, isDone, report, timeoutMs, stop.signal)]);
  } finally {
    stop.abort();
    progress.stop();
  }
  const pending = options.wait ? follower.pending : [];
  await report.finish(pending, options.wait, io);
  return report.allWell && pending.length === 0 ? EXIT.ok : EXIT.failed;
}

/** Runs `upload` for every file, some at a time; ends with the first error, or when it is told to stop. */
async function uploadAll(
  planned: readonly PlannedUpload[],
  signal: AbortSignal,
  upload: (file: PlannedUpload) => Promise<void>,
): Promise<void> {
  const files = planned.values();
  const worker = async () => {
    for (const file of files) {
      if (signal.aborted) return;
      await upload(file);
    }
  };
  await Promise.all(Array.from({ length: UPLOADS }, worker));
}

/** Reports receipts as they end, until it is done or there was no news of uploaded files for `timeoutMs`. */
async function follow(
  follower: Follower,
  isDone: () => boolean,
  report: DropReport,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  let pause = SHORTEST_PAUSE;
  let lastNews = Date.now();
  while (!isDone()) {
    const waits = follower.pending.length > 0;
    const started = Date.now();
    const { ended, news } = waits ? await follower.poll() : { ended: [], news: true };
    const asking = Date.now() - started;
    for (const receipt of ended) await report.ended(receipt);
    if (news) lastNews = Date.now();
    else if (Date.now() - lastNews > timeoutMs) return;
    pause = news ? SHORTEST_PAUSE : Math.min(pause * 1.5, LONGEST_PAUSE);
    if (!isDone()) await sleep(Math.max(pause, asking * PAUSE_PER_ASKING), undefined, { signal });
  }
}

function receiptSource(client: ApiClient): ReceiptSource {
  return {
    list: (cursor) => client.json(operations.listDrops, { query: { limit: '100', cursor } }),
    async get(id) {
      try {
        return await client.json(operations.getDrop, { params: { id } });
      } catch (error) {
        if (error instanceof ProblemAnswer && error.problem.status === 404) return undefined;
        throw error;
      }
    },
  };
}
