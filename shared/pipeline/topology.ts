/**
 * The topology, written once: the CDK stack and the embedded runtime both read it, and a test compares it with the
 * synthesized template, so that the two cannot drift apart.
 */
export const STAGES = ['parse', 'enrich', 'store'] as const;
export type Stage = (typeof STAGES)[number];

/** `live`: a drop; `reprocess`: an article whose extractors were outdated. Same functions, own queues, own pace. */
export const LANES = ['live', 'reprocess'] as const;
export type Lane = (typeof LANES)[number];

export type FunctionName = Stage | 'query' | 'operate' | 'inventory' | 'reprocess';
/** `runs`: re-processing runs, each of which keeps itself going by messages to itself. */
export type QueueName = `${'' | 'reprocess-'}${Stage}` | 'runs';

export interface QueueTopology {
  /** The function that is called with its messages. */
  consumer: FunctionName;
  lane: Lane;
  batchSize: number;
  maxBatchingSeconds: number;
  visibilitySeconds: number;
  /** Deliveries before a message goes to the queue's DLQ. */
  maxReceives: number;
  /** Most concurrent invocations for this queue (event source `MaximumConcurrency`, 2 or more): the lane's pace. */
  maxConcurrency?: number;
  /**
   * Whether it is polled only while there is something to do, since to poll an empty queue costs too: who sends to it from
   * outside the pipeline has it opened before (`Lanes`).
   */
  onDemand?: boolean;
}

export interface FunctionTopology {
  memoryMb: number;
  timeoutSeconds: number;
}

const functions: Record<FunctionName, FunctionTopology> = {
  // An archive of thousands of articles takes minutes; `limits.seconds` of a stage is below this.
  parse: { memoryMb: 1024, timeoutSeconds: 300 },
  enrich: { memoryMb: 1024, timeoutSeconds: 60 },
  store: { memoryMb: 512, timeoutSeconds: 60 },
  query: { memoryMb: 512, timeoutSeconds: 15 },
  // API Gateway waits no longer than 30 s.
  operate: { memoryMb: 512, timeoutSeconds: 29 },
  inventory: { memoryMb: 512, timeoutSeconds: 900 },
  reprocess: { memoryMb: 512, timeoutSeconds: 60 },
};

const live = { lane: 'live', batchSize: 10, maxBatchingSeconds: 0, visibilitySeconds: 360, maxReceives: 4 } as const;
const paced = { ...live, lane: 'reprocess', batchSize: 5, maxConcurrency: 2 } as const;
const resting = { ...paced, onDemand: true } as const;

const queues: Record<QueueName, QueueTopology> = {
  // One file at a time: one that ends its function, by memory or time, takes no others along. Not six timeouts, as for
  // batches: a retry would come half an hour later.
  parse: { ...live, consumer: 'parse', batchSize: 1, visibilitySeconds: 900 },
  enrich: { ...live, consumer: 'enrich' },
  store: { ...live, consumer: 'store' },
  'reprocess-parse': { ...resting, consumer: 'parse', batchSize: 1, visibilitySeconds: 900 },
  'reprocess-enrich': { ...resting, consumer: 'enrich' },
  'reprocess-store': { ...resting, consumer: 'store' },
  runs: { ...paced, batchSize: 1, consumer: 'reprocess' },
};

export const QUEUE_NAMES = Object.keys(queues) as [QueueName, ...QueueName[]];

/** A queue that a function may send to is named here, and nowhere else granted. */
const sends: Record<FunctionName, readonly QueueName[]> = {
  parse: ['enrich', 'reprocess-enrich', 'store', 'reprocess-store'],
  enrich: ['store', 'reprocess-store'],
  store: [],
  query: [],
  // Whatever is redriven, and retries.
  operate: QUEUE_NAMES,
  inventory: ['reprocess-parse', 'reprocess-enrich', 'reprocess-store'],
  reprocess: ['reprocess-parse', 'reprocess-enrich', 'reprocess-store', 'runs'],
};

/** Something that is done on a schedule, with a DLQ and an alarm of its own. */
export interface ScheduleTopology {
  function: FunctionName;
  /** What the function is called with. */
  input: Readonly<Record<string, string>>;
  /** What it is for, a sentence without its full stop. */
  description: string;
  /** EventBridge Scheduler's `rate(…)`; a stage may have another (`infra/stage.ts`). */
  expression: string;
  /** The same in milliseconds, for the embedded runtime. */
  everyMs: number;
  /** Days after which somebody is told that it did not run: at most seven, CloudWatch looks no further back. */
  missedAfterDays: number;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

export type ScheduleName = 'inventory' | 'sweep';

const schedules: Record<ScheduleName, ScheduleTopology> = {
  inventory: {
    function: 'inventory',
    input: { schedule: 'inventory' },
    // An archive may take longer than a function lives; while nothing is due, a call is one read and costs nothing.
    description: 'Takes inventory each week, and goes on each hour with what is not through',
    expression: 'rate(1 hour)',
    everyMs: HOUR_MS,
    missedAfterDays: 2,
  },
  sweep: {
    function: 'reprocess',
    input: { schedule: 'sweep' },
    description: 'Has everything that is stale made again',
    expression: 'rate(1 day)',
    everyMs: DAY_MS,
    missedAfterDays: 2,
  },
};

/** Those functions tell others what happened, on the stage's event bus; no other may. */
const publishes: readonly FunctionName[] = ['parse', 'enrich', 'store', 'inventory', 'reprocess'];

export const topology = {
  prefixes: {
    /** Where users drop files. */
    incoming: 'incoming/',
    /** Immutable originals, named by the SHA-256 of their bytes. */
    raw: 'raw/',
    /** What each stage made of an article: `articles/<articleId>/…`. */
    articles: 'articles/',
    /** What people decided and no original says: deletions, legal holds, roll-backs. */
    decisions: 'decisions/',
    /** Where users put gazetteers of their own. */
    gazetteers: 'gazetteers/',
    /** All users' gazetteers in one object. */
    compiled: 'compiled/',
    /** What re-processing runs changed, sampled for review: `runs/<runId>/…`; expires. */
    runs: 'runs/',
  },
  functions,
  queues,
  sends,
  publishes,
  /** EventBridge rule pattern's essentials: which S3 events reach the parse queue. */
  dropEvent: { source: 'aws.s3', detailType: 'Object Created', queue: 'parse' as QueueName },
  /** Which S3 events of users' gazetteers reach the same queue. */
  gazetteerEvent: { source: 'aws.s3', detailTypes: ['Object Created', 'Object Deleted'], queue: 'parse' as QueueName },
  schedules,
} as const;

/** Name of the queue that feeds `stage` in `lane`. */
export function queueName(stage: Stage, lane: Lane): QueueName {
  return lane === 'live' ? stage : `reprocess-${stage}`;
}

export const SCHEDULE_NAMES = Object.keys(schedules) as ScheduleName[];

/** Whether a function has queues opened that are polled on demand: the stages hand on within a lane that is open. */
export function opensLanes(name: FunctionName): boolean {
  const isStage = STAGES.some((stage) => stage === name);
  return !isStage && topology.sends[name].some((queue) => topology.queues[queue].onDemand);
}
