/**
 * A portal's sync as it is seen at `sync:<portal>:<id>`: the engine writes it, people and the author's code read it, pause and resume by it, and
 * fields an author adds are kept. What the engine itself goes by, such as the cursor, is not in it.
 */
import type { RefusedRecord } from '../../hubspot/index.js';
import { fieldsOf } from '../../kernel/fields.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import type { SyncDefinition } from './declare-sync.js';
import type { SyncCounts } from './sync-runs.js';

/** Why the engine pauses: not paid, nothing left of a limit, or no access to the portal. It resumes by itself; every other reason is somebody's. */
export type OwnPause = 'billing' | 'limit' | 'uninstalled';

const OWN_PAUSES: ReadonlySet<unknown> = new Set<OwnPause>(['billing', 'limit', 'uninstalled']);

/** The row. Instants are unix ms. */
export interface SyncRow {
  readonly frequency: string;
  readonly status: 'active' | 'paused';
  /** `billing`, `limit`, `uninstalled`, `downgrade`, or whatever a person wrote; null while it runs. */
  readonly pausedReason?: string | null;
  readonly lastRunAt?: Instant;
  /** Null: the portal has removed the app. */
  readonly nextRunAt?: Instant | null;
  /** The last run, or the one under way: then `endedAt` is null. */
  readonly lastRun?: SyncCounts & { readonly startedAt: Instant; readonly endedAt: Instant | null };
  /** What kept the last turn from its end; null: nothing did. */
  readonly lastError?: { readonly code: string; readonly message: string; readonly at: Instant } | null;
  /** The last records that were not written, newest last. */
  readonly refused?: readonly (RefusedRecord & { readonly at: Instant })[];
}

/** Refused records that are remembered. */
const MAX_REFUSED = 100;
/** A row that changes under every one of so many tries is written as it was read last. */
const MAX_TRIES = 20;

/** Whether the row is paused for a reason that is not the engine's own. */
export function isPausedByOthers(row: SyncRow): boolean {
  return row.status === 'paused' && !isOwnPause(row.pausedReason);
}

/** Whether the engine itself pauses for the reason, and ends the pause by itself. */
export function isOwnPause(reason: unknown): boolean {
  return OWN_PAUSES.has(reason);
}

/** The row as it is; before the first turn as it will be. */
export async function readSyncRow(
  parts: AppParts,
  sync: SyncDefinition,
  portalId: PortalId,
): Promise<SyncRow> {
  const { kv, engine } = parts;
  const wish = { key: keyOf(sync, portalId), now: engine.clock.now() };
  return rowOf(sync, await kv.get(engine.scope, wish));
}

/** Changes the row; it is read again when somebody else was faster, so that nobody's pause is lost. */
export async function changeSyncRow(
  parts: AppParts,
  { sync, portalId }: { readonly sync: SyncDefinition; readonly portalId: PortalId },
  change: (row: SyncRow) => SyncRow,
): Promise<void> {
  const { kv, engine } = parts;
  const key = keyOf(sync, portalId);
  for (let tries = 1; ; tries++) {
    const now = engine.clock.now();
    const before = await kv.get(engine.scope, { key, now });
    const after = change(rowOf(sync, before));
    if (await kv.replace(engine.scope, { key, before, after, now })) return;
    if (tries === MAX_TRIES) return kv.put(engine.scope, { key, value: after, expiresAt: null });
  }
}

/** The refused records with the latest ones, as many as are remembered. */
export function withRefused(
  row: SyncRow,
  refused: readonly RefusedRecord[],
  at: Instant,
): NonNullable<SyncRow['refused']> {
  return [...(row.refused ?? []), ...refused.map((record) => ({ ...record, at }))].slice(-MAX_REFUSED);
}

function keyOf(sync: SyncDefinition, portalId: PortalId): string {
  return `sync:${portalId}:${sync.id}`;
}

function rowOf(sync: SyncDefinition, value: unknown): SyncRow {
  return { frequency: sync.schedule, status: 'active', ...(fieldsOf(value) as Partial<SyncRow>) };
}
