import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Lambda, Queue, Synthesized } from './synthesize';

const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).min(1),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })),
  TreatMissingData: z.enum(['notBreaching', 'breaching']),
  Threshold: z.number(),
});

const synthesized = new Synthesized({ alarmEmail: 'desk@example.org', alarms: 'full' });
const alarms = [...synthesized.all('AWS::CloudWatch::Alarm', Alarm).values()];
const runbook = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');

/** Which metrics of the resource with this logical id are watched. */
const watched = (id: string) =>
  alarms.filter(({ Dimensions }) => JSON.stringify(Dimensions).includes(`"${id}"`)).map(({ MetricName }) => MetricName);

test('each queue is watched for waiting, each DLQ for anything in it', () => {
  for (const [id, { QueueName }] of synthesized.all('AWS::SQS::Queue', Queue)) {
    expect(watched(id)).toEqual([
      QueueName.endsWith('-dlq') ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage',
    ]);
  }
});

test('each function is watched for errors, throttles and nearing its time-out', () => {
  for (const [id, { Timeout }] of synthesized.all('AWS::Lambda::Function', Lambda)) {
    expect(watched(id).sort()).toEqual(['Duration', 'Errors', 'Throttles']);
    const duration = alarms.find(
      ({ MetricName, Dimensions }) => MetricName === 'Duration' && JSON.stringify(Dimensions).includes(`"${id}"`),
    );
    expect(duration?.Threshold).toBe(Timeout * 800);
  }
});

test('what an inventory could not heal reaches somebody, under the names that its function reports by', () => {
  const reported = alarms.find(({ MetricName }) => MetricName === 'inventoryReported');
  expect(reported?.Dimensions).toEqual([
    { Name: 'service', Value: 'inventory' },
    { Name: 'stage', Value: 'unit' },
  ]);
});

test('so are the API and the table', () => {
  const [api] = synthesized.all('AWS::ApiGatewayV2::Api', z.unknown()).keys();
  const [table] = synthesized.all('AWS::DynamoDB::GlobalTable', z.unknown()).keys();
  expect(watched(api ?? '')).toEqual(['5xx']);
  expect(watched(table ?? '').sort()).toEqual(['ReadThrottleEvents', 'WriteThrottleEvents']);
});

test.each(alarms.map((alarm) => [alarm.AlarmName.replace('dateline-unit-', ''), alarm] as const))(
  '%s says what it means for users and where the runbook goes on',
  (name, { AlarmDescription }) => {
    const [, impact, section] = /^(.{20,}\.) What to do: docs\/runbook\.md#([a-z0-9-]+)$/.exec(AlarmDescription) ?? [];
    expect(impact).toMatch(/article|answer|file/i);
    expect(name.endsWith(section ?? ' ')).toBe(true);
    expect(runbook).toContain(`\n### ${section}\n`);
  },
);

test('they reach whom the stage names, and nobody unless it does', () => {
  synthesized.template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'desk@example.org',
  });
  new Synthesized().template.resourceCountIs('AWS::SNS::Subscription', 0);
});
