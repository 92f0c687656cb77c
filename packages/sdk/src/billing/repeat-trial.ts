/**
 * A trial that turns out to be somebody's second one: its card, which nobody knows before Checkout, has had a trial in another portal.
 * `repeat_trial` says what follows. A trial that will end unpaid anyway is left alone: ending it now would charge who has canceled.
 */
import type { Instant } from '../kernel/instant.js';
import type { Account } from './account.js';
import { unchanged, type Decision } from './decision.js';
import type { TrialCheck } from './input.js';
import { addIntent } from './intents.js';
import type { Rules } from './rules.js';
import { kindsOf } from './trial-identities.js';

/** Ends the repeated trial or alerts the operator, once for each subscription. */
export function dealWithRepeatedTrial(
  account: Account,
  check: TrialCheck | undefined,
  rules: Rules,
  now: Instant,
): Decision {
  const { subscription, key } = account;
  if (!check || check.takenElsewhere.length === 0 || !subscription) return unchanged(account);
  const { subscriptionId, status, cancelAt } = subscription;
  const isLeaving = cancelAt !== null || (account.install?.uninstalledAt ?? null) !== null;
  if (status !== 'trialing' || isLeaving || account.repeatedTrial === subscriptionId)
    return unchanged(account);
  const kinds = kindsOf(check.takenElsewhere).join(' and ');
  const finding = `Trial of subscription ${subscriptionId} is a repeated one: its ${kinds} had a trial in another portal`;
  const next = { ...account, repeatedTrial: subscriptionId };
  const journal = [{ at: now, cause: 'customerObserved', summary: `${finding}.` }];
  switch (rules.repeatTrial) {
    case 'end_trial':
      return { account: addIntent(next, { kind: 'endTrial', subscriptionId }, now), journal, effects: [] };
    case 'alert': {
      const message = `${finding} than ${key.portalId}. End it at the provider if it should not go on.`;
      const alertKey = `repeat-trial:${subscriptionId}`;
      return {
        account: next,
        journal,
        effects: [{ kind: 'raiseAlert', key: alertKey, alert: 'repeat_trial', message }],
      };
    }
  }
}
