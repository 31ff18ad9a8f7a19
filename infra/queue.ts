import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterVariable } from '../shared/environment';
import { type Lane, type QueueName, topology } from '../shared/pipeline/topology';
import type { Alarms, RunbookSection, Sentence } from './alarms';
import type { DatelineFunction, Foundation } from './function';
import { acknowledge } from './nag';

/** How long the oldest message may wait before somebody is told. Reprocessing a large archive takes its time. */
const PATIENCE: Record<Lane, Duration> = { live: Duration.minutes(15), reprocess: Duration.hours(12) };

/** A queue that holds what could not be handled, until a person has looked; anything in it is an alarm. */
export class DeadLetterQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    props: {
      stage: string;
      name: string;
      section: RunbookSection;
      impact: Sentence;
      essential?: boolean;
      alarms: Alarms;
    },
  ) {
    super(scope, id, {
      queueName: `dateline-${props.stage}-${props.name}`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this, 'AwsSolutions-SQS3', 'This is a DLQ.');
    acknowledge(this, 'Serverless-SQSRedrivePolicy', 'This is a DLQ.');
    props.alarms.add({
      name: props.name,
      section: props.section,
      impact: props.impact,
      essential: props.essential,
      metric: this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: 1,
    });
  }
}

/** A queue of the topology with its DLQ and their alarms. */
export class PipelineQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  /**
   * @param late what users notice when messages wait
   * @param lost what users notice when messages are given up
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly name: QueueName,
    private readonly foundation: Foundation,
    { late, lost }: { late: Sentence; lost: Sentence },
  ) {
    super(scope, id);
    const { stage, alarms } = foundation;
    const { lane, visibilitySeconds, maxReceives } = topology.queues[name];
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      stage: stage.name,
      name: `${name}-dlq`,
      section: 'dlq',
      impact: lost,
      essential: lane === 'live',
      alarms,
    });
    foundation.redrivable.push({ name, deadLetters: this.deadLetters });
    this.queue = new Queue(this, 'Queue', {
      queueName: `dateline-${stage.name}-${name}`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(visibilitySeconds),
      // Shorter than the DLQ's: there a message keeps the age that it had here.
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: maxReceives },
    });
    alarms.add({
      name: `${name}-queue-age`,
      section: 'queue-age',
      impact: late,
      essential: lane === 'live',
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: PATIENCE[lane].toSeconds(),
    });
  }

  /** Has `consumer` called with this queue's messages; those of a batch that it could not handle come again. */
  feed(consumer: DatelineFunction): void {
    const { batchSize, maxBatchingSeconds, maxConcurrency, onDemand } = topology.queues[this.name];
    const source = new SqsEventSource(this.queue, {
      batchSize,
      maxBatchingWindow: Duration.seconds(maxBatchingSeconds),
      maxConcurrency,
      reportBatchItemFailures: true,
      ...(onDemand && { enabled: false }),
    });
    consumer.lambda.addEventSource(source);
    // A message that was given up for the last time is put there with the reason.
    this.deadLetters.grantSendMessages(consumer);
    consumer.lambda.addEnvironment(deadLetterVariable(this.name), this.deadLetters.queueUrl);
    if (onDemand) this.foundation.onDemand.add(this.queue, source.eventSourceMappingId);
    acknowledge(
      consumer,
      'Serverless-LambdaEventSourceMappingDestination',
      'SQS takes no failure destination here; the queue has a DLQ.',
    );
  }
}
