import { randomUUID } from 'node:crypto';
import {
  lastReconcileReport,
  reconcile,
  type BillingEngine,
  type PaymentProvider,
  type ReconcileReport,
} from '@hs-x/sdk/billing';
import { CliError } from '../cli-error.js';
import { withBilling, type BillingPlace } from './open-billing.js';

/** How far it has come. */
export interface ReconcileProgress {
  /** Subscriptions compared so far. */
  readonly compared: number;
  /** How many the last reconciliation had; null: there was none. */
  readonly expected: number | null;
}

/**
 * Compares every portal with the provider and mends what differs, from where an interrupted one stopped. Throws CliError, such as
 * RECONCILE_BUSY and NOTHING_TO_RECONCILE, and HsxError such as PROVIDER_UNAVAILABLE.
 */
export async function reconcilePortals(
  place: BillingPlace,
  onProgress: (progress: ReconcileProgress) => void,
): Promise<ReconcileReport> {
  return withBilling(place, async ({ engine, stores }) => {
    const provider = providerOf(engine);
    const checkpoints = stores.kv;
    const last = await lastReconcileReport(engine, checkpoints);
    const expected = last ? last.listed + last.unlisted : null;
    const result = await reconcile(engine, {
      provider,
      checkpoints,
      owner: randomUUID(),
      onProgress: ({ coverage }) => onProgress({ compared: coverage.listed + coverage.unlisted, expected }),
    });
    if (result.kind === 'finished') return result.report;
    throw busy(new Date(result.run.startedAt).toISOString());
  });
}

function providerOf({ provider, rules }: BillingEngine): PaymentProvider {
  if (provider && !rules.isHandWired) return provider;
  throw new CliError({
    code: 'NOTHING_TO_RECONCILE',
    message: provider
      ? 'This app writes its entitlement rows itself, so there is nothing HS-X could compare.'
      : 'This app has no payment provider, so there is nothing to compare with.',
    hint: provider
      ? 'Reconcile in the app’s own code, or let `worker.use(billing())` do it.'
      : 'Set [billing] provider in hs-x.toml.',
  });
}

function busy(startedAt: string): CliError {
  return new CliError({
    code: 'RECONCILE_BUSY',
    message: `Another process is reconciling since ${startedAt}; nothing was done.`,
    hint: 'Wait for it. If its process has died, run this again two minutes later: it goes on where that one stopped.',
  });
}
