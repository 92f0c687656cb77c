/**
 * The only door to the simulators. They are an optional peer: a production install of the command holds none, and every other
 * command works without.
 */
import type { startSimulators } from '@hs-x/simulators';
import { CliError } from '../cli-error.js';

export type { RunningHubspot, RunningStripe, Simulators } from '@hs-x/simulators';

/** The simulators' entry. Throws SIMULATORS_MISSING when the package is not installed. */
export async function loadSimulators(): Promise<{ readonly startSimulators: typeof startSimulators }> {
  try {
    return await import('@hs-x/simulators');
  } catch (cause) {
    if (!isMissing(cause)) throw cause;
    throw new CliError({
      code: 'SIMULATORS_MISSING',
      message: 'This command needs the simulated HubSpot and Stripe, and @hs-x/simulators is not installed.',
      hint: 'npm i -D @hs-x/simulators',
      cause,
    });
  }
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_MODULE_NOT_FOUND' &&
    error.message.includes('@hs-x/simulators')
  );
}
