import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { CustomerCreated } from '../input.js';
import { dropIntent, intentOf } from '../intents.js';

/** Maps the provider's customer to the portal, before any checkout, so that every later event finds its portal. */
export function customerCreated(account: Account, input: CustomerCreated, now: Instant): Decision {
  if (!intentOf(account, input.generation)) return unchanged(account);
  const customer = account.customer ?? { customerId: input.customerId, mappedAt: now };
  return {
    account: { ...dropIntent(account, input.generation), customer },
    journal: [
      { at: now, cause: input.kind, summary: `Customer ${customer.customerId} mapped to the portal.` },
    ],
    effects: [],
  };
}
