import type { App } from '../worker/create-app.js';

/** The work that comes with time, by name; what each does is said at {@link App}. */
export const JOB_NAMES = [
  'tick',
  'fillGap',
  'tryTokens',
  'runReconcile',
  'reportUsage',
  'runWebhooks',
  'runSyncs',
  'runDaily',
] as const satisfies readonly (keyof App)[];

/** The name of a job. */
export type JobName = (typeof JOB_NAMES)[number];

/** Whether the value, of whatever origin, names a job. */
export function isJobName(value: unknown): value is JobName {
  return (JOB_NAMES as readonly unknown[]).includes(value);
}
