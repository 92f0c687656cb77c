import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { IntentRefused } from '../input.js';
import { dropIntent, intentOf, pendingCheckout } from '../intents.js';
import { releaseTrial } from '../trial.js';

/** The provider said no for good: the intent and what depended on it are dropped, and an operator hears of it. */
export function intentRefused(account: Account, input: IntentRefused, now: Instant): Decision {
  const intent = intentOf(account, input.generation);
  if (!intent) return unchanged(account);
  const rest = dropIntent(account, input.generation);
  const next =
    intent.kind === 'createCustomer'
      ? { ...rest, intents: rest.intents.filter((other) => other.kind !== 'openCheckout') }
      : rest;
  const summary = `The provider refused to ${WORDS[intent.kind]}: ${input.reason}`;
  return {
    account: next.checkout || pendingCheckout(next) ? next : releaseTrial(next),
    journal: [{ at: now, cause: input.kind, summary }],
    effects: [
      {
        kind: 'raiseAlert',
        key: `intent-refused:${account.key.portalId}:${input.generation}`,
        alert: 'provider_refused',
        message: summary,
      },
    ],
  };
}

const WORDS = {
  createCustomer: 'create the customer',
  openCheckout: 'open a checkout',
  expireCheckout: 'close a checkout',
  scheduleCancellation: 'schedule the cancellation',
  undoCancellation: 'take the cancellation back',
  endTrial: 'end the repeated trial',
  tagCustomer: 'put the portal’s name on its customer',
} as const;
