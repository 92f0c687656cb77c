/** The statements that share the inbox out among portals: whose turn is next, and that portal's oldest event. */
import type { Scope } from '../billing/ports/scope.js';
import type { AccountKey, PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Sql } from './schema.js';

/** The next portal, in order of its id, that has an open event. One look-up, however long any portal's queue is. */
export function selectNextPortal(db: Sql, scope: Scope, { after }: { after: string }) {
  return db
    .selectFrom('inbox')
    .select('portal_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('state', '=', 'open')
    .where('portal_id', '>', after)
    .orderBy('portal_id')
    .limit(1)
    .compile();
}

/** Claims of one portal's events stand in this line: each must see whether the one before has claimed. */
export function turnLock({ app, mode }: Scope, portalId: PortalId): string {
  return `inbox turn:${app}:${mode}:${portalId}`;
}

/** Claims the portal's first event whose time has come, unless another one of it is under claim. */
export function claimOfPortal(
  db: Sql,
  scope: Scope,
  wish: { portalId: PortalId; now: Instant; leaseMs: number },
) {
  const first = ofPortal(db, scope, wish.portalId)
    .where('state', '=', 'open')
    .where('next_attempt_at', '<=', wish.now)
    .orderBy('next_attempt_at')
    .orderBy('received_at')
    .limit(1);
  // Without the state, so that the few rows under claim are looked up and not the portal's whole queue.
  const underClaim = ofPortal(db, scope, wish.portalId).where('claimed_until', '>', wish.now);
  return db
    .updateTable('inbox')
    .set({ claimed_until: wish.now + wish.leaseMs })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('event_id', 'in', first)
    .where((where) => where.not(where.exists(underClaim)))
    .returningAll()
    .compile();
}

/** How many events of the portal were skipped. */
export function countSkipped(db: Sql, key: AccountKey) {
  return db
    .selectFrom('inbox')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('state', '=', 'skipped')
    .where('portal_id', '=', key.portalId)
    .compile();
}

function ofPortal(db: Sql, scope: Scope, portalId: PortalId) {
  return db
    .selectFrom('inbox')
    .select('event_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('portal_id', '=', portalId);
}
