import type Stripe from 'stripe';
import type { ProviderCommand, ProviderOutcome } from '../../billing/ports/payment-provider.js';
import type { PerformOptions } from './commands.js';
import { changeCancellation } from './change-cancellation.js';
import { createCustomer } from './create-customer.js';
import { endTrial } from './end-trial.js';
import { callStripe, isRefusal } from './errors.js';
import { expireCheckout } from './expire-checkout.js';
import { openCheckout } from './open-checkout.js';
import { refusalReason } from './refusal-reason.js';
import { tagCustomer } from './tag-customer.js';

/**
 * Carries out a write at Stripe; the same command again leads to the same outcome. A refusal for good is an
 * outcome. Throws PROVIDER_UNAVAILABLE, and PROVIDER_REFUSED when the key is to blame: the wish itself is
 * still good.
 */
export async function perform(
  stripe: Stripe,
  command: ProviderCommand,
  options: PerformOptions,
): Promise<ProviderOutcome> {
  return await callStripe(ATTEMPTS[command.kind], async () => {
    try {
      return await performCommand(stripe, command, options);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { kind: 'intentRefused', generation: command.generation, reason: refusalReason(error) };
    }
  });
}

const ATTEMPTS: Readonly<Record<ProviderCommand['kind'], string>> = {
  createCustomer: 'create the customer',
  openCheckout: 'open a checkout page',
  expireCheckout: 'close a checkout page',
  scheduleCancellation: 'schedule the cancellation',
  undoCancellation: 'take the cancellation back',
  endTrial: 'end the trial',
  tagCustomer: 'put the portal’s name on its customer',
};

async function performCommand(
  stripe: Stripe,
  command: ProviderCommand,
  options: PerformOptions,
): Promise<ProviderOutcome> {
  switch (command.kind) {
    case 'createCustomer':
      return await createCustomer(stripe, command, options);
    case 'openCheckout':
      return await openCheckout(stripe, command, options);
    case 'expireCheckout':
      return await expireCheckout(stripe, command);
    case 'scheduleCancellation':
    case 'undoCancellation':
      return await changeCancellation(stripe, command, options);
    case 'endTrial':
      return await endTrial(stripe, command);
    case 'tagCustomer':
      return await tagCustomer(stripe, command);
  }
}
