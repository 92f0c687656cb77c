/**
 * The app was removed from the portal. HubSpot neither knows nor cares what is paid for, so the configured policy decides: by default the
 * subscription runs to the end of its paid period. Everything else stays, for the day the portal comes back.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { Uninstalled } from '../input.js';
import type { Rules } from '../rules.js';
import { cancelForUninstall } from './uninstall-policy.js';

/** Notes the removal and schedules the cancellation the policy asks for; a portal that has removed the app already is left alone. */
export function uninstalled(account: Account, input: Uninstalled, rules: Rules, now: Instant): Decision {
  const { install, key } = account;
  if (install?.uninstalledAt !== null) return unchanged(account);
  const next = { ...account, install: { ...install, uninstalledAt: now } };
  const event = { portalId: key.portalId, uninstalledAt: now, learnedFrom: input.learnedFrom };
  return {
    account: cancelForUninstall(next, rules, now),
    journal: [{ at: now, cause: input.kind, summary: `App removed from the portal (${input.learnedFrom}).` }],
    effects: [
      {
        kind: 'runTrigger',
        key: `uninstalled:${key.portalId}:${install.installedAt}`,
        trigger: 'hubspot.app.uninstalled',
        event,
      },
    ],
  };
}
