import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { sqsDeadLetters } from '../../shared/adapters/dead-letters';
import { dynamoClient, dynamoTable } from '../../shared/adapters/dynamodb';
import { eventBridgeClient, eventBridgePublisher } from '../../shared/adapters/eventbridge';
import { lambdaLanes, opening } from '../../shared/adapters/lanes';
import { s3Client, s3ObjectStore } from '../../shared/adapters/s3';
import { sqsClient, sqsQueue } from '../../shared/adapters/sqs';
import { Receipts } from '../../shared/archive/receipts';
import { deadLetterUrl, queueUrl, readEnvironment } from '../../shared/environment';
import { versionsFor } from '../../shared/extractors/versions';
import { PARSER_VERSION } from '../../shared/formats/version';
import { gazetteerVersion, readGazetteerReport } from '../../shared/gazetteers/store';
import { httpFunction } from '../../shared/http/function';
import { requestRecorder } from '../../shared/http/recorder';
import { ApiEvent } from '../../shared/http/request';
import { batchHandler } from '../../shared/pipeline/batch';
import { RunStep } from '../../shared/pipeline/messages';
import type { Dependencies } from './dependencies';
import { reprocessOperations } from './operations';
import { giveUp, runStep } from './run-step';
import { runSchedule, ScheduleEvent } from './schedule';

const environment = readEnvironment();
const sqs = sqsClient();
const lanes = lambdaLanes(environment.LANES, sqs, Date.now);
const logger = new Logger({ serviceName: 'reprocess' });
const metrics = new Metrics({
  namespace: 'Dateline',
  serviceName: 'reprocess',
  defaultDimensions: { stage: environment.STAGE },
});
const table = dynamoTable(dynamoClient(), environment.TABLE_NAME);
const deployed = { parser: PARSER_VERSION, ...versionsFor(environment.EXTRACTOR_PROVIDER) };
const to: Dependencies = {
  bucket: environment.BUCKET_NAME,
  objects: s3ObjectStore(s3Client(), environment.BUCKET_NAME),
  table,
  events: eventBridgePublisher(eventBridgeClient(), environment.EVENT_BUS_NAME),
  receipts: new Receipts(table, environment.INDEX_SHARDS, Date.now),
  versions: deployed,
  lanes,
  comprehend: environment.EXTRACTOR_PROVIDER === 'comprehend',
  toParse: opening(sqsQueue(sqs, queueUrl('reprocess-parse')), lanes),
  toEnrich: opening(sqsQueue(sqs, queueUrl('reprocess-enrich')), lanes),
  toStore: opening(sqsQueue(sqs, queueUrl('reprocess-store')), lanes),
  toRuns: sqsQueue(sqs, queueUrl('runs')),
  clock: Date.now,
};
const BatchEvent = z.custom<SQSEvent>((event) => z.object({ Records: z.array(z.unknown()) }).safeParse(event).success);
const answer = httpFunction(reprocessOperations, to, Date.now, requestRecorder(logger, metrics));
const steps = batchHandler({
  name: 'runs',
  message: RunStep,
  work: (step) => runStep(step, to),
  gaveUp: (step, attempts, error) => giveUp(step, `${attempts} attempts at a step failed: ${error.message}`, to),
  deadLetters: sqsDeadLetters(sqs, deadLetterUrl),
  parallel: false,
  logger,
  metrics,
});

/** Called by the API for runs, by their queue for each step, and by the schedules. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  logger.addContext(context);
  // The users' gazetteers are no part of what is deployed, and of what is stale all the same.
  to.versions = { ...deployed, ...gazetteerVersion((await readGazetteerReport(table))?.hash) };
  if (ApiEvent.safeParse(event).success) return answer(event);
  const scheduled = ScheduleEvent.safeParse(event);
  if (!scheduled.success) return steps(BatchEvent.parse(event), context);
  // Before anything is sent: the counts of a queue are late.
  await lanes.settle();
  const done = await runSchedule(scheduled.data, to);
  logger.info('schedule ran', { code: 'SCHEDULE_RAN', ...scheduled.data, ...done });
  return done;
}
