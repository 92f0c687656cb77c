import type { StripeWorld } from '../../../stripe/world.js';

/** Longest wait of the hosted page for the answer to its webhook. Source: Stripe fulfillment guide, read 2026-11-20. */
const MAX_WAIT_MS = 10_000;

/**
 * Waits, as the hosted page does before it redirects, until the webhooks of the payment were answered, at most ten
 * seconds. Held webhooks are not waited for: that is how a test lets the redirect win.
 */
export async function awaitDeliveries(world: StripeWorld): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MAX_WAIT_MS);
  });
  // A job that fails is reported to whoever turns the clock; the buyer's page goes on.
  const settled = world.clock.settle().catch(() => undefined);
  await Promise.race([settled, timeout]);
  clearTimeout(timer);
}
