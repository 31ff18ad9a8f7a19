import { basename } from 'node:path';
import * as z from 'zod';
import { apiAt } from './api';
import { bucketAt } from './bucket';
import { deadLettersAt } from './dead-letters';
import { readEndpoints } from './endpoints';
import { eventSourceOf } from './events';
import { receiptsAt } from './receipts';

/** What the global setup hands to the tests. */
const Run = z.object({
  DATELINE_ENDPOINTS: z.string(),
  /** Names this run: its keys, publications and persons are found in no other. */
  DATELINE_RUN: z.string().regex(/^[a-z]+$/),
  /** Set when the suite started the runtime itself. */
  DATELINE_EMBEDDED: z.literal('1').optional(),
});

const env = Run.parse(process.env);
const endpoints = readEndpoints(env.DATELINE_ENDPOINTS);

export const eventSource = eventSourceOf(env.DATELINE_ENDPOINTS, endpoints);

export const run = env.DATELINE_RUN;
export const isEmbedded = env.DATELINE_EMBEDDED === '1';

/** A surname that nobody else in the archive has: no other run, and no other file of tests, in whatever order they go. */
export const surname = `Ber${run}${testFile()}`;

/** A key that no other run and no other test area uses. */
export const keyIn = (area: string, name: string) => `incoming/acceptance/${run}/${area}/${name}`;

export const api = apiAt(endpoints.api);
export const { put, copy, copyFile, keysUnder, remove } = bucketAt(endpoints);
export const deadLetters = deadLettersAt(endpoints);
export const bucketName = endpoints.bucket;
export const { receiptsOf, ended, stored, refusal, articleOf } = receiptsAt(api);

/** The letters of the test file's name. */
function testFile(): string {
  const { testPath } = expect.getState();
  if (!testPath) throw new Error('a surname is of a test file: nothing else may ask for it');
  return basename(testPath, '.test.ts').replace(/[^a-z]/g, '');
}
