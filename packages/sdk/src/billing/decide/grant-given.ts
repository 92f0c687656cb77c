import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { GrantGiven } from '../input.js';

/** Adds the grant to the ledger; one with the same id is replaced. */
export function grantGiven(account: Account, input: GrantGiven, now: Instant): Decision {
  const { grant } = input;
  const others = account.grants.filter((other) => other.grantId !== grant.grantId);
  const end = grant.until === null ? 'without an end' : `until ${new Date(grant.until).toISOString()}`;
  return {
    account: { ...account, grants: [...others, grant] },
    journal: [
      {
        at: now,
        cause: input.kind,
        summary: `${grant.actor} gave plan ${grant.plan} (${grant.source}) ${end}: ${grant.reason}`,
      },
    ],
    effects: [],
  };
}
