import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { CancellationChanged } from '../input.js';
import { dropIntent, intentOf } from '../intents.js';

/** The provider has done what we asked about a cancellation; the observation that follows shows it. */
export function cancellationChanged(account: Account, input: CancellationChanged, now: Instant): Decision {
  const intent = intentOf(account, input.generation);
  if (!intent) return unchanged(account);
  const summary =
    intent.kind === 'undoCancellation'
      ? 'The cancellation of the uninstall was taken back.'
      : 'The subscription will end with its paid period.';
  const { releasedScheduleId } = input;
  const also = releasedScheduleId === null ? '' : ` ${released(releasedScheduleId)}`;
  return {
    account: dropIntent(account, input.generation),
    journal: [{ at: now, cause: input.kind, summary: summary + also }],
    effects: [],
  };
}

/** The change will not come back by itself, not even when the cancellation is taken back. */
function released(scheduleId: string): string {
  return `The change of plan scheduled as ${scheduleId} was dropped for it.`;
}
