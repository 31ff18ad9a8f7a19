import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { openApiDocument } from './openapi';

/** `npm run openapi`: writes docs/openapi.json. A test says when it has to be written again. */
const docs = join(__dirname, '..', '..', 'docs');
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, 'openapi.json'), `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
