import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { lambdaLanes, opening } from '../../shared/adapters/lanes';
import { s3Client, s3ObjectArchive } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { openDeletions } from '../../shared/archive/decided';
import { completeDeletion } from '../../shared/archive/deletion';
import { type InventoryDependencies, PATIENCE } from '../../shared/archive/inventory/dependencies';
import type { Counts } from '../../shared/archive/inventory/findings';
import { takeInventory } from '../../shared/archive/inventory/state';
import { Receipts } from '../../shared/archive/receipts';
import { queueUrl, readEnvironment } from '../../shared/environment';
import { compileGazetteers } from '../../shared/gazetteers/store';
import { httpFunction } from '../../shared/http/function';
import { requestRecorder } from '../../shared/http/recorder';
import { ApiEvent } from '../../shared/http/request';
import { inventoryOperations } from './operations';

const environment = readEnvironment();
const sqs = sqsClient();
const lanes = lambdaLanes(environment.LANES, sqs, Date.now);
const logger = new Logger({ serviceName: 'inventory' });
const metrics = new Metrics({
  namespace: 'Dateline',
  serviceName: 'inventory',
  defaultDimensions: { stage: environment.STAGE },
});
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const to: InventoryDependencies = {
  bucket: environment.BUCKET_NAME,
  objects: s3ObjectArchive(s3Client(), environment.BUCKET_NAME),
  table,
  events: eventBridgePublisher(eventBridgeClient(), environment.EVENT_BUS_NAME),
  receipts: new Receipts(table, environment.INDEX_SHARDS, Date.now),
  toParse: opening(sqsQueue(sqs, queueUrl('reprocess-parse')), lanes),
  toEnrich: opening(sqsQueue(sqs, queueUrl('reprocess-enrich')), lanes),
  toStore: opening(sqsQueue(sqs, queueUrl('reprocess-store')), lanes),
  indexShards: environment.INDEX_SHARDS,
  clock: Date.now,
  patience: PATIENCE,
};
const answer = httpFunction(inventoryOperations, to, Date.now, requestRecorder(logger, metrics));
/** Left for the step under way when the time is up. */
const RESERVE_MS = 60_000;
/** Deletions that one call goes on with. */
const DELETIONS = 100;

/** Called by the API, and each hour by the schedule, which goes on with what is not through and begins what is due. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  logger.addContext(context);
  if (ApiEvent.safeParse(event).success) return answer(event);
  const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
  for (const record of await openDeletions(table, DELETIONS)) await completeDeletion(to, record, deadline);
  await compileGazetteers(to);
  const state = await takeInventory(to, 'when-due', deadline, record);
  metrics.publishStoredMetrics();
  return { phase: state?.running?.checkpoint.phase ?? 'none' };
}

/** Says what an inventory found, which alarms may be set on. */
function record(counts: Counts): void {
  logger.info('inventory taken', { code: 'INVENTORY_TAKEN', counts });
  let healed = 0;
  let reported = 0;
  for (const count of Object.values(counts)) {
    healed += count.healed;
    reported += count.reported;
  }
  metrics.addMetric('inventoryHealed', MetricUnit.Count, healed);
  metrics.addMetric('inventoryReported', MetricUnit.Count, reported);
}
