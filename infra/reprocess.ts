import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { DatelineFunction, type Foundation, type Queues } from './function';
import { acknowledgeWildcard } from './nag';
import { DeadLetterQueue } from './queue';

/** Looks for stale articles on a schedule and sends them through the pipeline again, by their own queues. */
export class Reprocess extends Construct {
  readonly function: DatelineFunction;

  constructor(scope: Construct, foundation: Foundation, queues: Queues) {
    super(scope, 'Reprocess');
    const { stage, archive, alarms } = foundation;
    const impact = 'Articles keep the facts of older extractors until a run succeeds.';
    this.function = new DatelineFunction(this, { ...foundation, name: 'reprocess', queues, impact, failsOnce: true });
    archive.grantObjects(this.function, 'articles', 'GetObject');
    archive.grantItems(this.function, 'BatchGetItem', 'Query');

    // The schedule's calls are asynchronous: those that cannot be made come here, and those that fail do so too.
    const missedRuns = new DeadLetterQueue(this, 'MissedRuns', {
      stage: stage.name,
      name: 'reprocess-runs-dlq',
      section: 'reprocess-runs-dlq',
      impact,
      alarms,
    });
    this.function.lambda.configureAsyncInvoke({
      onFailure: new SqsDestination(missedRuns),
      retryAttempts: 1,
      maxEventAge: Duration.hours(1),
    });
    const caller = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    acknowledgeWildcard(caller, this.function.lambda, ':*', 'Any version of this one function.');
    new Schedule(this, 'Schedule', {
      description: 'Looks for stale articles',
      schedule: ScheduleExpression.expression(stage.reprocessSchedule),
      target: new LambdaInvoke(this.function.lambda, {
        role: caller,
        deadLetterQueue: missedRuns,
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
      }),
    });
  }
}
