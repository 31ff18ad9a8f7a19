import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { EXTRACTOR_PROVIDERS } from '../shared/environment';
import { Limits } from '../shared/formats/limits';
import { type ScheduleName, topology } from '../shared/pipeline/topology';

/** `rate(1 day)`, `rate(6 hours)` or a six-field `cron(…)`; `at(…)` fires once and is not a schedule here. */
const RATE = /^rate\((?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d{1,4}) (?:minutes|hours|days))\)$/;
const CRON = /^cron\(\S+ \S+ \S+ \S+ \S+ \S+\)$/;

const scheduleOf = (name: ScheduleName) =>
  z
    .string()
    .refine((text) => RATE.test(text) || CRON.test(text), 'must be rate(1 day), rate(6 hours), … or cron(six fields)')
    .default(topology.schedules[name].expression);

/**
 * What may differ between stages; everything else is the same everywhere. Strict: a key that is not listed here fails
 * synth, so a misspelt `public` can never silently mean its default.
 */
export const StageConfig = z.strictObject({
  /** Part of the queues' names, among others: queue `parse` of `x-reprocess` would be `reprocess-parse` of `x`. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be 1 to 20 of a-z, 0-9 and "-", and start with a letter')
    .refine((name) => !name.endsWith('reprocess'), 'must not end with "reprocess"'),
  /** Whether anybody on the internet may ask. Otherwise, and to reprocess always, an IAM identity has to sign. */
  public: z.boolean().default(false),
  /** Origins of web pages that may call the API from a browser; none unless listed. */
  corsOrigins: z.array(z.url()).default([]),
  extractorProvider: z.enum(EXTRACTOR_PROVIDERS).default('embedded'),
  /** Whether bucket and table refuse deletion and outlive the stack. */
  keepData: z.boolean().default(true),
  logRetentionDays: z.enum(RetentionDays).default(RetentionDays.ONE_MONTH),
  /** Of the whole API: requests a second, and how many more may come at once. Beyond them callers get a 429. */
  throttle: z
    .strictObject({ rate: z.number().positive(), burst: z.int().positive() })
    .default({ rate: 50, burst: 100 }),
  /** Partitions that a month of an index is spread over; may be raised later, never lowered. */
  indexShards: z.int().min(1).max(64).default(4),
  /** Largest file that is read, bytes. Parse holds a file and what it makes of it in its memory, hence the bound. */
  maxFileBytes: z
    .int()
    .positive()
    .max(64 * 1024 * 1024)
    .default(32 * 1024 * 1024),
  /** What else reading one file may cost: unpacked bytes, members, nesting, pages, seconds. */
  limits: Limits.prefault({}).refine(
    ({ seconds }) => seconds <= topology.functions.parse.timeoutSeconds - 30,
    `seconds must leave parse half a minute of its ${topology.functions.parse.timeoutSeconds} to hand on what it read`,
  ),
  /** When what is done regularly is done: an EventBridge Scheduler `rate(…)` or `cron(…)`, UTC. */
  schedules: z.strictObject({ inventory: scheduleOf('inventory'), sweep: scheduleOf('sweep') }).prefault({}),
  /**
   * `essential`: those that say that users miss something now, as many as are free; `full`: all, at 0.10 USD a month each
   * beyond ten; `none`.
   */
  alarms: z.enum(['none', 'essential', 'full']).default('essential'),
  /** Whether functions record traces (X-Ray, at least one a second each while they are called: 15 USD a million articles). */
  tracing: z.boolean().default(false),
  /** Who is written to when an alarm goes off. Others subscribe to the topic in the stack's outputs. */
  alarmEmail: z.email().optional(),
});
export type StageConfig = z.infer<typeof StageConfig>;

/**
 * The configuration of the stage called `name`; throws an Error that names the stage, and the key and value that are
 * wrong in it.
 */
export function readStage(name: string, stages: Record<string, unknown>): StageConfig {
  if (!Object.hasOwn(stages, name)) {
    throw new Error(`There is no stage "${name}" in infra/stages.ts: it has ${Object.keys(stages).join(', ')}`);
  }
  const parsed = z
    .looseObject({})
    .transform((config) => ({ ...config, name }))
    .pipe(StageConfig)
    .safeParse(stages[name]);
  if (!parsed.success)
    throw new Error(`Stage "${name}" in infra/stages.ts is wrong:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
