import { Stack, Validations } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from './stage';

/** A sentence, with its full stop. */
export type Sentence = `${string}.`;

/** Headings of docs/runbook.md that an alarm can lead to. */
export type RunbookSection =
  | 'queue-age'
  | 'dlq'
  | 'schedule-dlq'
  | 'schedule-missed'
  | 'inventory-reported'
  | 'errors'
  | 'throttles'
  | 'duration'
  | 'api-5xx'
  | 'table-throttles';

export interface AlarmProps {
  /** Unique in the stack, ends with the kind of alarm, e.g. `reprocess-parse-dlq`. */
  name: string;
  section: RunbookSection;
  /** What the people who use Dateline notice. An alarm that nobody would notice should not be one. */
  impact: Sentence;
  /** Whether users miss something right now that nobody else would tell; otherwise only `full` stages have it. */
  essential?: boolean | undefined;
  /** One metric, not an expression: CloudWatch bills an expression over three metrics like three alarms. */
  metric: Metric;
  /** The alarm goes off at this value and above … */
  threshold: number;
  /** … or, where this is said, below it and where nothing is reported: something should have happened … */
  absence?: true;
  /** … in `datapoints` of the last `periods` periods of the metric; 1 of 1 unless given. */
  periods?: number;
  datapoints?: number;
}

/** Where all alarms of a stage are made, so that none exists without saying what it means and what to do. */
export class Alarms extends Construct {
  readonly topic: Topic | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly stage: StageConfig,
  ) {
    super(scope, id);
    if (stage.alarms === 'none') return;
    this.topic = new Topic(this, 'Topic', { topicName: `dateline-${stage.name}-alarms`, enforceSSL: true });
    // A topic policy of one's own replaces the default one, which let this account's alarms publish.
    this.topic.grantPublish(
      new ServicePrincipal('cloudwatch.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (stage.alarmEmail) {
      this.topic.addSubscription(new EmailSubscription(stage.alarmEmail));
      Validations.of(this.topic).acknowledge({
        id: 'Serverless-SNSRedrivePolicy',
        reason:
          'An e-mail that SNS cannot deliver does not become deliverable from a queue; the alarm stays in CloudWatch.',
      });
    }
  }

  add(props: AlarmProps): void {
    if (!this.topic || (this.stage.alarms === 'essential' && !props.essential)) return;
    new Alarm(this, props.name, {
      alarmName: `dateline-${this.stage.name}-${props.name}`,
      alarmDescription: `${props.impact} What to do: docs/runbook.md#${props.section}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: props.absence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      datapointsToAlarm: props.datapoints ?? props.periods ?? 1,
      treatMissingData: props.absence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}
