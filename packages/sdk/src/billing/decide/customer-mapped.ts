import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { CustomerMapped } from '../input.js';

/** Maps a customer the author's own code names; the former one is retired but still found by its events. */
export function customerMapped(account: Account, input: CustomerMapped, now: Instant): Decision {
  const adminEmail = input.adminEmail ?? account.adminEmail;
  const former = account.customer?.customerId;
  const isKnown = former === input.customerId && adminEmail === account.adminEmail;
  if (isKnown && input.row === undefined) return unchanged(account);
  const retired = former === undefined || former === input.customerId ? [] : [former];
  return {
    account: {
      ...account,
      ...(input.row === undefined ? {} : { handWrittenRow: input.row }),
      adminEmail,
      customer: isKnown ? account.customer : { customerId: input.customerId, mappedAt: now },
      retiredCustomerIds: [...account.retiredCustomerIds, ...retired].filter((id) => id !== input.customerId),
    },
    journal: [
      { at: now, cause: input.kind, summary: `Customer ${input.customerId} mapped by the app's own code.` },
    ],
    effects: [],
  };
}
