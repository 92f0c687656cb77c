import type { BillingSource } from '../wire/billing-snapshot.js';

/** Who pays, when it is not a card at a checkout page; null when there is nothing to say. */
export function paidByText(source: BillingSource): string | null {
  switch (source) {
    case 'invoice':
      return 'Invoice';
    case 'partner':
      return 'A partner';
    case 'reviewer':
      return 'Review access';
    case 'stripe':
    case 'paddle':
    case 'lemonsqueezy':
    case 'platform':
    case 'none':
    case 'unknown':
      return null;
  }
}
