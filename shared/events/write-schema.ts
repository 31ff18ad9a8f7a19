import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsSchema } from './json-schema';

/** `npm run events`: writes docs/events.schema.json. A test says when it has to be written again. */
const file = join(__dirname, '..', '..', 'docs', 'events.schema.json');
writeFileSync(file, `${JSON.stringify(eventsSchema(), null, 2)}\n`);
