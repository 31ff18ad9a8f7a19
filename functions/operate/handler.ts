import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { sqsDeadLetterBox } from '../../shared/adapters/dead-letters';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { lambdaLanes, opening } from '../../shared/adapters/lanes';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { CorrectionLog } from '../../shared/archive/corrections';
import { archiveReader } from '../../shared/archive/reader';
import { Receipts } from '../../shared/archive/receipts';
import { deadLetterUrl, queueUrl, readEnvironment } from '../../shared/environment';
import { httpFunction } from '../../shared/http/function';
import { requestRecorder } from '../../shared/http/recorder';
import type { HttpResponse } from '../../shared/http/response';
import type { AnnounceRequest } from '../../shared/pipeline/messages';
import { operateOperations } from './operations';

const { BUCKET_NAME, INDEX_SHARDS, TABLE_NAME, LANES, STAGE } = readEnvironment();
const sqs = sqsClient();
const lanes = lambdaLanes(LANES, sqs, Date.now);
const logger = new Logger({ serviceName: 'operate' });
const metrics = new Metrics({
  namespace: 'Dateline',
  serviceName: 'operate',
  defaultDimensions: { stage: STAGE },
});
const table = dynamoTable(dynamoClient(), TABLE_NAME);
const dependencies = {
  bucket: BUCKET_NAME,
  receipts: new Receipts(table, INDEX_SHARDS, Date.now),
  archive: archiveReader(table),
  table,
  objects: s3ObjectStore(s3Client(), BUCKET_NAME),
  corrections: new CorrectionLog(table, Date.now),
  toParse: opening<AnnounceRequest>(sqsQueue(sqs, queueUrl('reprocess-parse')), lanes),
  deadLetters: sqsDeadLetterBox(sqs, { queue: queueUrl, deadLetters: deadLetterUrl }, lanes, Date.now),
  clock: Date.now,
};
const answer = httpFunction(operateOperations, dependencies, Date.now, requestRecorder(logger, metrics));

/** The Lambda behind what the HTTP API changes: API Gateway's event (payload format 2.0) to its response. */
export async function handler(event: unknown, context: Context): Promise<HttpResponse> {
  logger.addContext(context);
  return answer(event);
}
