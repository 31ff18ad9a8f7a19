import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { s3Client, s3ObjectArchive } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { Receipts } from '../../shared/archive/receipts';
import { deadLetterUrl, queueUrl, readEnvironment } from '../../shared/environment';
import { compileGazetteers } from '../../shared/gazetteers/store';
import { stageHandler } from '../../shared/pipeline/batch';
import { queueName } from '../../shared/pipeline/topology';
import type { ParseDependencies } from './parse-drop';
import { logRejections } from './rejections';
import { parseStage } from './stage';

const environment = readEnvironment();
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const sqs = sqsClient();
const objects = s3ObjectArchive(s3Client(), environment.BUCKET_NAME);
const to: ParseDependencies = {
  objects,
  table,
  events: eventBridgePublisher(eventBridgeClient(), environment.EVENT_BUS_NAME),
  receipts: new Receipts(table, environment.INDEX_SHARDS, Date.now),
  toEnrich: (lane) => sqsQueue(sqs, queueUrl(queueName('enrich', lane))),
  toStore: (lane) => sqsQueue(sqs, queueUrl(queueName('store', lane))),
  compileGazetteers: () => compileGazetteers({ objects, table }),
  maxFileBytes: environment.MAX_FILE_BYTES,
  limits: environment.LIMITS,
};

const logger = new Logger({ serviceName: 'parse' });
logRejections(logger, process);

export const handler = stageHandler({
  ...parseStage(to),
  deadLetters: sqsDeadLetters(sqs, deadLetterUrl),
  logger,
  metrics: new Metrics({
    namespace: 'Dateline',
    serviceName: 'parse',
    defaultDimensions: { stage: environment.STAGE },
  }),
});
