import type { Construct } from 'constructs';
import type { Foundation } from './function';
import { Worker } from './worker';

/** Indexing: each analysed article becomes the items that answers are made of. */
export class Store extends Worker {
  constructor(scope: Construct, foundation: Foundation) {
    super(scope, 'Store', foundation, {
      stage: 'store',
      downstream: {},
      late: 'New articles are indexed late and are missing from answers until then.',
      lost: 'Some new articles were not indexed; they are missing from answers until they are redriven.',
    });
    const { archive } = foundation;
    archive.grantObjects(this.function, 'articles', 'GetObject');
    archive.grantObjects(this.function, 'runs', 'PutObject');
    archive.grantNoticingAbsence(this.function);
    archive.grantReceipts(this.function);
    archive.grantItems(this.function, 'DeleteItem');
  }
}
