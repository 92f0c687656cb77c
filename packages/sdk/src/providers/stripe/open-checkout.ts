import type Stripe from 'stripe';
import type { CheckoutOpened } from '../../billing/input.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS } from '../../kernel/instant.js';
import { hasMetadata } from './account-metadata.js';
import { checkoutMetadata, checkoutParams } from './checkout-params.js';
import type { OpenCheckout, PerformOptions } from './commands.js';
import { writeOnce } from './write-once.js';

const PAGE_SIZE = 100;

/** Opens the page on which the portal pays for the plan, or finds the one an earlier try opened. */
export async function openCheckout(
  stripe: Stripe,
  command: OpenCheckout,
  { checkout, now }: PerformOptions,
): Promise<CheckoutOpened> {
  const params = checkoutParams(command, checkout);
  const session = await writeOnce<Stripe.Checkout.Session>({
    command,
    now,
    params,
    write: (options) => stripe.checkout.sessions.create(params, options),
    find: () => findOpenSession(stripe, command),
  });
  return {
    kind: 'checkoutOpened',
    generation: command.generation,
    checkoutId: session.id,
    url: requireUrl(session),
    expiresAt: session.expires_at * SECOND_MS,
  };
}

async function findOpenSession(
  stripe: Stripe,
  command: OpenCheckout,
): Promise<Stripe.Checkout.Session | null> {
  const filter = { customer: command.customerId, status: 'open', limit: PAGE_SIZE } as const;
  for await (const session of stripe.checkout.sessions.list(filter)) {
    if (hasMetadata(session.metadata, checkoutMetadata(command))) return session;
  }
  return null;
}

/**
 * Every open session of a hosted page has one (docs.stripe.com/api/checkout/sessions/object, read 2026-11).
 */
function requireUrl({ id, url }: Stripe.Checkout.Session): string {
  if (url !== null) return url;
  throw new HsxError({
    code: 'PROVIDER_REFUSED',
    message: `Stripe opened checkout ${id} without a page to pay on.`,
  });
}
