#!/usr/bin/env node
/** `npx dateline`: runs the TypeScript next to it, from whichever directory it is called. */
const { join } = require('node:path');

// Without this tsx would take the tsconfig.json of the current directory, which may be anything.
process.env.TSX_TSCONFIG_PATH = join(__dirname, '..', 'tsconfig.json');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
require('tsx/cjs');
// Readers of formats are imported when they are needed, and `import()` has hooks of its own.
import('tsx/esm/api').then(({ register }) => {
  register();
  require('./main.ts').main();
});
