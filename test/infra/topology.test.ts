import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { operations } from '../../shared/api/operations';
import { routeKey } from '../../shared/api/routes';
import { Environment, queueVariable } from '../../shared/environment';
import { type FunctionName, opensLanes, QUEUE_NAMES, SCHEDULE_NAMES, topology } from '../../shared/pipeline/topology';
import { Lambda, Policy, Queue, Reference, Synthesized } from './synthesize';

const synthesized = new Synthesized();
const watched = new Synthesized({ alarms: 'full' });
const queues = synthesized.all('AWS::SQS::Queue', Queue);
const functions = synthesized.all('AWS::Lambda::Function', Lambda);
const FUNCTION_NAMES = z.array(z.custom<FunctionName>()).parse(Object.keys(topology.functions));

const queueNamed = (name: string) => {
  const found = [...queues].find(([, queue]) => queue.QueueName === `dateline-unit-${name}`);
  if (!found) throw new Error(`no queue ${name}`);
  return { id: found[0], ...found[1] };
};
const functionNamed = (name: string) => {
  const found = [...functions].find(([, lambda]) => lambda.FunctionName === `dateline-unit-${name}`);
  if (!found) throw new Error(`no function ${name}`);
  return { id: found[0], ...found[1] };
};

describe('the template has what the topology says, and nothing else', () => {
  test.each(QUEUE_NAMES)('queue %s, with its DLQ', (name) => {
    const { visibilitySeconds, maxReceives } = topology.queues[name];
    expect(queueNamed(name)).toMatchObject({
      VisibilityTimeout: visibilitySeconds,
      RedrivePolicy: { deadLetterTargetArn: queueNamed(`${name}-dlq`).id, maxReceiveCount: maxReceives },
    });
  });

  test('no queue beside those but the DLQs of schedules', () => {
    const names = [...queues.values()].map((queue) => queue.QueueName.replace('dateline-unit-', '')).sort();
    const failed = SCHEDULE_NAMES.map((name) => `${name}-schedule-dlq`);
    expect(names).toEqual([...QUEUE_NAMES, ...QUEUE_NAMES.map((name) => `${name}-dlq`), ...failed].sort());
  });

  test('a DLQ keeps a message longer than its queue did, whose age it inherits', () => {
    for (const name of QUEUE_NAMES) {
      expect(queueNamed(`${name}-dlq`).MessageRetentionPeriod).toBeGreaterThan(queueNamed(name).MessageRetentionPeriod);
    }
  });

  test.each(FUNCTION_NAMES)('function %s', (name) => {
    const { memoryMb, timeoutSeconds } = topology.functions[name];
    expect(functionNamed(name)).toMatchObject({
      MemorySize: memoryMb,
      Timeout: timeoutSeconds,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
  });

  test('no function beside those', () => {
    expect([...functions.values()].map((lambda) => lambda.FunctionName).sort()).toEqual(
      FUNCTION_NAMES.map((name) => `dateline-unit-${name}`).sort(),
    );
  });

  test('each queue feeds the function of its stage, in its batches and at its pace, with partial failures', () => {
    const Mapping = z.object({
      EventSourceArn: Reference,
      FunctionName: Reference,
      BatchSize: z.number(),
      Enabled: z.boolean().default(true),
      MaximumBatchingWindowInSeconds: z.number().default(0),
      ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
      FunctionResponseTypes: z.array(z.string()),
    });
    const mappings = [...synthesized.all('AWS::Lambda::EventSourceMapping', Mapping).values()];
    const expected = QUEUE_NAMES.map((name) => {
      const { consumer, batchSize, maxBatchingSeconds, maxConcurrency, onDemand = false } = topology.queues[name];
      return {
        EventSourceArn: queueNamed(name).id,
        FunctionName: functionNamed(consumer).id,
        BatchSize: batchSize,
        Enabled: !onDemand,
        MaximumBatchingWindowInSeconds: maxBatchingSeconds,
        ...(maxConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency: maxConcurrency } }),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      };
    });
    expect(new Set(mappings)).toEqual(new Set(expected));
  });

  test.each(FUNCTION_NAMES)('%s may send to the queues that it is said to send to, and knows their URLs', (name) => {
    const { Role, Environment: environment } = functionNamed(name);
    const sendable = [...synthesized.all('AWS::IAM::Policy', Policy).values()]
      .filter((policy) => policy.Roles.includes(Role))
      .flatMap((policy) => policy.PolicyDocument.Statement)
      .filter((statement) => statement.Action.includes('sqs:SendMessage'))
      .flatMap((statement) => statement.Resource.map((resource) => Reference.parse(resource)))
      .filter((id) => !queues.get(id)?.QueueName.endsWith('-dlq'));
    expect(sendable.sort()).toEqual(topology.sends[name].map((queue) => queueNamed(queue).id).sort());

    const urls = Object.entries(environment.Variables).filter(([variable]) => variable.startsWith('QUEUE_URL_'));
    expect(Object.fromEntries(urls.map(([variable, url]) => [variable, Reference.parse(url)]))).toEqual(
      Object.fromEntries(topology.sends[name].map((queue) => [queueVariable(queue), queueNamed(queue).id])),
    );
  });

  test.each(FUNCTION_NAMES)('%s may publish events if it is said to, and only on the bus of the stage', (name) => {
    const [bus] = synthesized.all('AWS::Events::EventBus', z.object({ Name: z.literal('dateline-unit') })).keys();
    const granted = [...synthesized.all('AWS::IAM::Policy', Policy).values()]
      .filter((policy) => policy.Roles.includes(functionNamed(name).Role))
      .flatMap((policy) => policy.PolicyDocument.Statement)
      .filter(({ Action }) => Action.includes('events:PutEvents'))
      .flatMap(({ Resource }) => Resource.map((resource) => Reference.parse(resource)));
    expect(granted).toEqual(topology.publishes.includes(name) ? [bus] : []);
  });

  test.each(FUNCTION_NAMES)('%s may open the queues that are polled on demand, if it is to, and knows them', (name) => {
    const { Role, Environment: environment } = functionNamed(name);
    const actions = [...synthesized.all('AWS::IAM::Policy', Policy).values()]
      .filter((policy) => policy.Roles.includes(Role))
      .flatMap((policy) => policy.PolicyDocument.Statement.flatMap(({ Action }) => Action));
    expect(actions.includes('lambda:UpdateEventSourceMapping')).toBe(opensLanes(name));
    const told = JSON.stringify(environment.Variables['LANES']);
    const onDemand = QUEUE_NAMES.filter((queue) => topology.queues[queue].onDemand);
    expect(onDemand.filter((queue) => told.includes(queueNamed(queue).id))).toEqual(opensLanes(name) ? onDemand : []);
  });

  test.each(FUNCTION_NAMES)('%s gets the environment that it parses', (name) => {
    const { Variables } = functionNamed(name).Environment;
    expect(Object.keys(Variables)).toEqual(expect.arrayContaining(Object.keys(Environment.shape)));
  });

  test('gazetteers that come and go reach the parse queue', () => {
    const { source, detailTypes, queue } = topology.gazetteerEvent;
    synthesized.template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      EventPattern: {
        source: [source],
        'detail-type': detailTypes,
        detail: { object: { key: [{ prefix: topology.prefixes.gazetteers }] } },
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [queueNamed(queue).id, 'Arn'] } })],
    });
  });

  test('objects created under incoming/ of this bucket reach the parse queue, or its DLQ', () => {
    const bucket = [...synthesized.all('AWS::S3::Bucket', z.unknown()).keys()][0];
    const { source, detailType, queue } = topology.dropEvent;
    synthesized.template.hasResourceProperties('AWS::Events::Rule', {
      State: 'ENABLED',
      EventPattern: {
        source: [source],
        'detail-type': [detailType],
        detail: { bucket: { name: [{ Ref: bucket }] }, object: { key: [{ prefix: topology.prefixes.incoming }] } },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [queueNamed(queue).id, 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queueNamed(`${queue}-dlq`).id, 'Arn'] } },
        }),
      ],
    });
    synthesized.template.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    });
  });

  test.each(SCHEDULE_NAMES)('the schedule %s, with its DLQ, and an alarm for when it does not run', (name) => {
    const { expression, function: called, everyMs, input, missedAfterDays } = topology.schedules[name];
    const dlq = queueNamed(`${name}-schedule-dlq`).id;
    synthesized.template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: expression,
      State: 'ENABLED',
      GroupName: Match.anyValue(),
      Target: {
        Arn: { 'Fn::GetAtt': [functionNamed(called).id, 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [dlq, 'Arn'] } },
        Input: JSON.stringify(input),
      },
    });
    watched.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `dateline-unit-${name}-schedule-missed`,
      Namespace: 'AWS/Scheduler',
      MetricName: 'InvocationAttemptCount',
      Period: 24 * 60 * 60,
      EvaluationPeriods: missedAfterDays,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    // CloudWatch looks back seven days at most, and the alarm has to wait for longer than the schedule does.
    expect(missedAfterDays).toBeLessThanOrEqual(7);
    const days = everyMs / (24 * 60 * 60 * 1000);
    expect(missedAfterDays).toBeGreaterThanOrEqual(Math.min(7, days + 1));
    // The embedded runtime ticks in milliseconds.
    const hours = days * 24;
    const unit = hours < 24 ? [hours, 'hour'] : [days, 'day'];
    expect(expression).toBe(`rate(${unit[0]} ${unit[1]}${unit[0] === 1 ? '' : 's'})`);
  });

  test('no schedule beside those', () => {
    synthesized.template.resourceCountIs('AWS::Scheduler::Schedule', SCHEDULE_NAMES.length);
  });

  test('a route for each operation, to the function that answers it, and one for what no operation takes', () => {
    const Target = z
      .object({ 'Fn::Join': z.tuple([z.string(), z.tuple([z.literal('integrations/'), Reference])]) })
      .transform((target) => target['Fn::Join'][1][1]);
    const integrations = synthesized.all('AWS::ApiGatewayV2::Integration', z.object({ IntegrationUri: Reference }));
    const routes = synthesized.all('AWS::ApiGatewayV2::Route', z.object({ RouteKey: z.string(), Target }));
    const declared = [...routes.values()].map(({ RouteKey, Target }) => [
      RouteKey,
      integrations.get(Target)?.IntegrationUri,
    ]);
    expect(Object.fromEntries(declared)).toEqual(
      Object.fromEntries([
        ...Object.values(operations).map((operation) => [routeKey(operation), functionNamed(operation.function).id]),
        ['$default', functionNamed('query').id],
      ]),
    );
  });

  test('the outputs that the command line and the acceptance suite read', () => {
    const queueUrls = QUEUE_NAMES.map(
      (name) => `QueueUrl${name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
    );
    expect(synthesized.outputs.sort()).toEqual(
      [
        'AlarmTopicArn',
        'ApiUrl',
        'BucketName',
        'EventBusName',
        'ReprocessFunctionName',
        'TableName',
        ...queueUrls,
      ].sort(),
    );
  });
});
