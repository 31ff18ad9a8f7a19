import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { Receipts } from '../../shared/archive/receipts';
import { readEnvironment } from '../../shared/environment';
import { publishWithEnd } from '../../shared/events/ends';
import { stageHandler } from '../../shared/pipeline/batch';
import { StoreInput } from '../../shared/pipeline/messages';
import { noteFailure } from '../../shared/runs/outcomes';
import { storeArticle } from './store-article';

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
  stage: 'store',
  message: StoreInput,
  work: (input) => storeArticle(input, to),
  failed: async (input, attempt) => {
    if (input.kind === 'store') await receipts.attemptFailed(input.dropId, 'store', attempt);
  },
  gaveUp: async (input, reason) => {
    // A retraction that fails says nothing about the drop, whose articles may all be stored.
    if (input.kind !== 'store') return;
    const { dropId, articleId, ordinal, lane, run } = input;
    const receipt = await receipts.articleEnded(dropId, { id: articleId, ordinal }, { reason });
    if (run) await noteFailure(table, run.id, { dropId, articleId }, reason.message);
    await publishWithEnd([], receipt, lane, to);
  },
  parallel: true,
  logger: new Logger({ serviceName: 'store' }),
  metrics: new Metrics({ namespace: 'Dateline', serviceName: 'store' }),
});
