import { EventBus } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { StageConfig } from './stage';

/** What happened, for others to subscribe to: a bus that is billed by the event. */
export class Events extends Construct {
  readonly busName: string;
  private readonly bus: EventBus;

  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id);
    this.busName = `dateline-${stage.name}`;
    this.bus = new EventBus(this, 'Bus', { eventBusName: this.busName, description: 'docs/events.schema.json' });
  }

  /** Lets a function publish. */
  grantPublish(grantee: IGrantable): void {
    this.bus.grantPutEventsTo(grantee);
  }
}
