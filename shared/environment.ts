import * as z from 'zod';
import { Limits } from './formats/limits';
import type { QueueName } from './pipeline/topology';

/** Name of the environment variable that holds a queue's URL, e.g. `QUEUE_URL_REPROCESS_PARSE`. */
export function queueVariable(name: QueueName): string {
  return `QUEUE_URL_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The same for the URL of its DLQ, e.g. `DLQ_URL_REPROCESS_PARSE`. */
export function deadLetterVariable(name: QueueName): string {
  return queueVariable(name).replace('QUEUE', 'DLQ');
}

/** Which extractor finds entities; chosen by stage configuration. */
export const EXTRACTOR_PROVIDERS = ['embedded', 'comprehend'] as const;

/** A queue that is polled on demand, and the event source mapping that polls it. */
export const OnDemandQueue = z.object({ url: z.url(), mapping: z.string().min(1) });
export type OnDemandQueue = z.infer<typeof OnDemandQueue>;

/**
 * The environment of every function. The CDK stack writes it (`infra/`), the embedded runtime writes it, and each
 * function's composition root parses it: a name that is missing or misspelt fails at start, not at the first event.
 */
export const Environment = z.object({
  STAGE: z.string().min(1),
  BUCKET_NAME: z.string().min(1),
  TABLE_NAME: z.string().min(1),
  /** Where events are published for others. */
  EVENT_BUS_NAME: z.string().min(1),
  EXTRACTOR_PROVIDER: z.enum(EXTRACTOR_PROVIDERS).default('embedded'),
  /** Partitions that a month of an index is spread over; may be raised later, never lowered. */
  INDEX_SHARDS: z.coerce.number().int().min(1).max(64).default(4),
  /** Largest file that is read, bytes. */
  MAX_FILE_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(32 * 1024 * 1024),
  /** The queues that this function may open and have rest (`Lanes`): a JSON array. */
  LANES: z.string().default('[]').transform(parseJson).pipe(z.array(OnDemandQueue)),
  /** What else reading a file may cost: a JSON object, see `Limits`. */
  LIMITS: z.string().default('{}').transform(parseJson).pipe(Limits),
});
export type Environment = z.infer<typeof Environment>;

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}

/** Parses `process.env`; throws ZodError naming the variables that are wrong. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  return Environment.parse(env);
}

/** URL of a queue that this function may send to; throws when the function was not given it. */
export function queueUrl(name: QueueName, env: NodeJS.ProcessEnv = process.env): string {
  return z
    .url({ error: `${queueVariable(name)} is not set: this function may not send to ${name}` })
    .parse(env[queueVariable(name)]);
}

/** URL of the DLQ of a queue; throws when the function was not given it. */
export function deadLetterUrl(name: QueueName, env: NodeJS.ProcessEnv = process.env): string {
  return z
    .url({ error: `${deadLetterVariable(name)} is not set: this function has nothing to do with the DLQ of ${name}` })
    .parse(env[deadLetterVariable(name)]);
}
