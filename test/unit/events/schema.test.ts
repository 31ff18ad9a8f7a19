import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveredEvent } from '../../../shared/events/events';
import { eventsSchema } from '../../../shared/events/json-schema';

const file = join(__dirname, '..', '..', '..', 'docs', 'events.schema.json');

test('docs/events.schema.json is what the schemas say: npm run events writes it again', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(eventsSchema())));
});

test('it describes every event, closed to no member that may come', () => {
  const text = JSON.stringify(eventsSchema());
  for (const name of DeliveredEvent.options.map((option) => option.shape['detail-type'].value)) {
    expect(text).toContain(`"const":"${name}"`);
  }
  expect(text).not.toContain('"additionalProperties":false');
});
