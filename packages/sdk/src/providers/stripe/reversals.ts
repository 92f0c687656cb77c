/**
 * Refunds and disputes. `charge.refunded` comes with every refund, in part or in full, and its snapshot says all there is to say;
 * `refund.created` would tell the same once more (docs.stripe.com/api/events/types, read 2026-11). A dispute names no customer: it is read
 * with its charge, as it stands now, so that late and reordered events say the same.
 */
import type Stripe from 'stripe';
import type { PaymentReversal } from '../../billing/observation.js';
import { fieldsOf } from '../../kernel/fields.js';
import { callStripe, isMissing } from './errors.js';
import { REFUND_EVENT_TYPE } from './event-types.js';

type RefundedCharge = Pick<Stripe.Charge, 'id' | 'amount_refunded' | 'refunded' | 'currency' | 'customer'>;

/** Statuses of a dispute that is over without a loss (stripe 23.1.0, `Dispute.Status`, read 2026-11). */
const OVER_WITHOUT_LOSS: readonly string[] = ['won', 'warning_closed', 'prevented'];

/** Reads how the refund or dispute stands that the verified payload tells of; null when there is none. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function readReversal(stripe: Stripe, payload: unknown): Promise<PaymentReversal | null> {
  return callStripe('read a refund or dispute', async () => {
    try {
      return await readAsItStands(stripe, payload);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}

/** Thin notifications have `v1.` in front. */
function typeOf(type: unknown): string {
  return typeof type === 'string' ? type.replace(/^v1\./, '') : '';
}

async function readAsItStands(stripe: Stripe, payload: unknown): Promise<PaymentReversal | null> {
  const { type, data, related_object: related } = fieldsOf(payload);
  const snapshot = fieldsOf(fieldsOf(data).object);
  const id = snapshot.id ?? fieldsOf(related).id;
  if (typeof id !== 'string' || id === '') return null;
  if (typeOf(type) !== REFUND_EVENT_TYPE) {
    const dispute = await stripe.disputes.retrieve(id, { expand: ['charge'] });
    return typeof dispute.charge === 'string' ? null : disputeOf(dispute, dispute.charge);
  }
  return refundOf(isRefundedCharge(snapshot) ? snapshot : await stripe.charges.retrieve(id));
}

function isRefundedCharge(snapshot: object): snapshot is RefundedCharge {
  const { object, amount_refunded: amount, currency } = fieldsOf(snapshot);
  return object === 'charge' && typeof amount === 'number' && typeof currency === 'string';
}

function refundOf(charge: RefundedCharge): PaymentReversal | null {
  if (charge.amount_refunded === 0) return null;
  return {
    kind: charge.refunded ? 'refunded' : 'partlyRefunded',
    reversalId: `${charge.id}:${charge.amount_refunded}`,
    paymentId: charge.id,
    customerId: customerIdOf(charge),
    amountMinor: charge.amount_refunded,
    currency: charge.currency,
  };
}

function disputeOf(dispute: Stripe.Dispute, charge: Stripe.Charge): PaymentReversal {
  return {
    kind: disputeKind(dispute.status),
    reversalId: dispute.id,
    paymentId: charge.id,
    customerId: customerIdOf(charge),
    amountMinor: dispute.amount,
    currency: dispute.currency,
  };
}

/** A status of tomorrow is a dispute a person should look at. */
function disputeKind(status: string): PaymentReversal['kind'] {
  if (status === 'lost') return 'disputeLost';
  return OVER_WITHOUT_LOSS.includes(status) ? 'disputeWon' : 'disputed';
}

function customerIdOf({ customer }: RefundedCharge): string | null {
  return typeof customer === 'string' ? customer : (customer?.id ?? null);
}
