import * as z from 'zod';
import { operations } from '../../shared/api/operations';
import { routeKey } from '../../shared/api/routes';
import { SCHEDULE_NAMES, topology } from '../../shared/pipeline/topology';
import { Lambda, Policy, Synthesized } from './synthesize';

const synthesized = new Synthesized();
const template = synthesized.template;
/** A stage that says something else wherever it can. */
const other = new Synthesized({
  public: true,
  corsOrigins: ['https://desk.example'],
  extractorProvider: 'comprehend',
  keepData: false,
  throttle: { rate: 7, burst: 9 },
  tracing: true,
});

test('the bucket is private, encrypted, versioned, and takes TLS only', () => {
  template.resourceCountIs('AWS::S3::Bucket', 1);
  template.hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  });
  const BucketPolicy = z.object({
    PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }),
  });
  const [policy] = synthesized.all('AWS::S3::BucketPolicy', BucketPolicy).values();
  expect(policy?.PolicyDocument.Statement.map(({ Effect }) => Effect)).not.toContain('Allow');
  expect(policy?.PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({
      Effect: 'Deny',
      Action: 's3:*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
});

test('the table is on demand, can be restored to any second, and has the one index', () => {
  template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'receipts',
        KeySchema: [
          { AttributeName: 'g1pk', KeyType: 'HASH' },
          { AttributeName: 'g1sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
  });
});

test.each([
  ['kept, unless the stage says otherwise', synthesized, 'Retain'],
  ['deleted with the stack if the stage says so', other, 'Delete'],
])('data is %s', (_, { resources, template }, policy) => {
  const kept = resources.filter(([, { Type }]) => Type === 'AWS::S3::Bucket' || Type === 'AWS::DynamoDB::GlobalTable');
  expect(kept.map(([, { DeletionPolicy }]) => DeletionPolicy)).toEqual([policy, policy]);
  template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    Replicas: [{ DeletionProtectionEnabled: policy === 'Retain' }],
  });
});

test('queues are encrypted and take TLS only', () => {
  const encrypted = synthesized.all('AWS::SQS::Queue', z.object({ SqsManagedSseEnabled: z.literal(true) }));
  template.resourceCountIs('AWS::SQS::QueuePolicy', encrypted.size);
  const Secured = z.object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }) });
  for (const { PolicyDocument } of synthesized.all('AWS::SQS::QueuePolicy', Secured).values()) {
    expect(PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  }
});

describe('the API', () => {
  const authorizations = (of: Synthesized) => {
    const Route = z.object({ RouteKey: z.string(), AuthorizationType: z.string().default('NONE') });
    const routes = [...of.all('AWS::ApiGatewayV2::Route', Route).values()];
    return Object.fromEntries(routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]));
  };

  test('asks every caller for an IAM signature', () => {
    expect(new Set(Object.values(authorizations(synthesized)))).toEqual(new Set(['AWS_IAM']));
  });

  test('asks none in a stage that says that it is public, except to change something', () => {
    expect(authorizations(other)).toEqual(
      Object.fromEntries(
        Object.values(operations).map((operation) => [
          routeKey(operation),
          operation.function === 'query' ? 'NONE' : 'AWS_IAM',
        ]),
      ),
    );
  });

  test('is throttled, and logs each request as JSON', () => {
    const [stage] = other
      .all(
        'AWS::ApiGatewayV2::Stage',
        z.object({
          StageName: z.string(),
          DefaultRouteSettings: z.unknown(),
          AccessLogSettings: z.object({ Format: z.string() }),
        }),
      )
      .values();
    expect(stage).toMatchObject({
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
    });
    expect(JSON.parse(stage?.AccessLogSettings.Format ?? '')).toMatchObject({ route: '$context.routeKey' });
  });

  test('answers browsers only from the origins that the stage lists', () => {
    const Api = z.object({ CorsConfiguration: z.object({ AllowOrigins: z.array(z.string()) }).optional() });
    const origins = (of: Synthesized) =>
      [...of.all('AWS::ApiGatewayV2::Api', Api).values()].map((api) => api.CorsConfiguration?.AllowOrigins);
    expect(origins(synthesized)).toEqual([undefined]);
    expect(origins(other)).toEqual([['https://desk.example']]);
  });
});

describe('what functions may do', () => {
  /** What a function's role allows, as `action resource`; of the resource, what its name ends with. */
  const grants = (of: Synthesized, name: string) => {
    const lambda = [...of.all('AWS::Lambda::Function', Lambda).values()].find(
      ({ FunctionName }) => FunctionName === `dateline-unit-${name}`,
    );
    return [...of.all('AWS::IAM::Policy', Policy).values()]
      .filter(({ Roles }) => lambda && Roles.includes(lambda.Role))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((resource) => `${action} ${ending(resource)}`)),
      )
      .sort();
  };
  const data = (of: Synthesized, name: string) =>
    grants(of, name).filter((grant) => /^(s3|dynamodb|comprehend):/.test(grant));

  const receipts = ['BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'Query'].map(
    (action) => `dynamodb:${action} table`,
  );

  test.each([
    [
      'parse',
      [
        ...receipts,
        's3:GetObject incoming/*',
        's3:GetObject gazetteers/*',
        's3:PutObject compiled/*',
        's3:GetObject raw/*',
        's3:GetObjectVersion incoming/*',
        's3:ListBucket bucket',
        's3:PutObject articles/*',
        's3:PutObject raw/*',
      ],
    ],
    [
      'enrich',
      [
        ...receipts,
        's3:GetObject articles/*',
        's3:GetObject compiled/*',
        's3:ListBucket bucket',
        's3:PutObject articles/*',
      ],
    ],
    [
      'store',
      [
        ...receipts,
        'dynamodb:DeleteItem table',
        's3:GetObject articles/*',
        's3:ListBucket bucket',
        's3:PutObject runs/*',
      ],
    ],
    [
      'inventory',
      [
        ...receipts,
        'dynamodb:DeleteItem table',
        'dynamodb:Scan table',
        ...['articles/*', 'incoming/*', 'raw/*'].flatMap((objects) =>
          ['DeleteObject', 'DeleteObjectVersion', 'GetObject', 'GetObjectVersion'].map(
            (action) => `s3:${action} ${objects}`,
          ),
        ),
        's3:DeleteObject runs/*',
        's3:DeleteObjectVersion runs/*',
        's3:GetObject gazetteers/*',
        's3:PutObject compiled/*',
        's3:GetObject decisions/*',
        's3:ListBucket bucket',
        's3:ListBucketVersions bucket',
        's3:PutObject decisions/*',
        's3:PutObject raw/*',
      ],
    ],
    [
      'query',
      [
        'dynamodb:BatchGetItem table',
        'dynamodb:GetItem table',
        'dynamodb:Query index/receipts',
        'dynamodb:Query table',
        's3:GetObject articles/*',
        's3:ListBucket bucket',
      ],
    ],
    [
      'operate',
      [
        'dynamodb:BatchGetItem table',
        'dynamodb:GetItem table',
        'dynamodb:PutItem table',
        'dynamodb:Query index/receipts',
        'dynamodb:Query table',
        's3:PutObject decisions/*',
      ],
    ],
    [
      'reprocess',
      [
        ...receipts,
        'dynamodb:DeleteItem table',
        'dynamodb:Query index/receipts',
        's3:GetObject articles/*',
        's3:GetObject runs/*',
        's3:ListBucket bucket',
        's3:PutObject decisions/*',
      ],
    ],
  ])('%s, with the data', (name, expected) => {
    expect(data(synthesized, name)).toEqual([...expected].sort());
  });

  test('only a stage that extracts with Comprehend may call it, and only enrich', () => {
    const added = (name: string) => data(other, name).filter((grant) => !data(synthesized, name).includes(grant));
    expect(Object.keys(topology.functions).map((name) => [name, added(name)])).toEqual([
      ['parse', []],
      ['enrich', ['comprehend:DetectEntities *']],
      ['store', []],
      ['query', []],
      ['operate', []],
      ['inventory', []],
      ['reprocess', []],
    ]);
  });

  test('nothing to every resource but to hand in traces, and no action by a wildcard', () => {
    const everything = (of: Synthesized) => Object.keys(topology.functions).flatMap((name) => grants(of, name));
    const unbounded = (of: Synthesized) => new Set(everything(of).filter((grant) => grant.endsWith(' *')));
    expect(unbounded(synthesized)).toEqual(new Set());
    expect(unbounded(other)).toEqual(
      new Set(['comprehend:DetectEntities *', 'xray:PutTelemetryRecords *', 'xray:PutTraceSegments *']),
    );
    expect(everything(other).filter((grant) => grant.split(' ')[0]?.includes('*'))).toEqual([]);
  });

  test('no policy comes from AWS or stands in a role', () => {
    const Role = z.object({ ManagedPolicyArns: z.undefined().optional(), Policies: z.undefined().optional() });
    expect(synthesized.all('AWS::IAM::Role', Role).size).toBe(
      Object.keys(topology.functions).length + SCHEDULE_NAMES.length,
    );
  });
});

const Joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });

function ending(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const joined = Joined.safeParse(resource);
  if (joined.success) return String(joined.data['Fn::Join'][1].at(-1)).replace(/^\//, '');
  const [id] = Attribute.parse(resource)['Fn::GetAtt'];
  return id.startsWith('ArchiveTable') ? 'table' : id.startsWith('ArchiveBucket') ? 'bucket' : id;
}
