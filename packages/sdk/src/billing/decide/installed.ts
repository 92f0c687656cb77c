/**
 * Install and reinstall. A reinstall restores: mapping, subscription, grants and trial survive, so nothing a portal paid for or
 * used up is forgotten, and a live subscription is never overwritten.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { Installed } from '../input.js';

/** Notes the install; the row follows by projection: `{ free, trialing }` for a portal that is new. */
export function installed(account: Account, input: Installed, now: Instant): Decision {
  const isReinstall = account.install !== null || account.customer !== null;
  const install = {
    installedAt: now,
    accountType: input.accountType,
    scopes: input.scopes,
    nextStepUrl: account.install?.nextStepUrl ?? null,
  };
  return {
    account: { ...account, install, adminEmail: input.adminEmail },
    journal: [
      {
        at: now,
        cause: input.kind,
        summary: `${isReinstall ? 'Installed again' : 'Installed'} in a ${input.accountType} account.`,
      },
    ],
    effects: [],
  };
}
