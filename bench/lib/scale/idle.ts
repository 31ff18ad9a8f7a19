import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import cdk from '../../../cdk.json';
import { DatelineStack } from '../../../infra/stack';
import { readStage } from '../../../infra/stage';
import { stages } from '../../../infra/stages';
import { PRICES } from '../../../shared/cost/prices';

/** Lambda polls an empty queue by five pollers that wait 20 seconds each; a month has 730 hours. */
const POLLS_A_MONTH = (5 * 3_600 * 730) / 20;
const FREE_REQUESTS = 1e6;
const FREE_ALARMS = 10;

export interface Idle {
  stage: string;
  alarms: number;
  /** Queues that are polled, of all that have a consumer. */
  polled: number;
  mappings: number;
  /** USD a month, with the account's free tier and without. */
  withFreeTier: number;
  withoutFreeTier: number;
}

/** What a month without news costs, by the template of each stage. Nothing else in it costs anything while nothing comes. */
export function idleMonths(): Idle[] {
  return Object.keys(stages).map((stage) => {
    const app = new App({ context: { ...cdk.context, 'aws:cdk:bundling-stacks': [] } });
    const template = Template.fromStack(new DatelineStack(app, readStage(stage, stages)));
    const alarms = Object.keys(template.findResources('AWS::CloudWatch::Alarm')).length;
    const mappings = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).map((found) =>
      z.object({ Properties: z.object({ Enabled: z.boolean().default(true) }) }).parse(found),
    );
    const polled = mappings.filter(({ Properties }) => Properties.Enabled).length;
    const requests = polled * POLLS_A_MONTH;
    const cost = (free: { requests: number; alarms: number }) =>
      Math.max(0, requests - free.requests) * PRICES.sqs.request +
      Math.max(0, alarms - free.alarms) * PRICES.alarm.month;
    return {
      stage,
      alarms,
      polled,
      mappings: mappings.length,
      withFreeTier: cost({ requests: FREE_REQUESTS, alarms: FREE_ALARMS }),
      withoutFreeTier: cost({ requests: 0, alarms: 0 }),
    };
  });
}
