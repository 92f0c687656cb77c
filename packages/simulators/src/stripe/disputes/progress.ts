/** A dispute's two moments: the bank takes the money, and somebody is found to be right. Subscriptions stay as they are. */
import { invalidRequest, resourceMissing } from '../api/failure.js';
import type { ChargeObject } from '../charges/object.js';
import { DAY_S } from '../epoch.js';
import { emit } from '../events/emit.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { EVIDENCE, type DisputeObject, type DisputeReason } from './object.js';

/** Days a merchant has to answer; the networks' limits differ, Stripe shows `due_by` (stripe 23.1.0). */
const ANSWER_WITHIN_S = 7 * DAY_S;

/** The dispute with this id; refuses a missing one. */
export function findDispute(world: StripeWorld, id: string): DisputeObject {
  const found = world.state.disputes.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'dispute', id });
  return found;
}

/** Lets the cardholder dispute a charge; refuses one that failed, was refunded or is disputed already. */
export function openDispute(world: StripeWorld, charge: ChargeObject, reason: DisputeReason): DisputeObject {
  if (!charge.paid || charge.disputed || charge.refunded) {
    throw invalidRequest(`Charge ${charge.id} cannot be disputed.`);
  }
  const dispute: DisputeObject = {
    id: world.ids.next('du_1', 23),
    object: 'dispute',
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: nowSeconds(world),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: EVIDENCE,
    evidence_details: {
      due_by: nowSeconds(world) + ANSWER_WITHIN_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  };
  world.state.disputes.set(dispute.id, dispute);
  world.state.charges.set(charge.id, { ...charge, disputed: true });
  emit(world, { type: 'charge.dispute.created', object: dispute });
  return dispute;
}

/** Decides a dispute; refuses one that was decided already. */
export function closeDispute(
  world: StripeWorld,
  before: DisputeObject,
  status: 'lost' | 'won',
): DisputeObject {
  if (before.status !== 'needs_response') {
    throw invalidRequest('This dispute is already closed.', { code: 'dispute_already_closed' });
  }
  const closed: DisputeObject = { ...before, status };
  world.state.disputes.set(closed.id, closed);
  emit(world, { type: 'charge.dispute.closed', object: closed, before });
  return closed;
}
