import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { RECEIPTS_INDEX } from '../shared/archive/keys';
import { topology } from '../shared/pipeline/topology';
import type { Alarms } from './alarms';
import type { DatelineFunction } from './function';
import { acknowledge, acknowledgeWildcard } from './nag';
import type { StageConfig } from './stage';

type Prefix = keyof typeof topology.prefixes;
type ObjectAction = 'GetObject' | 'GetObjectVersion' | 'PutObject' | 'DeleteObject' | 'DeleteObjectVersion';
type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'DeleteItem' | 'BatchWriteItem' | 'Scan';

/** What is kept: the bucket, which is the truth, and the table, which is an index of it. */
export class Archive extends Construct {
  readonly bucket: Bucket;
  readonly table: TableV2;

  constructor(scope: Construct, id: string, stage: StageConfig, alarms: Alarms) {
    super(scope, id);
    const removalPolicy = stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        // For review only. Versions too: nothing under this prefix is ever written twice with another content.
        {
          prefix: topology.prefixes.runs,
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(1),
        },
        // What stages make is named by what it was made from: to write it again leaves a version of the same bytes.
        ...[topology.prefixes.articles, topology.prefixes.raw, topology.prefixes.decisions].map((prefix) => ({
          prefix,
          noncurrentVersionExpiration: Duration.days(1),
          expiredObjectDeleteMarker: true,
        })),
      ],
      removalPolicy,
    });
    const cfnBucket = this.bucket.node.defaultChild;
    if (!(cfnBucket instanceof CfnBucket)) throw new Error('A Bucket is made of a CfnBucket');
    // The L2's `eventBridgeEnabled` puts this one property by a custom resource with a function of its own.
    cfnBucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    acknowledge(
      this.bucket,
      'AwsSolutions-S1',
      'Each drop has a receipt and keeps its version; access logs would fill a second bucket with every read.',
    );

    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      globalSecondaryIndexes: [
        {
          indexName: RECEIPTS_INDEX.name,
          partitionKey: { name: RECEIPTS_INDEX.pk, type: AttributeType.STRING },
          sortKey: { name: RECEIPTS_INDEX.sk, type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.keepData,
      removalPolicy,
    });

    for (const [kind, impact] of [
      ['Read', 'Answers and newly dropped articles come late or not at all.'],
      ['Write', 'Newly dropped articles appear late.'],
    ] as const) {
      alarms.add({
        name: `${kind.toLowerCase()}-table-throttles`,
        section: 'table-throttles',
        essential: kind === 'Write',
        impact,
        metric: new Metric({
          namespace: 'AWS/DynamoDB',
          metricName: `${kind}ThrottleEvents`,
          dimensionsMap: { TableName: this.table.tableName },
          statistic: Stats.SUM,
          period: Duration.minutes(5),
        }),
        threshold: 1,
        periods: 3,
        datapoints: 2,
      });
    }
  }

  /** Lets a function do just this to the objects under one prefix. */
  grantObjects(grantee: DatelineFunction, prefix: Prefix, ...actions: ObjectAction[]): void {
    const pattern = `${topology.prefixes[prefix]}*`;
    grantee.allow(
      new PolicyStatement({
        actions: actions.map((action) => `s3:${action}`),
        resources: [this.bucket.arnForObjects(pattern)],
      }),
    );
    acknowledgeWildcard(
      grantee,
      this.bucket,
      `/${pattern}`,
      'The keys under this prefix are not known before they are written.',
    );
  }

  /** Lets a function tell an object that is gone from one that it may not read: without this S3 answers 403 to both. */
  grantNoticingAbsence(grantee: DatelineFunction): void {
    grantee.allow(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }));
  }

  /** Lets a function see every version of every object, by name. */
  grantListingVersions(grantee: DatelineFunction): void {
    grantee.allow(new PolicyStatement({ actions: ['s3:ListBucketVersions'], resources: [this.bucket.bucketArn] }));
  }

  /** Lets a function do just this to items of the table. */
  grantItems(grantee: DatelineFunction, ...actions: TableAction[]): void {
    grantee.allow(
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn],
      }),
    );
  }

  /** Lets a function keep receipts. */
  grantReceipts(grantee: DatelineFunction): void {
    this.grantItems(grantee, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem');
  }

  /** Lets a function list receipts by state. */
  grantReceiptsIndex(grantee: DatelineFunction): void {
    grantee.allow(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${this.table.tableArn}/index/${RECEIPTS_INDEX.name}`],
      }),
    );
  }
}
