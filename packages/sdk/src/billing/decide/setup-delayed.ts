/** The success page waits ten seconds at most. When the subscription shows later than that, a promised mail says so, once. */
import type { Instant } from '../../kernel/instant.js';
import { isSetUp } from '../access.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { Rules } from '../rules.js';

/** Notes the promise; nothing to promise when the portal is set up already. */
export function setupDelayed(account: Account, rules: Rules, now: Instant): Decision {
  if (account.isSetupMailPromised || isSetUp(account.entitlement, rules, now)) return unchanged(account);
  return {
    account: { ...account, isSetupMailPromised: true },
    journal: [
      { at: now, cause: 'setupDelayed', summary: 'The success page promised a mail for when setup is done.' },
    ],
    effects: [],
  };
}
