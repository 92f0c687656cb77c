import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { TrialEndedEarly } from '../input.js';
import { dropIntent, intentOf } from '../intents.js';

/** The provider has ended the repeated trial; the observation that follows shows what became of the subscription. */
export function trialEndedEarly(account: Account, input: TrialEndedEarly, now: Instant): Decision {
  if (!intentOf(account, input.generation)) return unchanged(account);
  return {
    account: dropIntent(account, input.generation),
    journal: [{ at: now, cause: input.kind, summary: 'The repeated trial was ended.' }],
    effects: [],
  };
}
