/**
 * What the world must hear after a decision. Announcements look at what is true now and at what was told before, never at which
 * event came: so a cause that is still true is told exactly once, and one that came and went unseen is not told twice.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Effect } from '../decision.js';
import type { Rules } from '../rules.js';

/** The account before and after an input was decided, with its row projected. */
export interface Change {
  readonly before: Account;
  readonly after: Account;
  readonly rules: Rules;
  readonly now: Instant;
}

/** The account with what is now told, and the effects that tell it. */
export interface Announcement {
  readonly account: Account;
  readonly effects: readonly Effect[];
}

/** Nothing to tell. */
export function silence(account: Account): Announcement {
  return { account, effects: [] };
}

/** A mail to the portal's admin; nobody is written to before an address is known. */
export function mailTo(
  account: Account,
  mail: { key: string; template: string; data: Readonly<Record<string, unknown>> },
): readonly Effect[] {
  const to = account.adminEmail;
  return to === '' ? [] : [{ kind: 'sendEmail', to, ...mail }];
}
