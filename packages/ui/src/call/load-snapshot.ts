import { readSnapshot } from '../wire/read-snapshot.js';
import type { BillingSnapshot } from '../wire/billing-snapshot.js';
import { callFunction } from './call-function.js';
import { CardError } from './card-error.js';

/** The portal's billing as the app's built-in function `billing` answers it; rejects with a {@link CardError}. */
export async function loadSnapshot(appUrl: string): Promise<BillingSnapshot> {
  const snapshot = readSnapshot(await callFunction({ appUrl, name: 'billing', args: {} }));
  if (snapshot) return snapshot;
  throw new CardError({
    kind: 'failure',
    code: 'ANSWER_UNREADABLE',
    message: 'The function "billing" answered something else than a billing snapshot.',
  });
}
