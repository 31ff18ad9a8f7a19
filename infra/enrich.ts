import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Foundation, Queues } from './function';
import { Worker } from './worker';

/** Extraction: each article that was read gets its annotations. */
export class Enrich extends Worker {
  constructor(scope: Construct, foundation: Foundation, downstream: Queues) {
    super(scope, 'Enrich', foundation, {
      stage: 'enrich',
      downstream,
      late: 'New articles are analysed late and are missing from answers until then.',
      lost: 'Some new articles were not analysed; they are missing from answers until they are redriven.',
    });
    const { archive, stage } = foundation;
    archive.grantObjects(this.function, 'articles', 'GetObject', 'PutObject');
    archive.grantObjects(this.function, 'compiled', 'GetObject');
    archive.grantNoticingAbsence(this.function);
    archive.grantReceipts(this.function);
    if (stage.extractorProvider === 'comprehend') {
      // Comprehend has no resource to name for this action; X-Ray's statement has the same "*" acknowledged.
      this.function.allow(new PolicyStatement({ actions: ['comprehend:DetectEntities'], resources: ['*'] }));
    }
  }
}
