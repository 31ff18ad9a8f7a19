import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { Receipts } from '../../shared/archive/receipts';
import { queueUrl, readEnvironment } from '../../shared/environment';
import { publishWithEnd } from '../../shared/events/ends';
import { stageHandler } from '../../shared/pipeline/batch';
import { ParseInput } from '../../shared/pipeline/messages';
import { queueName } from '../../shared/pipeline/topology';
import { noteFile } from '../../shared/runs/outcomes';
import { dropIdFor, type ParseDependencies, parse } from './parse-drop';

const environment = readEnvironment();
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const sqs = sqsClient();
const to: ParseDependencies = {
  objects: s3ObjectStore(s3Client(), environment.BUCKET_NAME),
  table,
  events: eventBridgePublisher(eventBridgeClient(), environment.EVENT_BUS_NAME),
  receipts: new Receipts(table, environment.INDEX_SHARDS, Date.now),
  toEnrich: (lane) => sqsQueue(sqs, queueUrl(queueName('enrich', lane))),
  toStore: (lane) => sqsQueue(sqs, queueUrl(queueName('store', lane))),
  maxFileBytes: environment.MAX_FILE_BYTES,
  limits: environment.LIMITS,
};

export const handler = stageHandler({
  stage: 'parse',
  message: ParseInput,
  work: (input) => parse(input, to),
  failed: async (input, attempt) => to.receipts.attemptFailed(await dropIdFor(input, to.objects), 'parse', attempt),
  async gaveUp(input, reason) {
    const dropId = await dropIdFor(input, to.objects);
    const receipt = await to.receipts.advance(dropId, { state: 'quarantined', reason });
    const { lane, run } = 'kind' in input ? input : { lane: 'live' as const, run: undefined };
    if (run) await noteFile(table, run.id, { dropId, articles: 0, outcome: 'failed', reason: reason.message });
    await publishWithEnd([], receipt, lane, to);
  },
  // Each file may need some multiples of its size in memory.
  parallel: false,
  logger: new Logger({ serviceName: 'parse' }),
  metrics: new Metrics({ namespace: 'Dateline', serviceName: 'parse' }),
});
