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
};

const everything = new Synthesized({
  public: true,
  alarmEmail: 'desk@example.org',
  corsOrigins: ['https://desk.example'],
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

test('an idle month costs the alarms, 0.10 USD each beyond the ten that are free, or nothing without them', () => {
  // One metric each: CloudWatch bills an alarm over several metrics by their number.
  everything.template.resourceCountIs('AWS::CloudWatch::Alarm', 34);
  expect(JSON.stringify(everything.template.findResources('AWS::CloudWatch::Alarm'))).not.toContain('"Metrics"');
  const { template } = new Synthesized({ alarms: false });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  template.resourceCountIs('AWS::SNS::Topic', 0);
});
