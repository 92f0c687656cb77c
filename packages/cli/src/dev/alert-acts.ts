import type { AlertStore, Scope } from '@hs-x/sdk/billing';
import { bounceMail } from './bounce-mail.js';
import type { DevWorld } from './start-world.js';
import type { StartedDev } from './started-dev.js';
import type { TimeTravel } from './time-travel.js';

/** What a person at the console does about alerts: looks at them, resolves them, and lets a mail bounce to see one. */
export type AlertActs = Pick<StartedDev, 'alerts' | 'resolveAlert' | 'bounce'>;

/** The acts for one running app. */
export function createAlertActs(
  dev: Pick<DevWorld, 'appUrl' | 'mailWebhookSecret' | 'runs'> & {
    readonly scope: Scope;
    readonly alerts: AlertStore;
    readonly travel: TimeTravel;
  },
): AlertActs {
  const { appUrl, mailWebhookSecret: secret, runs, scope, alerts, travel } = dev;
  return {
    alerts: async () => (await alerts.list(scope, {})).entries,
    async resolveAlert(key) {
      await alerts.resolve(scope, { keys: [key], actor: 'console', at: travel.now() });
    },
    async bounce(mail) {
      const sender = runs.config().email.from;
      const isTaken = await bounceMail(mail, { appUrl, secret, sender, now: travel.now() });
      await travel.tick();
      return isTaken;
    },
  };
}
