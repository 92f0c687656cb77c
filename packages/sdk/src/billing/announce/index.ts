/** Everything that may have to be told after a decision, in the order a customer would want to read it. */
import { announceEnding, announceRetentionEnd } from './announce-ending.js';
import { announcePayment } from './announce-payment.js';
import { announcePlan } from './announce-plan.js';
import { announceSetup } from './announce-setup.js';
import { announceTrial } from './announce-trial.js';
import type { Announcement, Change } from './announcement.js';

const ANNOUNCERS = [
  announceSetup,
  announcePlan,
  announceTrial,
  announcePayment,
  announceEnding,
  announceRetentionEnd,
];

/** Asks every announcer in turn; a hand-wired app tells its customers itself. */
export function announce(change: Change): Announcement {
  if (change.rules.isHandWired) return { account: change.after, effects: [] };
  return ANNOUNCERS.reduce<Announcement>(
    (told, announcer) => {
      const next = announcer({ ...change, after: told.account });
      return { account: next.account, effects: [...told.effects, ...next.effects] };
    },
    { account: change.after, effects: [] },
  );
}
