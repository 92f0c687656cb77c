/** What the gate says instead of yes. HubSpot's surfaces know these types; anything else shows as a fault. */
import type { EntitlementStatus } from '../contract/entitlement.js';
import { HsxError, isHsxError } from '../kernel/hsx-error.js';

/** The portal has no live subscription or grant. The message says the state: "Subscription is past_due." */
export class PaymentRequired extends HsxError {
  override readonly name = 'PaymentRequired';

  constructor(
    message: string,
    facts: { feature?: string; currentPlan?: string; status?: EntitlementStatus } = {},
  ) {
    super({
      code: 'PAYMENT_REQUIRED',
      message,
      hint: 'Open the billing page of the app to subscribe or to update the payment method.',
      details: facts,
    });
  }
}

/** The portal has a plan, but not one that holds the feature. */
export class PlanUpgradeRequired extends HsxError {
  override readonly name = 'PlanUpgradeRequired';

  constructor(facts: { feature: string; currentPlan: string; status?: EntitlementStatus }) {
    super({
      code: 'PLAN_UPGRADE_REQUIRED',
      message: `Plan ${facts.currentPlan} does not include ${facts.feature}.`,
      hint: 'Open the billing page of the app to change to a plan that includes it.',
      details: facts,
    });
  }
}

/** Nobody can say now whether the portal has paid. Never shown as "please pay". */
export class BillingUnavailable extends HsxError {
  override readonly name = 'BillingUnavailable';

  constructor(reason: string, cause?: unknown) {
    super({
      code: 'BILLING_UNAVAILABLE',
      message: `Billing is temporarily unavailable: ${reason}`,
      hint: 'Try again in a moment; nothing has changed about the subscription.',
      cause,
    });
  }
}

/** Whether the error means "not paid for": the only two `hasFeature` turns into `false`. */
export function isPaymentError(error: unknown): error is PaymentRequired | PlanUpgradeRequired {
  return isHsxError(error, 'PAYMENT_REQUIRED') || isHsxError(error, 'PLAN_UPGRADE_REQUIRED');
}
