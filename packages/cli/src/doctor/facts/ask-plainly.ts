import { SECOND_MS } from '../../terminal/durations.js';

const TIMEOUT_MS = 5 * SECOND_MS;

/** An unsigned GET; whatever the status, the answer. Null: nobody answered within five seconds. */
export async function askPlainly(address: string): Promise<Response | null> {
  try {
    return await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    return null;
  }
}
