import { deadLetterVariable, queueVariable } from '../shared/environment';
import { type FunctionName, QUEUE_NAMES } from '../shared/pipeline/topology';
import { ACCESS, type LambdaHandler, REGION } from './lambda';
import type { Services } from './services';
import { TABLE_NAME } from './table-server';

export type Handlers = Record<FunctionName, LambdaHandler>;
type Addresses = Pick<Services, 's3' | 'dynamodb' | 'bucket' | 'queues'>;

/**
 * The handlers that are deployed, in the environment that the stack gives them, but with our endpoints. They read it
 * when they are imported, hence once in a process.
 */
export async function deployedHandlers(addresses: Addresses): Promise<Handlers> {
  Object.assign(process.env, environmentOf(addresses));
  // Loopback asks for no credentials: the user's own stay out of it, except where an extractor calls AWS itself.
  if (process.env['EXTRACTOR_PROVIDER'] !== 'comprehend') useCredentials(process.env);
  const [parse, enrich, store, query, operate, inventory, reprocess] = await Promise.all([
    import('../functions/parse/handler'),
    import('../functions/enrich/handler'),
    import('../functions/store/handler'),
    import('../functions/query/handler'),
    import('../functions/operate/handler'),
    import('../functions/inventory/handler'),
    import('../functions/reprocess/handler'),
  ]);
  return {
    parse: parse.handler,
    enrich: enrich.handler,
    store: store.handler,
    query: query.handler,
    operate: operate.handler,
    inventory: inventory.handler,
    reprocess: reprocess.handler,
  };
}

/** What the stack would set, see `infra/function.ts`; the rest of `Environment` may be set by the user. */
export function environmentOf({ s3, dynamodb, bucket, queues }: Addresses): Record<string, string> {
  return {
    STAGE: 'local',
    BUCKET_NAME: bucket,
    TABLE_NAME,
    EVENT_BUS_NAME: 'dateline-local',
    ...Object.fromEntries(QUEUE_NAMES.map((name) => [queueVariable(name), queues[name].url])),
    ...Object.fromEntries(QUEUE_NAMES.map((name) => [deadLetterVariable(name), queues[name].deadLettersUrl])),
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_SQS: s3,
    AWS_ENDPOINT_URL_EVENTBRIDGE: s3,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  };
}

function useCredentials(env: NodeJS.ProcessEnv): void {
  env['AWS_ACCESS_KEY_ID'] = ACCESS.credentials.accessKeyId;
  env['AWS_SECRET_ACCESS_KEY'] = ACCESS.credentials.secretAccessKey;
  delete env['AWS_SESSION_TOKEN'];
  delete env['AWS_PROFILE'];
}
