import * as z from 'zod';
import { DeliveredEvent } from './events';

/** The JSON Schema of everything that Dateline publishes, as a subscriber gets it. */
export function eventsSchema() {
  return {
    $id: 'urn:dateline:events',
    title: 'Events of Dateline',
    description: 'As EventBridge delivers them: at least once, in any order. `detail.id` tells one that came before.',
    ...z.toJSONSchema(DeliveredEvent, { io: 'input' }),
  };
}
