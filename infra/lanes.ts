import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { OnDemandQueue } from '../shared/environment';
import type { DatelineFunction } from './function';

/** The queues that are polled on demand, as they are built; functions that send to them are built afterwards. */
export class OnDemandQueues {
  readonly #queues: { queue: IQueue; mapping: string }[] = [];

  /** @param mapping id of the event source mapping that polls the queue */
  add(queue: IQueue, mapping: string): void {
    this.#queues.push({ queue, mapping });
  }

  /** Lets a function have them polled and have them rest. */
  letOpen(opener: DatelineFunction): void {
    const { partition, region, account } = Stack.of(opener);
    const queues: OnDemandQueue[] = this.#queues.map(({ queue, mapping }) => ({ url: queue.queueUrl, mapping }));
    opener.lambda.addEnvironment('LANES', Stack.of(opener).toJsonString(queues));
    opener.allow(
      new PolicyStatement({
        actions: ['lambda:UpdateEventSourceMapping'],
        resources: this.#queues.map(
          ({ mapping }) => `arn:${partition}:lambda:${region}:${account}:event-source-mapping:${mapping}`,
        ),
      }),
    );
    opener.allow(
      new PolicyStatement({
        actions: ['sqs:GetQueueAttributes'],
        resources: this.#queues.map(({ queue }) => queue.queueArn),
      }),
    );
  }
}
