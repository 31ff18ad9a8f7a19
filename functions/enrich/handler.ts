import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { Receipts } from '../../shared/archive/receipts';
import { deadLetterUrl, queueUrl, readEnvironment } from '../../shared/environment';
import { extractorsFor } from '../../shared/extractors/registry';
import { gazetteerSource } from '../../shared/gazetteers/store';
import { stageHandler } from '../../shared/pipeline/batch';
import type { EnrichRequest } from '../../shared/pipeline/messages';
import { queueName } from '../../shared/pipeline/topology';
import { enrichStage } from './stage';

const environment = readEnvironment();
const sqs = sqsClient();
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const receipts = new Receipts(table, environment.INDEX_SHARDS, Date.now);
const objects = s3ObjectStore(s3Client(), environment.BUCKET_NAME);
const to = {
  objects,
  table,
  receipts,
  events: eventBridgePublisher(eventBridgeClient(), environment.EVENT_BUS_NAME),
  gazetteer: gazetteerSource(objects, table),
  extractors: extractorsFor(environment.EXTRACTOR_PROVIDER),
  toStore: (lane: EnrichRequest['lane']) => sqsQueue(sqs, queueUrl(queueName('store', lane))),
};

export const handler = stageHandler({
  ...enrichStage(to),
  deadLetters: sqsDeadLetters(sqs, deadLetterUrl),
  logger: new Logger({ serviceName: 'enrich' }),
  metrics: new Metrics({
    namespace: 'Dateline',
    serviceName: 'enrich',
    defaultDimensions: { stage: environment.STAGE },
  }),
});
