import * as z from 'zod';
import type { Dependencies } from './dependencies';
import { revive, type Swept, sweep } from './start';

/** What a schedule calls with; `restarted` is the embedded runtime, whose queues do not outlive it. */
export const ScheduleEvent = z.object({ schedule: z.enum(['sweep', 'restarted']) });
export type ScheduleEvent = z.infer<typeof ScheduleEvent>;

export async function runSchedule(
  { schedule }: ScheduleEvent,
  to: Dependencies,
): Promise<Swept | { revived: string | undefined }> {
  return schedule === 'sweep' ? sweep(to) : { revived: await revive(to, true) };
}
