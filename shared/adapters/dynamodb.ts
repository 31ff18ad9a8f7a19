import { randomInt } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { RECEIPTS_INDEX } from '../archive/keys';
import { TemporaryError } from '../errors';
import type { Item, Key, QueryRange, ScannableTable } from '../ports';
import { orTemporary } from './temporary';

const Stored = z.looseObject({ pk: z.string(), sk: z.string() });
const ReceiptKey = z.object({ pk: z.string(), sk: z.string(), g1sk: z.string() });

export function dynamoClient(): DynamoDBDocumentClient {
  return documentClient(new DynamoDBClient({}));
}

/** Members that are undefined are left out, as in JSON. */
export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** DynamoDB takes at most 25 writes and 100 reads a batch and may leave some undone. */
const WRITES = 25;
const READS = 100;
const ATTEMPTS = 6;
const FIRST_VERSIONS = 2 ** 47;

/** The single table as a `Table`, which all but the inventory see of it; what is still throttled after the SDK's and our own retries is a `TemporaryError`. */
export function dynamoTable(client: DynamoDBDocumentClient, name: string): ScannableTable {
  const send: DynamoDBDocumentClient['send'] = (command: never) => orTemporary('DynamoDB', client.send(command));

  async function writeMany(requests: Record<string, unknown>[]): Promise<void> {
    for (let at = 0; at < requests.length; at += WRITES) {
      let rest = requests.slice(at, at + WRITES);
      for (let attempt = 0; rest.length > 0; attempt++) {
        if (attempt === ATTEMPTS) throw new TemporaryError(`DynamoDB left ${rest.length} writes undone`);
        if (attempt > 0) await pause(attempt);
        const answer = await send(new BatchWriteCommand({ RequestItems: { [name]: rest } }));
        rest = answer.UnprocessedItems?.[name] ?? [];
      }
    }
  }

  async function readMany(keys: readonly Key[], consistent: boolean): Promise<Item[]> {
    const items: Item[] = [];
    // A batch may not name a key twice.
    const unique = [...new Map(keys.map(({ pk, sk }) => [`${pk}\n${sk}`, { pk, sk }])).values()];
    for (let at = 0; at < unique.length; at += READS) {
      let rest: Record<string, unknown>[] = unique.slice(at, at + READS);
      for (let attempt = 0; rest.length > 0; attempt++) {
        if (attempt === ATTEMPTS) throw new TemporaryError(`DynamoDB left ${rest.length} reads undone`);
        if (attempt > 0) await pause(attempt);
        const answer = await send(
          new BatchGetCommand({ RequestItems: { [name]: { Keys: rest, ConsistentRead: consistent } } }),
        );
        for (const item of answer.Responses?.[name] ?? []) items.push(Stored.parse(item));
        rest = answer.UnprocessedKeys?.[name]?.Keys ?? [];
      }
    }
    return items;
  }

  function rangeOf(range: QueryRange, pk: string, sk: string) {
    const { low, high } = boundsOf(range);
    // `after` is exclusive, but a key condition holds one comparison or a BETWEEN: ask for one more and drop that one.
    const bounds =
      low !== undefined && high !== undefined
        ? ` AND ${sk} BETWEEN :low AND :high`
        : low !== undefined
          ? ` AND ${sk} >= :low`
          : high !== undefined
            ? ` AND ${sk} <= :high`
            : '';
    return {
      TableName: name,
      KeyConditionExpression: `${pk} = :pk${bounds}`,
      ExpressionAttributeValues: {
        ':pk': range.pk,
        ...(low === undefined ? {} : { ':low': low }),
        ...(high === undefined ? {} : { ':high': high }),
      },
      ScanIndexForward: !range.descending,
      ConsistentRead: range.consistent ?? false,
    };
  }

  async function queryAll(
    range: QueryRange,
    index?: typeof RECEIPTS_INDEX,
  ): Promise<{ items: Record<string, unknown>[]; more: boolean }> {
    const sk = index ? index.sk : 'sk';
    const { low, high } = boundsOf(range);
    if (low !== undefined && high !== undefined && low > high) return { items: [], more: false };
    const wanted = range.limit + (range.after === undefined ? 0 : 1);
    const items: Record<string, unknown>[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const answer = await send(
        new QueryCommand({
          ...rangeOf(range, index ? index.pk : 'pk', sk),
          ...(index ? { IndexName: index.name } : {}),
          Limit: wanted - items.length,
          ExclusiveStartKey: from,
        }),
      );
      items.push(...(answer.Items ?? []));
      from = answer.LastEvaluatedKey;
    } while (from && items.length < wanted);
    const kept = items.filter((item) => item[sk] !== range.after).slice(0, range.limit);
    return { items: kept, more: from !== undefined };
  }

  return {
    async get({ pk, sk }) {
      const answer = await send(new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }));
      return answer.Item && Stored.parse(answer.Item);
    },
    getMany: (keys, options) => readMany(keys, options?.consistent ?? false),
    async putIf(item, expected) {
      // A key that was deleted and comes back must not repeat a version that somebody may still hold.
      const v = expected === undefined ? randomInt(FIRST_VERSIONS) : expected + 1;
      const written = await unlessOvertaken(() =>
        send(
          new PutCommand({
            TableName: name,
            Item: { ...item, v },
            ...(expected === undefined
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : { ConditionExpression: 'v = :v', ExpressionAttributeValues: { ':v': expected } }),
          }),
        ),
      );
      return written ? v : undefined;
    },
    deleteIf: ({ pk, sk }, expected) =>
      unlessOvertaken(() =>
        send(
          new DeleteCommand({
            TableName: name,
            Key: { pk, sk },
            ConditionExpression: 'v = :v',
            ExpressionAttributeValues: { ':v': expected },
          }),
        ),
      ),
    putMany: (items) => writeMany(items.map((Item) => ({ PutRequest: { Item } }))),
    deleteMany: (keys) => writeMany(keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }))),
    async query(range) {
      const { items, more } = await queryAll(range);
      return { items: items.map((item) => Stored.parse(item)), more };
    },
    async scan({ after, limit }) {
      const from = after && { pk: after.pk, sk: after.sk };
      const answer = await send(new ScanCommand({ TableName: name, ExclusiveStartKey: from, Limit: limit }));
      const next = answer.LastEvaluatedKey && Stored.parse(answer.LastEvaluatedKey);
      return { items: (answer.Items ?? []).map((item) => Stored.parse(item)), next };
    },
    async queryReceipts(range) {
      const { items, more } = await queryAll(range, RECEIPTS_INDEX);
      const keys = items.map((item) => ReceiptKey.parse(item));
      return { items: keys.map(({ pk, sk, g1sk }) => ({ pk, sk, position: g1sk })), more };
    },
  };
}

function boundsOf(range: QueryRange): { low: string | undefined; high: string | undefined } {
  return range.descending
    ? { low: range.from, high: range.after ?? range.to }
    : { low: range.after ?? range.from, high: range.to };
}

async function unlessOvertaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Exponential with full jitter, 25 ms to 800 ms. */
function pause(attempt: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.random() * 25 * 2 ** attempt));
}
