import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleGroup, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { type FunctionName, SCHEDULE_NAMES, type ScheduleName, topology } from '../shared/pipeline/topology';
import type { Sentence } from './alarms';
import type { DatelineFunction, Foundation } from './function';
import { acknowledgeWildcard } from './nag';
import { DeadLetterQueue } from './queue';

/** What users notice when a schedule does not run. */
const IMPACT: Record<ScheduleName, Sentence> = {
  inventory: 'Articles that were lost stay missing, and what is left of deleted ones stays.',
  sweep: 'Articles keep the facts of older extractors until a run succeeds.',
};

/**
 * The schedules of the topology, each with a DLQ for calls that could not be made or failed, and an alarm for calls that
 * were never tried. Each is a group of its own, because Scheduler counts by group.
 */
export class Schedules extends Construct {
  constructor(
    scope: Construct,
    private readonly foundation: Foundation,
    private readonly functions: Partial<Record<FunctionName, DatelineFunction>>,
  ) {
    super(scope, 'Schedules');
    for (const name of SCHEDULE_NAMES) this.#add(name);
  }

  #add(name: ScheduleName): void {
    const { stage, alarms } = this.foundation;
    const schedule = topology.schedules[name];
    const called = this.functions[schedule.function];
    if (!called) throw new Error(`${name} calls ${schedule.function}, which has to be built before it`);
    const scope = new Construct(this, name);

    const failed = new DeadLetterQueue(scope, 'Failed', {
      stage: stage.name,
      name: `${name}-schedule-dlq`,
      section: 'schedule-dlq',
      impact: IMPACT[name],
      alarms,
    });
    // Its calls are asynchronous: those that cannot be made come here, and those that fail do so too.
    called.keepFailedCallsIn(failed);
    const group = new ScheduleGroup(scope, 'Group', { scheduleGroupName: `dateline-${stage.name}-${name}` });
    const caller = new Role(scope, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    acknowledgeWildcard(caller, called.lambda, ':*', 'Any version of this one function.');
    new Schedule(scope, 'Schedule', {
      description: schedule.description,
      schedule: ScheduleExpression.expression(stage.schedules[name]),
      scheduleGroup: group,
      target: new LambdaInvoke(called.lambda, {
        input: ScheduleTargetInput.fromObject(schedule.input),
        role: caller,
        deadLetterQueue: failed,
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
      }),
    });
    alarms.add({
      name: `${name}-schedule-missed`,
      section: 'schedule-missed',
      impact: IMPACT[name],
      metric: new Metric({
        namespace: 'AWS/Scheduler',
        metricName: 'InvocationAttemptCount',
        dimensionsMap: { ScheduleGroup: group.scheduleGroupName },
        statistic: Stats.SUM,
        period: Duration.days(1),
      }),
      threshold: 1,
      absence: true,
      periods: schedule.missedAfterDays,
    });
  }
}
