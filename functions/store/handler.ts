import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { Receipts } from '../../shared/archive/receipts';
import { readEnvironment } from '../../shared/environment';
import { stageHandler } from '../../shared/pipeline/batch';
import { StoreInput } from '../../shared/pipeline/messages';
import { storeArticle } from './store-article';

const environment = readEnvironment();
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const receipts = new Receipts(table, environment.INDEX_SHARDS, Date.now);
const objects = s3ObjectStore(s3Client(), environment.BUCKET_NAME);

export const handler = stageHandler({
  stage: 'store',
  message: StoreInput,
  work: (input) => storeArticle(input, { objects, table, receipts, indexShards: environment.INDEX_SHARDS }),
  gaveUp: async (input, reason) => {
    // A retraction that fails says nothing about the drop, whose articles may all be stored.
    if (input.kind === 'store')
      await receipts.articleEnded(input.dropId, { id: input.articleId, ordinal: input.ordinal }, { reason });
  },
  parallel: true,
  logger: new Logger({ serviceName: 'store' }),
  metrics: new Metrics({ namespace: 'Dateline', serviceName: 'store' }),
});
