import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { DatelineFunction, type Foundation, type Queues } from './function';

/** Compares bucket and table, heals them, and deletes: the one function that may remove objects and walk the table. */
export class Inventory extends Construct {
  readonly function: DatelineFunction;

  constructor(scope: Construct, foundation: Foundation, queues: Queues) {
    super(scope, 'Inventory');
    const { archive } = foundation;
    this.function = new DatelineFunction(this, {
      ...foundation,
      name: 'inventory',
      queues,
      impact: 'Articles that were lost stay missing, and nothing can be deleted or held.',
    });
    const remove = ['GetObject', 'GetObjectVersion', 'DeleteObject', 'DeleteObjectVersion'] as const;
    archive.grantObjects(this.function, 'incoming', ...remove);
    archive.grantObjects(this.function, 'articles', ...remove);
    // An original that another drop turns out to need is put back.
    archive.grantObjects(this.function, 'raw', ...remove, 'PutObject');
    archive.grantObjects(this.function, 'runs', 'DeleteObject', 'DeleteObjectVersion');
    archive.grantObjects(this.function, 'gazetteers', 'GetObject');
    archive.grantObjects(this.function, 'compiled', 'PutObject');
    archive.grantObjects(this.function, 'decisions', 'GetObject', 'PutObject');
    archive.grantNoticingAbsence(this.function);
    archive.grantListingVersions(this.function);
    archive.grantReceipts(this.function);
    archive.grantItems(this.function, 'DeleteItem', 'Scan');
    foundation.alarms.add({
      name: 'inventory-reported',
      section: 'inventory-reported',
      impact: 'The weekly inventory found something wrong with files or articles that it could not mend by itself.',
      essential: true,
      metric: new Metric({
        namespace: 'Dateline',
        metricName: 'inventoryReported',
        dimensionsMap: { service: 'inventory', stage: foundation.stage.name },
        statistic: Stats.SUM,
        period: Duration.days(1),
      }),
      threshold: 1,
    });
  }
}
