import type { Instant } from '../kernel/instant.js';
import type { EntitlementStatus } from './entitlement.js';

/** Every refusal of HS-X over HTTP. */
export interface ErrorEnvelope {
  readonly ok: false;
  readonly error: {
    /** One of the closed set of error codes. */
    readonly code: string;
    readonly message: string;
    /** What to do next, when there is something to do. */
    readonly hint?: string;
  };
}

/** What a card receives with status 402. */
export interface PaymentErrorEnvelope {
  readonly ok: false;
  readonly error: {
    readonly code: 'PAYMENT_REQUIRED' | 'PLAN_UPGRADE_REQUIRED' | 'LIMIT_EXCEEDED';
    readonly message: string;
    readonly feature: string | null;
    readonly currentPlan: string | null;
    readonly status: EntitlementStatus | null;
    readonly upgradeUrl: string;
    /** With LIMIT_EXCEEDED only: the limit's name. */
    readonly limit?: string;
    /** With LIMIT_EXCEEDED only: how much is used. */
    readonly used?: number;
    /** With LIMIT_EXCEEDED only: how much the plan allows. */
    readonly allowed?: number;
    /** With LIMIT_EXCEEDED only: when a counter begins again; null for a gauge. */
    readonly resetsAt?: Instant | null;
  };
}
