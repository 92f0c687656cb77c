import type { Executor } from './executor.js';
import { alerts } from './migrations/alerts.js';
import { first } from './migrations/first.js';
import { inboxPortals } from './migrations/inbox-portals.js';
import { inboxWaiting } from './migrations/inbox-waiting.js';
import { journalEvents } from './migrations/journal-events.js';
import { listedSubscriptions } from './migrations/listed-subscriptions.js';
import { secretUses } from './migrations/secret-uses.js';
import { syncRuns } from './migrations/sync-runs.js';
import { usage } from './migrations/usage.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  first,
  inboxPortals,
  usage,
  alerts,
  journalEvents,
  syncRuns,
  secretUses,
  inboxWaiting,
  listedSubscriptions,
];

/** Brings the schema up to date; safe to run at every boot and by several processes at once. */
export async function migrate(executor: Executor): Promise<void> {
  for (const migration of MIGRATIONS) await executor.migrate(migration);
}
