/**
 * A person wants to pay. One portal has at most one live subscription and one open checkout page: a portal that pays is left to
 * the billing page, an open page for the same plan is used again, one for another plan is closed first. Whoever has had his trial in
 * another portal is sold the plan without one.
 */
import type { Instant } from '../../kernel/instant.js';
import { mayStartCheckout } from '../access.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { CheckoutWished } from '../input.js';
import { addIntent, pendingCheckout } from '../intents.js';
import type { Rules } from '../rules.js';
import { claimTrial, isTrialFree } from '../trial-claims.js';
import { trialDaysFor } from '../trial.js';

/** Adds the provider writes that lead to a checkout page; nothing when a page is open or the portal pays already. */
export function checkoutWished(
  account: Account,
  input: CheckoutWished,
  rules: Rules,
  now: Instant,
): Decision {
  const priceId = rules.plans.named(input.plan)?.priceIds[0];
  if (priceId === undefined || !mayStartCheckout(account)) return unchanged(account);
  if (isUnderWay(account, input.plan, now)) return unchanged(withoutWaiting(account, now));

  const trialDays = isTrialFree(input.trialCheck) ? trialDaysFor(account, rules) : 0;
  let next = account;
  if (account.checkout) {
    const { checkoutId, trialDays: offeredDays } = account.checkout;
    next = addIntent(next, { kind: 'expireCheckout', checkoutId, trialDays: offeredDays }, now);
  }
  if (!account.customer && !account.intents.some((intent) => intent.kind === 'createCustomer')) {
    next = addIntent(next, { kind: 'createCustomer', email: account.adminEmail }, now);
  }
  next = addIntent(next, { kind: 'openCheckout', plan: input.plan, priceId, trialDays }, now);
  if (trialDays > 0) next = reserveTrial(next, input, now);
  return {
    account: next,
    journal: [
      {
        at: now,
        cause: input.kind,
        summary: `Checkout wished for plan ${input.plan}, ${trialDays} trial days.`,
      },
    ],
    effects: [],
  };
}

/** Nobody else gets a trial for the same admin, portal or customer while this checkout can be paid. */
function reserveTrial(account: Account, { trialCheck }: CheckoutWished, now: Instant): Account {
  return claimTrial({ ...account, trial: { state: 'reserved', at: now, plannedEndsAt: null } }, trialCheck);
}

/** A person is waiting: provider writes that were put off are tried again now. */
function withoutWaiting(account: Account, now: Instant): Account {
  return { ...account, intents: account.intents.map((intent) => ({ ...intent, nextAttemptAt: now })) };
}

function isUnderWay(account: Account, plan: string, now: Instant): boolean {
  const pending = pendingCheckout(account);
  if (pending) return pending.plan === plan;
  return account.checkout?.plan === plan && now < account.checkout.expiresAt;
}
