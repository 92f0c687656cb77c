import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { RowWritten } from '../input.js';

/** Keeps the row the author's own code wrote, as it is. */
export function rowWritten(account: Account, input: RowWritten, now: Instant): Decision {
  const adminEmail = input.row?.adminEmail ?? account.adminEmail;
  return {
    account: { ...account, handWrittenRow: input.row, adminEmail },
    journal: [
      {
        at: now,
        cause: input.kind,
        summary: input.row ? 'Row written by the app.' : 'Row deleted by the app.',
      },
    ],
    effects: [],
  };
}
