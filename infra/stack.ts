import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Alarms } from './alarms';
import { Api } from './api';
import { Archive } from './archive';
import { Enrich } from './enrich';
import { Events } from './events';
import { Inventory } from './inventory';
import { OnDemandQueues } from './lanes';
import { Operate } from './operate';
import { Parse } from './parse';
import { Query } from './query';
import { Reprocess } from './reprocess';
import { Schedules } from './schedules';
import type { StageConfig } from './stage';
import { Store } from './store';

/** All of Dateline, for one stage. The pipeline is built from its end, as each step sends to those after it. */
export class DatelineStack extends Stack {
  constructor(app: App, stage: StageConfig) {
    super(app, `Dateline-${stage.name}`, {
      description: `Dateline (${stage.name}): drop an article, ask about it`,
      terminationProtection: stage.keepData,
      tags: { application: 'dateline', stage: stage.name },
    });
    const alarms = new Alarms(this, 'Alarms', stage);
    const archive = new Archive(this, 'Archive', stage, alarms);
    const events = new Events(this, 'Events', stage);
    const foundation = { stage, archive, alarms, events, onDemand: new OnDemandQueues(), redrivable: [] };

    const store = new Store(this, foundation);
    const enrich = new Enrich(this, foundation, store.queues);
    const parse = new Parse(this, foundation, enrich.queues);
    const reprocess = new Reprocess(this, foundation, parse.queues);
    const query = new Query(this, foundation);
    const operate = new Operate(this, foundation, { ...parse.queues, ...reprocess.queues });
    const inventory = new Inventory(this, foundation, parse.queues);
    new Schedules(this, foundation, { reprocess: reprocess.function, inventory: inventory.function });
    const api = new Api(this, foundation, {
      query: query.function,
      operate: operate.function,
      inventory: inventory.function,
      reprocess: reprocess.function,
    });

    // What the command line and the acceptance suite need: `cdk deploy --outputs-file FILE`.
    const outputs = {
      BucketName: archive.bucket.bucketName,
      ApiUrl: api.url,
      TableName: archive.table.tableName,
      EventBusName: events.busName,
      ReprocessFunctionName: reprocess.function.lambda.functionName,
      AlarmTopicArn: alarms.topic?.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) {
      if (value !== undefined) new CfnOutput(this, name, { value });
    }
    for (const [name, queue] of Object.entries({ ...parse.queues, ...reprocess.queues })) {
      new CfnOutput(this, `QueueUrl-${name}`, { key: `QueueUrl${pascalCase(name)}`, value: queue.queueUrl });
    }
  }
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
