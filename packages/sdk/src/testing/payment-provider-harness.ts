import type { CheckoutOpened } from '../billing/input.js';
import type { PaymentProvider } from '../billing/ports/payment-provider.js';
import type { WebhookRequest } from '../billing/ports/webhook-request.js';
import type { AccountKey, CustomerId, Mode, PriceId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { ContractCase } from './contract-case.js';

/**
 * One provider account with nothing of the portal in it, and what a person or the provider itself would do
 * there.
 */
export interface PaymentProviderHarness {
  readonly provider: PaymentProvider;
  /** The same adapter, whose provider cannot be reached. */
  readonly unreachable: PaymentProvider;
  /** A portal the account knows nothing of, in test mode. */
  readonly key: AccountKey;
  /** A monthly price that can be sold. */
  readonly priceId: PriceId;
  /** The provider's time. */
  readonly now: () => Instant;
  /** A person pays on the page with a card that works. */
  pay(checkout: CheckoutOpened): Promise<void>;
  /** A webhook as the provider would send it. */
  webhook(wish: WebhookWish): Promise<WebhookRequest>;
  close(): Promise<void>;
}

/** Which webhook is meant. */
export interface WebhookWish {
  readonly about: 'subscription' | 'somethingUnheardOf';
  readonly eventId: string;
  readonly customerId: CustomerId;
  readonly mode: Mode;
  readonly signedAt: Instant;
  /** Signed with the secret the adapter knows, or with another. */
  readonly secret: 'known' | 'foreign';
}

/** Opens a fresh harness. */
export type OpenHarness = () => Promise<PaymentProviderHarness>;

/** A case that runs with a harness and closes it whatever happened. */
export function caseWith(
  open: OpenHarness,
  title: string,
  run: (harness: PaymentProviderHarness) => Promise<void>,
): ContractCase {
  return {
    title,
    run: async () => {
      const harness = await open();
      try {
        await run(harness);
      } finally {
        await harness.close();
      }
    },
  };
}
