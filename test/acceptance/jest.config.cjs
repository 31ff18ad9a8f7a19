/**
 * The acceptance suite. It knows an S3 endpoint, a bucket and an API URL, and nothing else of what it tests:
 * `DATELINE_ENDPOINTS=FILE npm run acceptance` names them, `npm run acceptance` starts an embedded runtime of its own.
 */
const unit = require('../../jest.config.cjs');

module.exports = {
  ...unit,
  rootDir: '../..',
  roots: ['<rootDir>/test/acceptance'],
  globalSetup: '<rootDir>/test/acceptance/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/acceptance/support/global-teardown.ts',
  // Above the longest wait of `eventually`, so that its report is what a failure shows.
  testTimeout: 180_000,
};
