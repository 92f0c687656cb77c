import type { Effect } from '../decision.js';
import type { ClaimedEffect } from '../ports/outbox.js';
import { ALERT_MAIL, ALERT_UNDELIVERED } from './raise-alert.js';

type RaiseAlert = Extract<Effect, { kind: 'raiseAlert' }>;

/** The alert for an effect that was given up; null for alerts themselves, which only a store that fails can stop. */
export function lostEffectAlert({ effect, portalId }: ClaimedEffect, reason: string): RaiseAlert | null {
  const portal = portalId === null ? '' : ` to portal ${portalId}`;
  switch (effect.kind) {
    case 'raiseAlert':
    case 'resolveAlert':
      return null;
    case 'sendEmail':
      return effect.template === ALERT_MAIL
        ? undelivered('email', reason)
        : {
            kind: 'raiseAlert',
            key: `mail-lost:${effect.key}`,
            alert: 'mail_lost',
            message: `The mail "${effect.template}"${portal} was given up: ${reason}. The log has the error; nobody was written to.`,
          };
    case 'deliverAlert':
      return undelivered(effect.sink, reason);
    case 'adjustResources':
      return hookFailed(effect.key, `What plan ${effect.toPlan} allows was not applied${portal}`, reason);
    case 'runTrigger':
      return hookFailed(effect.key, `What ${effect.trigger} means${portal} was not handled`, reason);
  }
}

/** One row a place, however many alerts it missed. */
function undelivered(place: string, reason: string): RaiseAlert {
  return {
    kind: 'raiseAlert',
    key: `alert-undelivered:${place}`,
    alert: ALERT_UNDELIVERED,
    message: `An alert could not be told by ${place}: ${reason}. The alert itself is kept; check [alerts] in hs-x.toml and the log.`,
  };
}

function hookFailed(key: string, what: string, reason: string): RaiseAlert {
  const message = `${what}: ${reason}. The log has the error.`;
  return { kind: 'raiseAlert', key: `hook-failed:${key}`, alert: 'hook_failed', message };
}
