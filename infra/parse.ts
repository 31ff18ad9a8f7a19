import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { topology } from '../shared/pipeline/topology';
import type { Foundation, Queues } from './function';
import { Worker } from './worker';

/** Drops: the bucket's events reach the parse queue; parse reads the file and keeps its original and its articles. */
export class Parse extends Worker {
  constructor(scope: Construct, foundation: Foundation, downstream: Queues) {
    super(scope, 'Parse', foundation, {
      stage: 'parse',
      downstream,
      late: 'Newly dropped files are read late, so that their articles are missing from answers.',
      lost: 'Some dropped files were not read; their articles are missing from answers until they are redriven.',
    });
    const { archive } = foundation;
    archive.grantObjects(this.function, 'incoming', 'GetObject', 'GetObjectVersion');
    archive.grantObjects(this.function, 'raw', 'GetObject', 'PutObject');
    archive.grantObjects(this.function, 'articles', 'PutObject');
    archive.grantObjects(this.function, 'gazetteers', 'GetObject');
    archive.grantObjects(this.function, 'compiled', 'PutObject');
    archive.grantNoticingAbsence(this.function);
    archive.grantReceipts(this.function);

    const { source, detailType } = topology.dropEvent;
    new Rule(this, 'Drops', {
      description: `Files dropped under ${topology.prefixes.incoming}`,
      eventPattern: {
        source: [source],
        detailType: [detailType],
        detail: {
          bucket: { name: [archive.bucket.bucketName] },
          object: { key: Match.prefix(topology.prefixes.incoming) },
        },
      },
      // An event that cannot be put into the queue looks like one that could not be handled, so it waits with those.
      targets: [new SqsQueue(this.live.queue, { deadLetterQueue: this.live.deadLetters })],
    });
    const { gazetteerEvent } = topology;
    new Rule(this, 'Gazetteers', {
      description: `Gazetteers put under ${topology.prefixes.gazetteers}, or removed`,
      eventPattern: {
        source: [gazetteerEvent.source],
        detailType: [...gazetteerEvent.detailTypes],
        detail: {
          bucket: { name: [archive.bucket.bucketName] },
          object: { key: Match.prefix(topology.prefixes.gazetteers) },
        },
      },
      targets: [new SqsQueue(this.live.queue, { deadLetterQueue: this.live.deadLetters })],
    });
  }
}
