import { PRICES } from './prices';

/** What decides what a drop costs. */
export interface DropSize {
  bytes: number;
  articles: number;
  /** Index entries of its articles: one for each entity of each, and three or four more. */
  entries: number;
}

const { dynamodb, s3, sqs, lambda, eventbridge, logs } = PRICES;
const GB = 1024 ** 3;

/** A message is sent, received and deleted, and a function called for it, which logs so many bytes. */
const MESSAGE = 3 * sqs.request + lambda.call + (1_300 / GB) * logs.gb;

/** Seconds as docs/performance.md measures them. Parse and enrich have 1 GB, store has half of that. */
const PARSE_SECONDS = 0.05;
const PARSE_SECONDS_A_MB = 0.16;
const ENRICH_SECONDS = 0.1;
const STORE_SECONDS = 0.4;

/** The event, the receipt with its index in four states, the file, the original that is kept, the end that is told. */
const A_DROP =
  2 * eventbridge.event +
  MESSAGE +
  PARSE_SECONDS * lambda.gbSecond +
  s3.put +
  2 * s3.get +
  10 * dynamodb.writeUnit +
  12 * dynamodb.readUnit;
/** Two messages, two objects that are written and read, head and manifest, the event. */
const AN_ARTICLE =
  2 * MESSAGE +
  (ENRICH_SECONDS + STORE_SECONDS / 2) * lambda.gbSecond +
  2 * (s3.put + s3.get) +
  4 * dynamodb.writeUnit +
  6 * dynamodb.readUnit +
  eventbridge.event;
/** The entry, and its share in what entities cost that come for the first time. */
const AN_ENTRY = 2.8 * dynamodb.writeUnit + 2 * dynamodb.readUnit;
const A_MB = PARSE_SECONDS_A_MB * lambda.gbSecond;

/**
 * What one passage of a drop through the pipeline costs on AWS, USD: an estimate at list prices, with the embedded
 * extractors, from what was measured of briefs. It counts no failed attempts, no storage and no questions.
 */
export function usdOfDrop({ bytes, articles, entries }: DropSize): number {
  return A_DROP + (bytes / 1024 ** 2) * A_MB + articles * AN_ARTICLE + entries * AN_ENTRY;
}
