import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterVariable } from '../shared/environment';
import type { QueueName } from '../shared/pipeline/topology';
import { DatelineFunction, type Foundation, type Queues } from './function';

/** What people change: the function that the API calls for everything but questions and runs. */
export class Operate extends Construct {
  readonly function: DatelineFunction;

  constructor(scope: Construct, foundation: Foundation, queues: Queues) {
    super(scope, 'Operate');
    const { archive } = foundation;
    this.function = new DatelineFunction(this, {
      ...foundation,
      name: 'operate',
      queues,
      impact: 'Files that failed cannot be retried or redriven, and entities cannot be corrected.',
    });
    archive.grantItems(this.function, 'GetItem', 'PutItem', 'Query', 'BatchGetItem');
    archive.grantObjects(this.function, 'decisions', 'PutObject');
    archive.grantReceiptsIndex(this.function);
    for (const { name, deadLetters } of foundation.redrivable) this.#letRedrive(name, deadLetters);
  }

  /** Lets it look into a DLQ and move its messages back; sending to the queue is granted by the topology. */
  #letRedrive(name: QueueName, deadLetters: IQueue): void {
    const actions = [
      'GetQueueAttributes',
      'ReceiveMessage',
      'ChangeMessageVisibility',
      'DeleteMessage',
      'StartMessageMoveTask',
    ];
    this.function.allow(
      new PolicyStatement({ actions: actions.map((action) => `sqs:${action}`), resources: [deadLetters.queueArn] }),
    );
    this.function.lambda.addEnvironment(deadLetterVariable(name), deadLetters.queueUrl);
  }
}
