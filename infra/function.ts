import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, type IPrincipal, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Environment, queueVariable } from '../shared/environment';
import { type FunctionName, opensLanes, type QueueName, topology } from '../shared/pipeline/topology';
import type { Alarms, Sentence } from './alarms';
import type { Archive } from './archive';
import { bundled } from './bundle';
import type { Events } from './events';
import type { OnDemandQueues } from './lanes';
import { acknowledge } from './nag';
import type { StageConfig } from './stage';

/** What every capability of a stage is built on. */
export interface Foundation {
  stage: StageConfig;
  archive: Archive;
  alarms: Alarms;
  onDemand: OnDemandQueues;
  /** The DLQs of the queues that were built. */
  redrivable: { name: QueueName; deadLetters: IQueue }[];
  events: Events;
}

export type Queues = Partial<Record<QueueName, IQueue>>;

export interface DatelineFunctionProps extends Foundation {
  name: FunctionName;
  /** Queues that stand already; the topology says which of them this function sends to. */
  queues?: Queues;
  /** What the people who use Dateline notice when this function fails. */
  impact: Sentence;
  /** Whether a single failure is an alarm. Otherwise it takes two in 15 minutes: what failed is tried again. */
  failsOnce?: boolean;
}

/** A function of the topology: `functions/<name>/handler.ts`, with a role, a log group and alarms of its own. */
export class DatelineFunction extends Construct implements IGrantable {
  readonly lambda: LambdaFunction;
  readonly grantPrincipal: IPrincipal;
  #keepsFailedCalls = false;

  constructor(scope: Construct, props: DatelineFunctionProps) {
    super(scope, 'Function');
    const { name, stage } = props;
    const { memoryMb, timeoutSeconds } = topology.functions[name];
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/dateline/${stage.name}/${name}`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The role that CDK would make may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.grantPrincipal = role.grantPrincipal;
    this.lambda = new LambdaFunction(this, 'Lambda', {
      functionName: `dateline-${stage.name}-${name}`,
      code: bundled(name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      tracing: stage.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...this.#environment(props), NODE_OPTIONS: '--enable-source-maps' },
    });
    if (stage.tracing) {
      acknowledge(this, 'AwsSolutions-IAM5[Resource::*]', 'X-Ray takes trace segments for no resource in particular.');
    } else {
      acknowledge(
        this,
        'Serverless-LambdaTracing',
        'A trace a second and function costs more than an article; a stage turns tracing on to look for something.',
      );
    }
    acknowledge(
      this,
      'Serverless-LambdaDLQ',
      'What it was called for is kept by its queue, by the failure destination of its schedule, or by who waits for it.',
    );
    this.#grantSends(props);
    if (topology.publishes.includes(name)) props.events.grantPublish(this);
    if (opensLanes(name)) props.onDemand.letOpen(this);
    this.#addAlarms(props);
  }

  /** Asynchronous calls that failed twice, or waited for an hour, go to a queue: the first one that is named. */
  keepFailedCallsIn(queue: IQueue): void {
    if (this.#keepsFailedCalls) return;
    this.#keepsFailedCalls = true;
    this.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(queue),
      retryAttempts: 1,
      maxEventAge: Duration.hours(1),
    });
  }

  allow(statement: PolicyStatement): void {
    this.lambda.addToRolePolicy(statement);
  }

  #environment({ name, stage, archive, events }: DatelineFunctionProps): Record<string, string> {
    const environment: Record<keyof Environment, string> = {
      STAGE: stage.name,
      BUCKET_NAME: archive.bucket.bucketName,
      TABLE_NAME: archive.table.tableName,
      EVENT_BUS_NAME: events.busName,
      EXTRACTOR_PROVIDER: stage.extractorProvider,
      INDEX_SHARDS: String(stage.indexShards),
      MAX_FILE_BYTES: String(stage.maxFileBytes),
      LANES: '[]',
      LIMITS: JSON.stringify(stage.limits),
    };
    return { ...environment, POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: 'Dateline' };
  }

  #grantSends({ name, queues }: DatelineFunctionProps): void {
    for (const queueName of topology.sends[name]) {
      const queue = queues?.[queueName];
      if (!queue) throw new Error(`${name} sends to ${queueName}, which has to be built before it`);
      queue.grantSendMessages(this);
      this.lambda.addEnvironment(queueVariable(queueName), queue.queueUrl);
    }
  }

  #addAlarms({ name, alarms, impact, failsOnce }: DatelineFunctionProps): void {
    const period = Duration.minutes(5);
    const patience = failsOnce ? {} : { periods: 3, datapoints: 2 };
    const metrics = {
      errors: { metric: this.lambda.metricErrors({ period }), threshold: 1 },
      throttles: { metric: this.lambda.metricThrottles({ period }), threshold: 1 },
      duration: {
        metric: this.lambda.metricDuration({ period, statistic: Stats.MAXIMUM }),
        threshold: topology.functions[name].timeoutSeconds * 1000 * 0.8,
      },
    } as const;
    for (const section of ['errors', 'throttles', 'duration'] as const) {
      // A stage that fails shows in its queue and its DLQ; questions have none.
      const essential = name === 'query' && section === 'errors';
      alarms.add({ name: `${name}-${section}`, section, impact, essential, ...metrics[section], ...patience });
    }
  }
}
