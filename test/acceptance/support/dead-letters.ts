import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { accessTo } from './access';
import type { Endpoints } from './endpoints';

/** Puts messages where the functions put those that they give up; only who runs the stack can do that. */
export function deadLettersAt({ s3 }: Pick<Endpoints, 's3'>) {
  const { isLoopback, region, credentials } = accessTo(s3);
  const options = { region, credentials, ...(isLoopback && { endpoint: s3 }) };
  const client = new SQSClient({ ...options, useQueueUrlAsEndpoint: !isLoopback });
  return {
    async put(queue: string, body: unknown, failure: Record<string, string> = {}): Promise<void> {
      const { QueueUrls: urls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'dateline-' }));
      const QueueUrl = urls.find((url) => new RegExp(`/dateline-[a-z0-9]+-${queue}-dlq$`).test(url));
      if (!QueueUrl) throw new Error(`no DLQ of ${queue} among ${urls.join(', ')}`);
      const attributes = Object.entries(failure).map(([name, StringValue]) => [
        name,
        { DataType: name === 'attempts' ? 'Number' : 'String', StringValue },
      ]);
      const MessageAttributes = Object.fromEntries(attributes);
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body), MessageAttributes }));
    },
  };
}
