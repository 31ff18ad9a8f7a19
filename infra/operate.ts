import { Construct } from 'constructs';
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
      impact: 'Files that failed cannot be retried.',
    });
    archive.grantItems(this.function, 'GetItem', 'PutItem', 'Query', 'BatchGetItem');
    archive.grantReceiptsIndex(this.function);
  }
}
