/**
 * Install and reinstall. A reinstall restores: mapping, subscription, grants and trial survive, so nothing a portal paid for or
 * used up is forgotten, and a live subscription is never overwritten. Of cancellations it undoes only the one the uninstall caused.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { Installed } from '../input.js';
import { undoOwnCancellation } from './uninstall-policy.js';

/** Notes the install; the row follows by projection: `{ free, trialing }` for a portal that is new. */
export function installed(account: Account, input: Installed, now: Instant): Decision {
  const isReinstall = account.install !== null || account.customer !== null;
  const install = {
    installedAt: now,
    accountType: input.accountType,
    scopes: input.scopes,
    nextStepUrl: account.install?.nextStepUrl ?? null,
    uninstalledAt: null,
  };
  const next = { ...account, install, adminEmail: input.adminEmail };
  const word = isReinstall ? 'Installed again' : 'Installed';
  return {
    account: undoOwnCancellation(next, now),
    journal: [{ at: now, cause: input.kind, summary: `${word} in a ${input.accountType} account.` }],
    effects: [],
  };
}
