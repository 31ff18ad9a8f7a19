import type * as z from 'zod';
import type { StageConfig } from './stage';

/** The stages that there are: `npx cdk deploy -c stage=NAME`. What is not said has the default of `stage.ts`. */
export const stages = {
  /** To try things in an account of one's own: deleted with its stack. */
  dev: { keepData: false, logRetentionDays: 7, tracing: true },
  /** Where the acceptance suite runs (test/acceptance/ministack). */
  test: { keepData: false, logRetentionDays: 1 },
  prod: { logRetentionDays: 180 },
} satisfies Record<string, Omit<z.input<typeof StageConfig>, 'name'>>;
