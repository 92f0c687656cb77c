import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import type { SyncDefinition } from './declare-sync.js';
import type { SyncProgress } from './sync-runs.js';

/** Turns in a row that come to nothing before somebody is told. */
const TOLD_AFTER = 5;

/** A sync that keeps coming to nothing is an alert; the run that ends closes it. */
export async function noteFailures(
  { engine }: AppParts,
  facts: {
    readonly sync: SyncDefinition;
    readonly portalId: PortalId;
    readonly before: SyncProgress;
    readonly after: SyncProgress;
    readonly now: Instant;
  },
): Promise<void> {
  const { sync, portalId, before, after, now } = facts;
  const key = `sync-failing:${portalId}:${sync.id}`;
  if (after.failures === TOLD_AFTER && before.failures < TOLD_AFTER) {
    const message = `The sync ${sync.id} of portal ${portalId} has come to nothing ${TOLD_AFTER} times in a row; its row at sync:${portalId}:${sync.id} and the log say why.`;
    const effect = { kind: 'raiseAlert', key, alert: 'sync_failing', message } as const;
    await engine.outbox.add(engine.scope, { portalId, effect, now });
  }
  if (after.failures === 0 && before.failures >= TOLD_AFTER)
    await engine.alerts.store.resolve(engine.scope, { keys: [key], actor: 'hs-x', at: now });
}
