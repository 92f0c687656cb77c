import { invalidRequest } from '../api/failure.js';
import type { ChargeObject } from '../charges/object.js';
import { emit } from '../events/emit.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { formatMoney } from '../money.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { RefundObject, RefundReason } from './object.js';

/** What is given back. */
export interface NewRefund {
  /** In the currency's smallest unit. Default: all that was not refunded yet. */
  readonly amountMinor?: number | undefined;
  readonly reason?: RefundReason | undefined;
  readonly metadata?: Metadata | null | undefined;
}

/** Gives money back at once; the subscription and its invoices stay as they are. Refuses more than is left. */
export function createRefund(world: StripeWorld, charge: ChargeObject, given: NewRefund): RefundObject {
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = given.amountMinor ?? left;
  refuseImpossible(charge, { amount, left });
  const refund: RefundObject = {
    id: world.ids.next('re_3', 23),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: nowSeconds(world),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: newMetadata(given.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
  world.state.refunds.set(refund.id, refund);
  const refunded = charge.amount_refunded + amount;
  const after = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount_captured };
  world.state.charges.set(charge.id, after);
  emit(world, { type: 'refund.created', object: refund });
  emit(world, { type: 'charge.refunded', object: after, before: charge });
  return refund;
}

function refuseImpossible(
  charge: ChargeObject,
  { amount, left }: { readonly amount: number; readonly left: number },
): void {
  if (charge.disputed) {
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount <= left) return;
  const money = (amountMinor: number): string => formatMoney(amountMinor, charge.currency);
  throw invalidRequest(
    `Refund amount (${money(amount)}) is greater than unrefunded amount on charge (${money(left)})`,
    { param: 'amount' },
  );
}
