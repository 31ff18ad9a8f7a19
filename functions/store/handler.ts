import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { sqsClient } from '../../shared/adapters/sqs';
import { Receipts } from '../../shared/archive/receipts';
import { deadLetterUrl, readEnvironment } from '../../shared/environment';
import { stageHandler } from '../../shared/pipeline/batch';
import { storeStage } from './stage';

const environment = readEnvironment();
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const receipts = new Receipts(table, environment.INDEX_SHARDS, Date.now);
const to = {
  objects: s3ObjectStore(s3Client(), environment.BUCKET_NAME),
  table,
  receipts,
  events: eventBridgePublisher(eventBridgeClient(), environment.EVENT_BUS_NAME),
  indexShards: environment.INDEX_SHARDS,
  clock: Date.now,
};

export const handler = stageHandler({
  ...storeStage(to),
  deadLetters: sqsDeadLetters(sqsClient(), deadLetterUrl),
  logger: new Logger({ serviceName: 'store' }),
  metrics: new Metrics({
    namespace: 'Dateline',
    serviceName: 'store',
    defaultDimensions: { stage: environment.STAGE },
  }),
});
