import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { version } from '../../package.json';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { s3Client, s3ObjectArchive } from '../../shared/adapters/s3';
import { archiveReader } from '../../shared/archive/reader';
import { readEnvironment } from '../../shared/environment';
import { httpFunction } from '../../shared/http/function';
import { requestRecorder } from '../../shared/http/recorder';
import type { HttpResponse } from '../../shared/http/response';
import { queryOperations } from './operations';

const { BUCKET_NAME, STAGE, TABLE_NAME } = readEnvironment();
const logger = new Logger({ serviceName: 'query' });
const metrics = new Metrics({
  namespace: 'Dateline',
  serviceName: 'query',
  defaultDimensions: { stage: STAGE },
});
const dependencies = {
  archive: archiveReader(dynamoTable(dynamoClient(), TABLE_NAME)),
  bucket: s3ObjectArchive(s3Client(), BUCKET_NAME),
  stage: STAGE,
  versions: { dateline: version },
};
const answer = httpFunction(queryOperations, dependencies, Date.now, requestRecorder(logger, metrics));

/** The Lambda behind the HTTP API: API Gateway's event (payload format 2.0) to its response. */
export async function handler(event: unknown, context: Context): Promise<HttpResponse> {
  logger.addContext(context);
  return answer(event);
}
