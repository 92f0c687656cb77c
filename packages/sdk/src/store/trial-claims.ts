/** Statements about the ledger of trials: one row an identity, held by one portal. Nothing here is deleted but reservations given back. */
import type { AccountChange } from '../billing/ports/billing-store.js';
import type { Scope } from '../billing/ports/scope.js';
import type { TrialLedger } from '../billing/ports/trial-ledger.js';
import type { PortalId } from '../kernel/ids.js';
import { inChunks } from './chunks.js';
import type { Executor, Step } from './executor.js';
import type { Sql } from './schema.js';

/** Another portal holds the trial of the identity. */
export const TRIAL_GUARD = 'trialTaken';

/** The ledger on any SQL database. */
export function createTrialLedger(executor: Executor, db: Sql): TrialLedger {
  return {
    async holders(scope, identities) {
      const holders: { identity: string; portalId: PortalId }[] = [];
      for (const some of inChunks(identities)) {
        const rows = await executor.all(selectHolders(db, scope, some));
        holders.push(...rows.map((row) => ({ identity: row.identity, portalId: row.portal_id })));
      }
      return holders;
    },
  };
}

/** Who holds the identities, by primary key. */
export function selectHolders(db: Sql, scope: Scope, identities: readonly string[]) {
  return db
    .selectFrom('trial_claims')
    .select(['identity', 'portal_id'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('identity', 'in', [...identities])
    .compile();
}

/** Steps that give back what the portal no longer reserves. */
export function releaseTrialClaims(db: Sql, { account, trialClaims }: AccountChange): readonly Step[] {
  const { app, mode, portalId } = account.key;
  return trialClaims.released.map((identity) => ({
    query: db
      .deleteFrom('trial_claims')
      .where('app', '=', app)
      .where('mode', '=', mode)
      .where('identity', '=', identity)
      .where('portal_id', '=', portalId)
      .compile(),
  }));
}

/** Guarded steps that claim: exactly one row each, or somebody else holds it. What the portal holds already stays as it was. */
export function claimTrials(db: Sql, { account, trialClaims, now }: AccountChange): readonly Step[] {
  const { app, mode, portalId } = account.key;
  return trialClaims.claimed.map((identity) => ({
    query: db
      .insertInto('trial_claims')
      .values({ app, mode, identity, portal_id: portalId, claimed_at: now })
      .onConflict((conflict) =>
        conflict
          .columns(['app', 'mode', 'identity'])
          .doUpdateSet({ portal_id: portalId })
          .where('trial_claims.portal_id', '=', portalId),
      )
      .compile(),
    guard: TRIAL_GUARD,
  }));
}
