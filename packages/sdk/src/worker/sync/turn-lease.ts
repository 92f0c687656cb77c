import { MINUTE_MS } from '../../kernel/instant.js';

/** How long a turn is its process's own between two signs of life: longer than the longest waits for `beforeRun`, a page and a call together. */
export const LEASE_MS = 3 * MINUTE_MS;
