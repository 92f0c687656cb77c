import { mayStartCheckout } from '../../../billing/access.js';
import { emptyAccount, type Account } from '../../../billing/account.js';
import { isGrantLive } from '../../../billing/entitlement-row.js';
import type { AdminRequest } from '../../../contract/admin/admin-operations.js';
import type { ErasureReceipt } from '../../../contract/admin/erasure-receipt.js';
import { HsxError } from '../../../kernel/hsx-error.js';
import type { AppParts } from '../../app-parts.js';
import type { EraseWish } from '../admin-store.js';
import { loadKnown, readActed, readPortalId } from '../read-request.js';

const KEPT: ErasureReceipt['kept'] = [
  {
    what: 'keyed hashes of portal, e-mail address, customer and card in the trial ledger',
    why: 'they name nobody, and without them the same person would have a second free trial',
  },
  { what: 'the ids of stored webhooks', why: 'a webhook that comes again must be known' },
  { what: 'the emptied account', why: 'writes at the provider must never use an idempotency key twice' },
];

/** Forgets a portal. */
export async function erase(parts: AppParts, request: AdminRequest<'erase'>): Promise<ErasureReceipt> {
  const { engine, adminStore } = parts;
  const { actor, reason } = readActed(request);
  const portalId = readPortalId(request.portalId);
  const { account, version } = await loadKnown(engine, portalId);
  refuseLive(account, engine.clock.now());
  const wish = eraseWish(account, version);
  const isDryRun = request.dryRun === true;
  const removed = await adminStore.erasable(wish);
  if (!isDryRun && !(await adminStore.erase(wish))) throw changedMeanwhile(portalId);
  const receipt = {
    portalId,
    erasedAt: engine.clock.now(),
    actor,
    reason,
    isDryRun,
    removed: { ...removed, accounts: 1 },
    providerIds: providerIdsOf(account),
    kept: KEPT,
  };
  const [receiptId = ''] = await engine.hashIdentity(`erasure receipt ${JSON.stringify(receipt)}`);
  return { receiptId, ...receipt };
}

function eraseWish(account: Account, expectedVersion: number): EraseWish {
  const { key, trial, trialClaims, nextGeneration } = account;
  return {
    key,
    expectedVersion,
    customerIds: [...account.retiredCustomerIds, ...(account.customer ? [account.customer.customerId] : [])],
    emptied: { ...emptyAccount(key), trial, trialClaims, nextGeneration },
  };
}

function providerIdsOf({ customer, retiredCustomerIds, subscription }: Account): readonly string[] {
  return [
    ...retiredCustomerIds,
    ...(customer ? [customer.customerId] : []),
    ...(subscription ? [subscription.subscriptionId] : []),
  ];
}

function refuseLive(account: Account, now: number): void {
  const { portalId } = account.key;
  const grant = account.grants.find((each) => isGrantLive(each, now));
  if (mayStartCheckout(account) && !grant) return;
  throw new HsxError({
    code: 'CONFLICT',
    message: grant
      ? `Portal ${portalId} has the live grant ${grant.grantId}; nothing was erased.`
      : `Portal ${portalId} has a live subscription; nothing was erased.`,
    hint: grant ? 'Revoke the grant first.' : 'Cancel the subscription at the payment provider first.',
  });
}

function changedMeanwhile(portalId: string): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: `Portal ${portalId} was changed while it was to be erased; nothing was erased.`,
    hint: 'Try again.',
  });
}
