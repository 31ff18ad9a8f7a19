import { Construct } from 'constructs';
import { DatelineFunction, type Foundation, type Queues } from './function';
import { PipelineQueue } from './queue';

/** Runs: has stored articles made again, by the queues of the stages and one of its own. */
export class Reprocess extends Construct {
  readonly function: DatelineFunction;
  readonly queues: Queues;

  constructor(scope: Construct, foundation: Foundation, stages: Queues) {
    super(scope, 'Reprocess');
    const { archive } = foundation;
    const impact = 'Articles keep the facts of older extractors until a run succeeds.';
    const runs = new PipelineQueue(this, 'Runs', 'runs', foundation, { late: impact, lost: impact });
    this.queues = { runs: runs.queue };
    this.function = new DatelineFunction(this, {
      ...foundation,
      name: 'reprocess',
      queues: { ...stages, ...this.queues },
      impact,
    });
    runs.feed(this.function);
    archive.grantObjects(this.function, 'articles', 'GetObject');
    archive.grantObjects(this.function, 'runs', 'GetObject');
    archive.grantObjects(this.function, 'decisions', 'PutObject');
    archive.grantNoticingAbsence(this.function);
    archive.grantReceipts(this.function);
    archive.grantItems(this.function, 'DeleteItem');
    archive.grantReceiptsIndex(this.function);
  }
}
