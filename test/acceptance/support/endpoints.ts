import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** All that the suite knows of what it tests. */
export const Endpoints = z.object({
  s3: z.url(),
  bucket: z.string().min(1),
  api: z.url(),
  /** Name of the event bus, where events are not written to a file beside this one. */
  eventBus: z.string().optional(),
});
export type Endpoints = z.infer<typeof Endpoints>;

export function readEndpoints(file: string): Endpoints {
  return Endpoints.parse(JSON.parse(readFileSync(file, 'utf8')));
}
