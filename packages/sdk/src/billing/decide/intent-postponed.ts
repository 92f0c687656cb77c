import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision, type Effect } from '../decision.js';
import type { IntentPostponed } from '../input.js';
import { intentOf, postponeIntent } from '../intents.js';

/** The intent stays and is tried again later: a wish is not lost because a key was rolled or a provider was away. */
export function intentPostponed(account: Account, input: IntentPostponed, now: Instant): Decision {
  if (!intentOf(account, input.generation)) return unchanged(account);
  const summary = `Provider write ${input.generation} put off: ${input.reason}`;
  return {
    account: postponeIntent(account, input.generation, now),
    journal: [{ at: now, cause: input.kind, summary }],
    effects: input.needsOperator ? [alertOf(account, input.generation, summary)] : [],
  };
}

function alertOf(account: Account, generation: number, message: string): Effect {
  const key = `intent-postponed:${account.key.portalId}:${generation}`;
  return { kind: 'raiseAlert', key, alert: 'provider_needs_attention', message };
}
