import { Construct } from 'constructs';
import { queueName, type Stage } from '../shared/pipeline/topology';
import type { Sentence } from './alarms';
import { DatelineFunction, type Foundation, type Queues } from './function';
import { PipelineQueue } from './queue';

export interface WorkerProps {
  stage: Stage;
  /** Queues of the stages after this one. */
  downstream: Queues;
  /** What users notice when drops wait at this stage. */
  late: Sentence;
  /** What users notice when this stage has given drops up. */
  lost: Sentence;
}

const REPROCESS_IMPACT = {
  late: 'Articles show the facts of older extractors for longer than usual.',
  lost: 'Some articles keep the facts of older extractors until their messages are redriven.',
} as const;

/** A stage of the pipeline: a function with two queues, one for drops and a slower one for reprocessing. */
export class Worker extends Construct {
  readonly function: DatelineFunction;
  readonly live: PipelineQueue;
  /** This stage's queues and those of the stages after it. */
  readonly queues: Queues;

  constructor(scope: Construct, id: string, foundation: Foundation, props: WorkerProps) {
    super(scope, id);
    const { stage, downstream, late, lost } = props;
    this.function = new DatelineFunction(this, { ...foundation, name: stage, queues: downstream, impact: late });
    this.live = new PipelineQueue(this, 'Live', queueName(stage, 'live'), foundation, { late, lost });
    const reprocess = new PipelineQueue(this, 'Reprocess', queueName(stage, 'reprocess'), foundation, REPROCESS_IMPACT);
    this.live.feed(this.function);
    reprocess.feed(this.function);
    this.queues = {
      ...downstream,
      [queueName(stage, 'live')]: this.live.queue,
      [queueName(stage, 'reprocess')]: reprocess.queue,
    };
  }
}
