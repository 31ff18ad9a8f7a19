import type { Context } from 'aws-lambda';
import { gatewayEvent } from './world';

const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'dateline-test-query',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:dateline-test-query',
  memoryLimitInMB: '512',
  awsRequestId: 'aws-request-1',
  logGroupName: '/dateline/test/query',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 1000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

const environment = {
  STAGE: 'test',
  BUCKET_NAME: 'bucket',
  TABLE_NAME: 'table',
  EVENT_BUS_NAME: 'bus',
  AWS_REGION: 'eu-central-1',
  // Logs and metrics go through the console, where the test sees them.
  POWERTOOLS_DEV: 'true',
  POWERTOOLS_METRICS_DISABLED: 'false',
};

describe('the Lambda handler', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
    jest.restoreAllMocks();
    jest.resetModules();
  });

  test('answers and leaves one log line and one metric', async () => {
    process.env = { ...before, ...environment };
    const { handler } = await import('../../../functions/query/handler');
    const lines: string[] = [];
    for (const method of ['log', 'info'] as const) {
      jest.spyOn(console, method).mockImplementation((...said: unknown[]) => {
        lines.push(String(said[0]));
      });
    }

    const response = await handler(gatewayEvent('/health'), context);
    expect(response).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(JSON.parse(response.body)).toMatchObject({ status: 'ok', stage: 'test' });

    const entries = lines.map((line) => JSON.parse(line));
    expect(entries).toEqual([
      expect.objectContaining({
        code: 'REQUEST_ANSWERED',
        service: 'query',
        function_request_id: 'aws-request-1',
        requestId: 'JKJaXmPLvHcESHA=',
        operation: 'getHealth',
        status: 200,
        milliseconds: expect.any(Number),
      }),
      expect.objectContaining({ service: 'query', operation: 'getHealth', status: '2xx', requests: 1 }),
    ]);
  });

  test('does not start without its environment', async () => {
    process.env = { ...before, STAGE: 'test', BUCKET_NAME: 'bucket' };
    delete process.env['TABLE_NAME'];
    await expect(import('../../../functions/query/handler')).rejects.toThrow('TABLE_NAME');
  });
});
