import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import { closeCheckout } from '../open-checkout.js';

/** An instant has come: a checkout page whose time ran out is offered no more; ended grants drop out by projection. */
export function timePassed(account: Account, now: Instant): Decision {
  const { checkout } = account;
  return unchanged(checkout && now >= checkout.expiresAt ? closeCheckout(account, now) : account);
}
