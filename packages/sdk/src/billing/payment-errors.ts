/** What the gate says instead of yes. HubSpot's surfaces know these types; anything else shows as a fault. */
import type { EntitlementStatus } from '../contract/entitlement.js';
import { HsxError, isHsxError } from '../kernel/hsx-error.js';
import type { Instant } from '../kernel/instant.js';

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

/** What a {@link LimitExceeded} says. */
export interface LimitFacts {
  /** The limit's name in `hs-x.toml`. */
  readonly limit: string;
  /** How much is used already. */
  readonly used: number;
  /** How much more was asked for. */
  readonly wanted: number;
  /** How much the plan in force allows; 0 also when it does not name the limit. */
  readonly allowed: number;
  /** When a counter begins again, unix ms; null for a gauge, which only falls when something is removed. */
  readonly resetsAt: Instant | null;
  readonly currentPlan: string;
  readonly status?: EntitlementStatus;
}

/** The portal pays, but its plan allows no more of this. Nothing was counted. */
export class LimitExceeded extends HsxError {
  override readonly name = 'LimitExceeded';
  readonly limit: string;
  readonly used: number;
  readonly allowed: number;
  readonly resetsAt: Instant | null;

  constructor(facts: LimitFacts) {
    const { limit, used, wanted, allowed, resetsAt, currentPlan } = facts;
    super({
      code: 'LIMIT_EXCEEDED',
      message: `Plan ${currentPlan} allows ${allowed} ${limit}; ${used} are used and ${wanted} more were asked for.`,
      hint:
        resetsAt === null
          ? 'Remove something, or open the billing page of the app to change to a plan that allows more.'
          : `Wait until ${new Date(resetsAt).toISOString()}, or open the billing page of the app to change to a plan that allows more.`,
      details: { ...facts },
    });
    this.limit = limit;
    this.used = used;
    this.allowed = allowed;
    this.resetsAt = resetsAt;
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

/** What means "not paid for": each surface says it in its own way, and none shows it as a fault. */
export type PaymentError = PaymentRequired | PlanUpgradeRequired | LimitExceeded;

/** Whether the error means "not paid for": no access, not this feature, or no more of a limit. */
export function isPaymentError(error: unknown): error is PaymentError {
  return (
    isHsxError(error, 'PAYMENT_REQUIRED') ||
    isHsxError(error, 'PLAN_UPGRADE_REQUIRED') ||
    isHsxError(error, 'LIMIT_EXCEEDED')
  );
}
