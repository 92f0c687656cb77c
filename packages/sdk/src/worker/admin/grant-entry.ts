import { isGrantLive } from '../../billing/entitlement-row.js';
import type { Grant } from '../../billing/account.js';
import type { GrantEntry } from '../../contract/admin/grant-entry.js';
import type { Instant } from '../../kernel/instant.js';

/** A line of the ledger of grants, with what has become of it. */
export function grantEntry(grant: Grant, now: Instant): GrantEntry {
  const { grantId, source, plan, givenAt, until, reason, actor, revokedAt } = grant;
  const state = revokedAt !== undefined ? 'revoked' : isGrantLive(grant, now) ? 'live' : 'ended';
  return { grantId, source, plan, givenAt, until, reason, actor, state };
}
