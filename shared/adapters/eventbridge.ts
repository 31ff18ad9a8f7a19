import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { TemporaryError } from '../errors';
import { SOURCE } from '../events/events';
import type { EventPublisher } from '../ports';
import { orTemporary } from './temporary';

export function eventBridgeClient(): EventBridgeClient {
  return new EventBridgeClient({});
}

const BATCH = 10;

/** A bus as an `EventPublisher`. */
export function eventBridgePublisher(client: EventBridgeClient, bus: string): EventPublisher {
  return {
    async publish(events) {
      for (let at = 0; at < events.length; at += BATCH) {
        const batch = events.slice(at, at + BATCH);
        const Entries = batch.map(({ name, detail }) => ({
          EventBusName: bus,
          Source: SOURCE,
          DetailType: name,
          Time: new Date(detail.at),
          Detail: JSON.stringify(detail),
        }));
        const answer = await orTemporary('EventBridge', client.send(new PutEventsCommand({ Entries })));
        const refused = answer.Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
        if (!answer.FailedEntryCount && !refused) continue;
        const why = refused ? `${refused.ErrorCode}: ${refused.ErrorMessage}` : 'it does not say why';
        throw new TemporaryError(`EventBridge refused ${answer.FailedEntryCount} of ${batch.length} events: ${why}`);
      }
    },
  };
}
