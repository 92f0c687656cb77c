/**
 * The port's commands by kind, each carried out in the file of the same name, and what that takes besides the
 * command.
 */
import type { ProviderCommand } from '../../billing/ports/payment-provider.js';
import type { CheckoutConfig } from '../../contract/app-config.js';
import type { Instant } from '../../kernel/instant.js';

/** The command to create the portal's customer. */
export type CreateCustomer = Extract<ProviderCommand, { kind: 'createCustomer' }>;
/** The command to open a checkout page. */
export type OpenCheckout = Extract<ProviderCommand, { kind: 'openCheckout' }>;
/** The command to close a checkout page. */
export type ExpireCheckout = Extract<ProviderCommand, { kind: 'expireCheckout' }>;
/** The command to schedule the end of a subscription, or to take that back. */
export type ChangeCancellation = Extract<
  ProviderCommand,
  { kind: 'scheduleCancellation' | 'undoCancellation' }
>;
/** The command to end a trial now. */
export type EndTrial = Extract<ProviderCommand, { kind: 'endTrial' }>;
/** The command to put a portal's name on a customer and its subscription. */
export type TagCustomer = Extract<ProviderCommand, { kind: 'tagCustomer' }>;

/** What carrying out a command needs besides the command. */
export interface PerformOptions {
  /** `[billing.checkout]` of `hs-x.toml`. */
  readonly checkout: CheckoutConfig;
  readonly now: Instant;
}
