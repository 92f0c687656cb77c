import type { Instant } from '../../kernel/instant.js';
import type { Account, Grant } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { GrantRevoked } from '../input.js';

/** Takes a grant back; it stays in the ledger as revoked. One that is unknown or revoked already changes nothing. */
export function grantRevoked(account: Account, input: GrantRevoked, now: Instant): Decision {
  const isMeant = ({ grantId, revokedAt }: Account['grants'][number]) =>
    grantId === input.grantId && revokedAt === undefined;
  if (!account.grants.some(isMeant)) return unchanged(account);
  const grants = account.grants.map((grant) => (isMeant(grant) ? takenBack(grant, now) : grant));
  return {
    account: { ...account, grants },
    journal: [{ at: now, cause: input.kind, summary: `${input.actor} took a grant back: ${input.reason}` }],
    effects: [],
  };
}

/** An operator's word is newer than whatever a partner said before it, in whatever order that arrives. */
function takenBack({ partner, ...grant }: Grant, now: Instant): Grant {
  const mark = partner ? { partner: { ...partner, toldAt: Math.max(partner.toldAt, now) } } : {};
  return { ...grant, ...mark, revokedAt: now };
}
