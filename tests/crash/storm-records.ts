/** What the app's database says at one moment, in the words of whoever judges it. */
import type { Entitlement } from '@hs-x/sdk';
import { HANDLED_PREFIX } from './app-messages.js';
import type { StormDatabase } from './storm-database.js';

/** An effect of the app's, as its outbox has it. */
export interface ToldEffect {
  readonly key: string;
  readonly portalId: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly effect: {
    readonly kind: string;
    readonly to?: string;
    readonly template?: string;
    readonly alert?: string;
  };
}

export interface StormRecords {
  readonly told: readonly ToldEffect[];
  /** The state of each stored event. */
  readonly eventStates: ReadonlyMap<string, string>;
  /** Keys that the app's own handler has left. */
  readonly handled: ReadonlySet<string>;
  /** The gate's row of each portal that has one. */
  readonly rows: ReadonlyMap<string, Entitlement>;
  /** Keys of the syncs that are paused, in their order. */
  readonly pausedSyncKeys: readonly string[];
}

/** Reads all of it. */
export async function readRecords(database: StormDatabase): Promise<StormRecords> {
  const told = await database.query<Omit<ToldEffect, 'effect'> & { readonly effect: string }>(
    'SELECT key, portal_id AS "portalId", state, reason, effect FROM outbox',
  );
  const events = await database.query<{ id: string; state: string }>(
    'SELECT event_id AS id, state FROM inbox',
  );
  const handled = await database.query<{ key: string }>(
    `SELECT key FROM kv WHERE key LIKE '${HANDLED_PREFIX}%'`,
  );
  const rows = await database.query<{ portalId: string; entitlement: string }>(
    'SELECT portal_id AS "portalId", entitlement FROM accounts WHERE entitlement IS NOT NULL',
  );
  const syncs = await database.query<{ key: string; value: string }>(
    `SELECT key, value FROM kv WHERE key LIKE 'sync:%' ORDER BY key`,
  );
  return {
    told: told.map((row) => ({ ...row, effect: JSON.parse(row.effect) as ToldEffect['effect'] })),
    eventStates: new Map(events.map(({ id, state }) => [id, state])),
    handled: new Set(handled.map(({ key }) => key)),
    rows: new Map(
      rows.map(({ portalId, entitlement }) => [portalId, JSON.parse(entitlement) as Entitlement]),
    ),
    pausedSyncKeys: syncs
      .filter(({ value }) => (JSON.parse(value) as { readonly status: string }).status === 'paused')
      .map(({ key }) => key),
  };
}
