/**
 * Remembers for a minute that a portal's people are upgrading: they have gone to the page where plans are chosen, have come back from a payment, or
 * their plan was raised. Cards then say "Just upgraded? Refresh in a moment" instead of only asking for an upgrade. Kept by the server, because what
 * a card remembers is gone when it is opened anew.
 */
import type { PortalId } from '../kernel/ids.js';
import { MINUTE_MS, type Instant } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';

/** How long it is said. */
const JUST_UPGRADED_MS = MINUTE_MS;

type MarkParts = Pick<AppParts, 'engine' | 'kv'>;

/** Notes that the portal may have upgraded just now. Only a hint: a store that cannot keep it is logged, and nobody is kept waiting. */
export async function markUpgrade({ engine, kv }: MarkParts, portalId: PortalId): Promise<void> {
  const expiresAt = engine.clock.now() + JUST_UPGRADED_MS;
  try {
    await kv.put(engine.scope, { key: markKey(portalId), value: expiresAt, expiresAt });
  } catch (error) {
    engine.logger.log('warn', 'upgrade not noted', { portalId, error });
  }
}

/** Until when to say "Just upgraded?"; null: not now. */
export async function upgradeMark({ engine, kv }: MarkParts, portalId: PortalId): Promise<Instant | null> {
  const value = await kv.get(engine.scope, { key: markKey(portalId), now: engine.clock.now() });
  return typeof value === 'number' ? value : null;
}

function markKey(portalId: PortalId): string {
  return `hsx:just-upgraded:${portalId}`;
}
