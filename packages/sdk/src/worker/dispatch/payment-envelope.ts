import type { PaymentErrorEnvelope } from '../../contract/error-envelope.js';
import { ENTITLEMENT_STATUSES, type EntitlementStatus } from '../../contract/entitlement.js';
import type { PaymentError } from '../../billing/payment-errors.js';

/** What a card is told when the portal has not paid: HubSpot's card shows an upgrade prompt from it, never a red banner. */
export function paymentEnvelope(error: PaymentError, upgradeUrl: string): PaymentErrorEnvelope {
  const { feature, currentPlan, status } = error.details;
  return {
    ok: false,
    error: {
      code: error.code as PaymentErrorEnvelope['error']['code'],
      message: error.message,
      feature: typeof feature === 'string' ? feature : null,
      currentPlan: typeof currentPlan === 'string' ? currentPlan : null,
      status: ENTITLEMENT_STATUSES.find((known): known is EntitlementStatus => known === status) ?? null,
      upgradeUrl,
      ...limitOf(error),
    },
  };
}

function limitOf(error: PaymentError): Partial<PaymentErrorEnvelope['error']> {
  const { limit, used, allowed, resetsAt } = error.details;
  if (error.code !== 'LIMIT_EXCEEDED' || typeof limit !== 'string') return {};
  return {
    limit,
    used: Number(used),
    allowed: Number(allowed),
    resetsAt: typeof resetsAt === 'number' ? resetsAt : null,
  };
}
