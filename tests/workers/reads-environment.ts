/** A worker file that reads its environment while it is loaded, as authors do. */
import { defineWorker, env } from '@hs-x/sdk';

/** Read before any request. */
export const greeting = env('GREETING');
export default defineWorker(() => undefined);
