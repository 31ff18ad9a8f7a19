import * as z from 'zod';
import { Synthesized } from './synthesize';

/**
 * What the stack is made of, and how each is billed. A type that is not listed fails, so that whoever adds one has to
 * say what an idle hour of it costs.
 */
const BILLING: Record<string, string> = {
  'AWS::ApiGatewayV2::Api': 'by request',
  'AWS::ApiGatewayV2::Integration': 'nothing',
  'AWS::ApiGatewayV2::Route': 'nothing',
  'AWS::ApiGatewayV2::Stage': 'nothing',
  'AWS::CloudWatch::Alarm': 'by month, see below',
  'AWS::DynamoDB::GlobalTable': 'by request and by GB stored, when on demand',
  'AWS::Events::EventBus': 'by event that is published',
  'AWS::Events::Rule': 'nothing for events of AWS services',
  'AWS::IAM::Policy': 'nothing',
  'AWS::IAM::Role': 'nothing',
  'AWS::Lambda::EventInvokeConfig': 'nothing',
  'AWS::Lambda::EventSourceMapping': 'nothing, but polls its queue, see docs/adr/0004-infrastructure.md',
  'AWS::Lambda::Function': 'by request and duration, without provisioned concurrency',
  'AWS::Lambda::Permission': 'nothing',
  'AWS::Logs::LogGroup': 'by GB',
  'AWS::S3::Bucket': 'by request and by GB stored',
  'AWS::S3::BucketPolicy': 'nothing',
  'AWS::SNS::Subscription': 'by message',
  'AWS::SNS::Topic': 'by message',
  'AWS::SNS::TopicPolicy': 'nothing',
  'AWS::SQS::Queue': 'by request',
  'AWS::SQS::QueuePolicy': 'nothing',
  'AWS::Scheduler::Schedule': 'by invocation',
  'AWS::Scheduler::ScheduleGroup': 'nothing',
};

const everything = new Synthesized({
  public: true,
  alarmEmail: 'desk@example.org',
  corsOrigins: ['https://desk.example'],
  alarms: 'full',
  tracing: true,
});

test('nothing is billed by the hour', () => {
  expect(everything.resources.map(([, { Type }]) => Type).filter((type) => !(type in BILLING))).toEqual([]);
});

test('nothing that is listed is set to be billed by the hour either', () => {
  const text = JSON.stringify(everything.template.toJSON());
  for (const setting of [
    'ProvisionedConcurrency',
    'ProvisionedThroughput',
    'WriteProvisionedThroughputSettings',
    'ReadProvisionedThroughputSettings',
    'ProvisionedPollerConfig',
    'VpcConfig',
    'SnapStart',
    'KmsMasterKeyId',
    'KMSMasterKeyID',
    'WarmThroughput',
    'AWS::KMS::Key',
  ]) {
    expect(text).not.toContain(setting);
  }
});

const Mapping = z.object({ Enabled: z.boolean().default(true) });

test('an idle month costs below 1 USD: no more alarms than are free, and few queues that are polled while empty', () => {
  const usual = new Synthesized();
  expect(usual.all('AWS::CloudWatch::Alarm', z.unknown()).size).toBeLessThanOrEqual(10);
  const polled = [...usual.all('AWS::Lambda::EventSourceMapping', Mapping).values()].filter(({ Enabled }) => Enabled);
  // Five pollers that wait 20 s each; a million requests are free, a million more are 0.40 USD (bench/scale.ts).
  const requests = (polled.length * 5 * 3_600 * 730) / 20;
  expect(((requests - 1e6) / 1e6) * 0.4).toBeLessThan(1);
});

test('all alarms have one metric each, for CloudWatch bills one over several by their number; or there are none', () => {
  expect(JSON.stringify(everything.template.findResources('AWS::CloudWatch::Alarm'))).not.toContain('"Metrics"');
  const { template } = new Synthesized({ alarms: 'none' });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template.resourceCountIs('AWS::SNS::Topic', 0);
});
