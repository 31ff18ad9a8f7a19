import { PRICES } from '../../../shared/cost/prices';
import { type Stage, topology } from '../../../shared/pipeline/topology';
import type { Load, Work } from './consumers';
import type { Simulated } from './seconds';

/** Lambda gives a virtual processor for so much memory ("Configure Lambda function memory"), MB. */
const MB_A_PROCESSOR = 1_769;
/** What a call leaves in the logs: start, end and report of the platform, and its metrics, as JSON, bytes. */
const LOG_BYTES_A_CALL = 1_300;
/** X-Ray records one call of a function a second, and so much of the others. */
const TRACED_SHARE = 0.05;
const MILLION = 1e6;

/** What an article of a usual size takes of everything but the table, from a run of the real extractors. */
export interface Calibration {
  puts: number;
  gets: number;
  objectBytes: number;
  sendRequests: number;
  published: number;
  work: Record<Stage, Work>;
}

/** Averages over the calls after the first third, which warm this process up. */
export function calibrationOf({ articles, objects, sendRequests, published, calls }: Simulated): Calibration {
  const work = (stage: Stage): Work => {
    const warm = calls[stage].slice(Math.floor(calls[stage].length / 3));
    const mean = (of: (call: (typeof warm)[number]) => number) =>
      warm.reduce((sum, call) => sum + of(call), 0) / Math.max(1, warm.length);
    const processors = topology.functions[stage].memoryMb / MB_A_PROCESSOR;
    return {
      computeMs: mean(({ computeMs }) => computeMs) / processors,
      waitMs: mean(({ waitMs }) => waitMs),
      parallel: stage !== 'parse',
    };
  };
  return {
    puts: objects.requests.put / articles,
    gets: objects.requests.get / articles,
    objectBytes: objects.bytes / articles,
    sendRequests: sendRequests / articles,
    published: published / articles,
    work: { parse: work('parse'), enrich: work('enrich'), store: work('store') },
  };
}

/** Units of the table and bytes in it, an article. */
export interface TableUse {
  writeUnits: number;
  readUnits: number;
  indexWriteUnits: number;
  bytes: number;
}

export function tableUseOf({ articles, table }: Simulated): TableUse {
  return {
    writeUnits: table.base.total.write / articles,
    readUnits: table.base.total.read / articles,
    indexWriteUnits: table.index.total.write / articles,
    bytes: table.storedBytes / articles,
  };
}

/** USD for a million articles to come in, by service; every trace that X-Ray's fixed sampling takes is counted. */
export function costOfMillion(
  rate: number,
  use: TableUse,
  { puts, gets, sendRequests, published }: Calibration,
  { stages }: Load,
  traced: boolean,
): Record<string, number> {
  const callsAnArticle = stages.reduce((sum, { batch }) => sum + 1 / batch, 0);
  const gbSeconds = stages.reduce(
    (sum, { stage, billedMs }) => sum + (billedMs / 1000) * (topology.functions[stage].memoryMb / 1024),
    0,
  );
  const traces = stages.reduce((sum, { batch }) => {
    const calls = rate / batch;
    return sum + (Math.min(1, calls) + Math.max(0, calls - 1) * TRACED_SHARE) / rate;
  }, 0);
  const { dynamodb, s3, sqs, lambda, eventbridge, logs, xray } = PRICES;
  const one = {
    'DynamoDB writes': (use.writeUnits + use.indexWriteUnits) * dynamodb.writeUnit,
    'DynamoDB reads': use.readUnits * dynamodb.readUnit,
    // The upload is one of the PUTs.
    S3: puts * s3.put + gets * s3.get,
    // Sent by the stages and by EventBridge; received and deleted by the event sources, a batch each.
    SQS: (sendRequests + 1 + 2 * callsAnArticle) * sqs.request,
    Lambda: callsAnArticle * lambda.call + gbSeconds * lambda.gbSecond,
    // The first is S3's.
    EventBridge: (1 + published) * eventbridge.event,
    'CloudWatch Logs': ((callsAnArticle * LOG_BYTES_A_CALL) / 1e9) * logs.gb,
    ...(traced && { 'X-Ray': traces * xray.trace }),
  };
  return Object.fromEntries(Object.entries(one).map(([service, usd]) => [service, usd * MILLION]));
}

/** USD a month for what a million articles leave behind. */
export function storageOfMillion(use: TableUse, { objectBytes }: Calibration): Record<string, number> {
  const gb = (bytes: number) => (bytes * MILLION) / 1e9;
  return {
    table: gb(use.bytes) * PRICES.dynamodb.gbMonth,
    'its backup': gb(use.bytes) * PRICES.dynamodb.backupGbMonth,
    bucket: gb(objectBytes) * PRICES.s3.gbMonth,
  };
}

export const totalOf = (costs: Record<string, number>) => Object.values(costs).reduce((sum, usd) => sum + usd, 0);
