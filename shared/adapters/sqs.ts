import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { TemporaryError } from '../errors';
import type { Queue } from '../ports';
import { orTemporary } from './temporary';

const BATCH = 10;

export function sqsClient(): SQSClient {
  // The queue's URL names a host of its own on emulators; the client's endpoint is the one that answers.
  const custom = process.env['AWS_ENDPOINT_URL_SQS'] ?? process.env['AWS_ENDPOINT_URL'];
  return new SQSClient({ useQueueUrlAsEndpoint: custom === undefined });
}

/** A queue of JSON messages; `TemporaryError` names how many were not taken. */
export function sqsQueue<M>(client: SQSClient, url: string): Queue<M> {
  return {
    async send(messages, { delaySeconds = 0 } = {}) {
      for (let at = 0; at < messages.length; at += BATCH) {
        const batch = messages.slice(at, at + BATCH);
        const answer = await orTemporary(
          'SQS',
          client.send(
            new SendMessageBatchCommand({
              QueueUrl: url,
              Entries: batch.map((message, index) => ({
                Id: String(index),
                MessageBody: messageBody(message),
                ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
              })),
            }),
          ),
        );
        const failed = answer.Failed ?? [];
        if (failed.length > 0) {
          throw new TemporaryError(
            `${failed.length} of ${batch.length} messages were not taken: ${failed[0]?.Message ?? failed[0]?.Code}`,
          );
        }
      }
    },
  };
}

/**
 * JSON that every queue takes: SQS refuses U+FFFE and U+FFFF, and fauxqs everything beyond U+FFFF, which keys and
 * metadata of objects may hold.
 */
function messageBody(message: unknown): string {
  return JSON.stringify(message).replace(
    /[\ud800-\udfff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
  );
}
