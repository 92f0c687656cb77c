import type { PaymentErrorEnvelope } from '../../contract/error-envelope.js';
import { ENTITLEMENT_STATUSES, type EntitlementStatus } from '../../contract/entitlement.js';
import type { PaymentRequired, PlanUpgradeRequired } from '../../billing/payment-errors.js';

/** What a card is told when the portal has not paid: HubSpot's card shows an upgrade prompt from it, never a red banner. */
export function paymentEnvelope(
  error: PaymentRequired | PlanUpgradeRequired,
  upgradeUrl: string,
): PaymentErrorEnvelope {
  const { feature, currentPlan, status } = error.details;
  return {
    ok: false,
    error: {
      code: error.code as 'PAYMENT_REQUIRED' | 'PLAN_UPGRADE_REQUIRED',
      message: error.message,
      feature: typeof feature === 'string' ? feature : null,
      currentPlan: typeof currentPlan === 'string' ? currentPlan : null,
      status: ENTITLEMENT_STATUSES.find((known): known is EntitlementStatus => known === status) ?? null,
      upgradeUrl,
    },
  };
}
