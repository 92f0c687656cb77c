import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { IntentPostponed } from '../input.js';
import { postponeIntent } from '../intents.js';

/** The provider could not be reached: the intent stays and is tried again later. */
export function intentPostponed(account: Account, input: IntentPostponed, now: Instant): Decision {
  return {
    account: postponeIntent(account, input.generation, now),
    journal: [{ at: now, cause: input.kind, summary: `Provider write ${input.generation} put off: ${input.reason}` }],
    effects: [],
  };
}
