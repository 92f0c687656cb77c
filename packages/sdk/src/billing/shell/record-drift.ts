import type { AccountKey } from '../../kernel/ids.js';
import { keyText, type BillingEngine } from '../billing-engine.js';
import type { DriftCause } from '../reconcile/compare-listed.js';

/** Others may be at the account in the same moment; the log line is there in any case. */
const MAX_ATTEMPTS = 5;

const SENTENCES: Readonly<Record<DriftCause, string>> = {
  missingHere: 'the provider has a subscription that was not known here',
  missingThere: 'the provider no longer has the subscription that was live here',
  differs: 'the subscription differed from the provider’s',
  customerDiffers: 'the customer differed from the provider’s',
};

/** Notes in the account's history, and in the log, that reconciliation had to mend it and why. */
export async function recordDrift(
  { store, clock, logger }: BillingEngine,
  key: AccountKey,
  cause: DriftCause,
): Promise<void> {
  logger.log('warn', 'drift healed', { portalId: key.portalId, cause });
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { account, version } = await store.load(key);
    const now = clock.now();
    const result = await store.commit({
      account,
      expectedVersion: version,
      journal: [
        { at: now, cause: 'reconciled', summary: `Reconciliation found drift: ${SENTENCES[cause]}.` },
      ],
      effects: [],
      closedEventIds: [],
      trialClaims: { claimed: [], released: [] },
      isCustomerKept: true,
      releasedCustomerIds: [],
      now,
    });
    if (result === 'committed') return;
  }
  logger.log('warn', 'drift not in the journal: the account kept changing', { account: keyText(key), cause });
}
