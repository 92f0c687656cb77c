import type { StartedDev } from '../src/dev/start-dev.js';

/** Calls a card function as the simulated HubSpot does. */
export async function callFunction(
  dev: StartedDev,
  name: string,
  portalId = 51200417,
): Promise<{ readonly status: number | undefined; readonly result: Record<string, unknown> }> {
  const { httpStatus, json } = await dev.simulators.hubspot.control.callFunction({ portalId, name });
  const { result } = (json ?? {}) as { result?: Record<string, unknown> };
  return { status: httpStatus, result: result ?? {} };
}
