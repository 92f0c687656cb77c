import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { GrantRevoked } from '../input.js';

/** Takes a grant out of the ledger; an unknown id changes nothing. */
export function grantRevoked(account: Account, input: GrantRevoked, now: Instant): Decision {
  const grants = account.grants.filter((grant) => grant.grantId !== input.grantId);
  if (grants.length === account.grants.length) return unchanged(account);
  return {
    account: { ...account, grants },
    journal: [{ at: now, cause: input.kind, summary: `${input.actor} took a grant back: ${input.reason}` }],
    effects: [],
  };
}
