import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { NextStepKept } from '../input.js';

/** Keeps the page a person should see next, for the card, the settings page and the welcome mail. */
export function nextStepKept(account: Account, input: NextStepKept, now: Instant): Decision {
  if (!account.install) return unchanged(account);
  return {
    account: { ...account, install: { ...account.install, nextStepUrl: input.url } },
    journal: [
      { at: now, cause: input.kind, summary: 'The install handler’s redirect was kept as the next step.' },
    ],
    effects: [],
  };
}
