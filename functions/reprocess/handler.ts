import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { lambdaLanes, opening } from '../../shared/adapters/lanes';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { queueUrl, readEnvironment } from '../../shared/environment';
import { versionsFor } from '../../shared/extractors/versions';
import { PARSER_VERSION } from '../../shared/formats/version';
import { httpFunction } from '../../shared/http/function';
import { requestRecorder } from '../../shared/http/recorder';
import { ApiEvent } from '../../shared/http/request';
import type { HttpResponse } from '../../shared/http/response';
import type { EnrichRequest, ReparseRequest } from '../../shared/pipeline/messages';
import { reprocessOperations } from './operations';
import { type ReprocessReport, reprocessStale } from './reprocess-stale';

const environment = readEnvironment();
const sqs = sqsClient();
const lanes = lambdaLanes(environment.LANES, sqs, Date.now);
const logger = new Logger({ serviceName: 'reprocess' });
const metrics = new Metrics({ namespace: 'Dateline', serviceName: 'reprocess' });
const to = {
  objects: s3ObjectStore(s3Client(), environment.BUCKET_NAME),
  table: dynamoTable(dynamoClient(), environment.TABLE_NAME),
  versions: { parser: PARSER_VERSION, ...versionsFor(environment.EXTRACTOR_PROVIDER) },
  toParse: opening<ReparseRequest>(sqsQueue(sqs, queueUrl('reprocess-parse')), lanes),
  toEnrich: opening<EnrichRequest>(sqsQueue(sqs, queueUrl('reprocess-enrich')), lanes),
  clock: Date.now,
};
const answer = httpFunction(reprocessOperations, to, Date.now, requestRecorder(logger, metrics));
/** Left for the page under way when the time is up. */
const RESERVE_MS = 30_000;

/**
 * Called by the schedule, and by the API for `/reprocess`. What does not fit into one run of the schedule is found
 * again by the next: it is still stale.
 */
export async function handler(event: unknown, context: Context): Promise<ReprocessReport | HttpResponse> {
  logger.addContext(context);
  if (ApiEvent.safeParse(event).success) return answer(event);
  // Before stale articles are queued: the counts of a queue are late.
  await lanes.settle();
  const deadline = Date.now() + context.getRemainingTimeInMillis() - RESERVE_MS;
  const report = await reprocessStale(undefined, deadline, to);
  logger.info('stale articles queued', { code: 'REPROCESS_QUEUED', ...report });
  metrics.addMetric('stale', MetricUnit.Count, report.articles);
  metrics.publishStoredMetrics();
  return report;
}
