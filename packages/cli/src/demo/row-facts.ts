import type { StartedDev } from '../dev/started-dev.js';
import type { DemoPortal } from './demo-world.js';

/** A portal's entitlement row, as the table shows it; days in UTC, null for what the row does not have. */
export interface RowFacts extends Readonly<Record<string, string | null>> {
  readonly plan: string | null;
  readonly status: string | null;
  readonly source: string | null;
  readonly trialEnds: string | null;
  readonly cancels: string | null;
}

/** Reads the row from the app's database. */
export async function rowFacts(dev: StartedDev, { portalId }: DemoPortal): Promise<RowFacts> {
  const accounts = await dev.accounts();
  const row = accounts.find((account) => account.key.portalId === String(portalId))?.entitlement;
  return {
    plan: row?.plan ?? null,
    status: row?.status ?? null,
    source: row?.source ?? null,
    trialEnds: dayOf(row?.trialEndsAt),
    cancels: dayOf(row?.cancelAt),
  };
}

/** `2026-12-04`. */
export function dayOf(atMs: number | undefined): string | null {
  return atMs === undefined ? null : new Date(atMs).toISOString().slice(0, 10);
}
