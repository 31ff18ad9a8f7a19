import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { RECEIPTS_INDEX } from '../shared/archive/keys';

export const TABLE_NAME = 'dateline-local';

/** DynamoDB's API over a LevelDB in `directory`. LevelDB hands each write to the operating system before it is acknowledged. */
export function tableServer(directory: string): Server {
  return dynalite({ path: directory, createTableMs: 0 });
}

const keys = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
];

/** Creates the table as `infra/archive.ts` does, unless it is there. */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  const { pk, sk } = RECEIPTS_INDEX;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', pk, sk].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys('pk', 'sk'),
        GlobalSecondaryIndexes: [
          { IndexName: RECEIPTS_INDEX.name, KeySchema: keys(pk, sk), Projection: { ProjectionType: 'KEYS_ONLY' } },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await sleep(10);
  }
}
