import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import { checkoutExpired } from './checkout-expired.js';

/** An instant has come: a checkout page whose time ran out is forgotten; ended grants drop out by projection. */
export function timePassed(account: Account, now: Instant): Decision {
  const { checkout } = account;
  if (!checkout || now < checkout.expiresAt) return unchanged(account);
  return checkoutExpired(account, { kind: 'checkoutExpired', checkoutId: checkout.checkoutId }, now);
}
