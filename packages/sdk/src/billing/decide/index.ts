/**
 * The decision core: what follows from an input. Synchronous, total and pure: no clock, no randomness, no I/O, and nothing a
 * customer can cause makes it throw. One file an input; this one is the switch and the projections every input ends with.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { announce } from '../announce/index.js';
import { unchanged, type Decision } from '../decision.js';
import { dueAtOf } from '../due-at.js';
import { projectEntitlement } from '../entitlement-row.js';
import type { Input } from '../input.js';
import { usageAnchorsOf } from '../limits/account-anchors.js';
import { rowJournal } from '../row-journal.js';
import type { Rules } from '../rules.js';
import { cancellationChanged } from './cancellation-changed.js';
import { checkoutCompleted } from './checkout-completed.js';
import { checkoutExpired } from './checkout-expired.js';
import { checkoutOpened } from './checkout-opened.js';
import { checkoutWished } from './checkout-wished.js';
import { customerCreated } from './customer-created.js';
import { customerMapped } from './customer-mapped.js';
import { customerObserved } from './customer-observed.js';
import { customerTagged } from './customer-tagged.js';
import { grantGiven } from './grant-given.js';
import { grantRevoked } from './grant-revoked.js';
import { installed } from './installed.js';
import { intentPostponed } from './intent-postponed.js';
import { intentRefused } from './intent-refused.js';
import { nextStepKept } from './next-step-kept.js';
import { partnerGrantChanged } from './partner-grant-changed.js';
import { paymentReversed } from './payment-reversed.js';
import { plansChanged } from './plans-changed.js';
import { rowWritten } from './row-written.js';
import { setupDelayed } from './setup-delayed.js';
import { subscriptionGiven } from './subscription-given.js';
import { subscriptionTaken } from './subscription-taken.js';
import { timePassed } from './time-passed.js';
import { trialEndedEarly } from './trial-ended-early.js';
import { uninstalled } from './uninstalled.js';

/** Decides what follows from the input at this instant. */
export function decide(account: Account, input: Input, rules: Rules, now: Instant): Decision {
  const decision = decideInput(account, input, rules, now);
  const entitlement = projectEntitlement(decision.account, rules, now);
  const { account: next, effects } = announce({
    before: account,
    after: { ...decision.account, entitlement },
    rules,
    now,
  });
  return {
    account: { ...next, usageAnchors: usageAnchorsOf(next, now), dueAt: dueAtOf(next, now) },
    journal: [
      ...decision.journal,
      ...rowJournal({ before: account.entitlement, after: entitlement, cause: input.kind }, now),
    ],
    effects: [...decision.effects, ...effects],
  };
}

// eslint-disable-next-line max-lines-per-function -- one line an input: splitting the switch would hide that it is total
function decideInput(account: Account, input: Input, rules: Rules, now: Instant): Decision {
  switch (input.kind) {
    case 'installed':
      return installed(account, input, now);
    case 'checkoutWished':
      return checkoutWished(account, input, rules, now);
    case 'customerCreated':
      return customerCreated(account, input, now);
    case 'customerMapped':
      return customerMapped(account, input, now);
    case 'checkoutOpened':
      return checkoutOpened(account, input, now);
    case 'checkoutExpired':
      return checkoutExpired(account, input, now);
    case 'checkoutCompleted':
      return checkoutCompleted(account, input, now);
    case 'intentPostponed':
      return intentPostponed(account, input, now);
    case 'intentRefused':
      return intentRefused(account, input, now);
    case 'customerObserved':
      return customerObserved(account, input, rules, now);
    case 'grantGiven':
      return grantGiven(account, input, now);
    case 'grantRevoked':
      return grantRevoked(account, input, now);
    case 'partnerGrantChanged':
      return partnerGrantChanged(account, input, now);
    case 'rowWritten':
      return rowWritten(account, input, now);
    case 'nextStepKept':
      return nextStepKept(account, input, now);
    case 'setupDelayed':
      return setupDelayed(account, rules, now);
    case 'uninstalled':
      return uninstalled(account, input, rules, now);
    case 'plansChanged':
      return plansChanged(account, input, rules, now);
    case 'cancellationChanged':
      return cancellationChanged(account, input, now);
    case 'customerTagged':
      return customerTagged(account, input);
    case 'subscriptionGiven':
      return subscriptionGiven(account, input, now);
    case 'subscriptionTaken':
      return subscriptionTaken(account, input, now);
    case 'trialEndedEarly':
      return trialEndedEarly(account, input, now);
    case 'paymentReversed':
      return paymentReversed(account, input, now);
    case 'timePassed':
      return timePassed(account, now);
    default:
      return unchanged(account satisfies Account);
  }
}
