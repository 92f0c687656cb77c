import { describe, expect, expectTypeOf, it } from 'vitest';
import type { FeatureName, LimitName, PlanName } from '../../src/contract/app-types.js';
import { ENTITLEMENT_STATUSES, type Entitlement } from '../../src/contract/entitlement.js';

/** The row as the billing guide writes it down. */
interface GuideEntitlement {
  plan: 'free' | 'team' | 'scale';
  status: 'active' | 'trialing' | 'past_due' | 'canceled' | 'paused';
  stripeCustomerId?: string;
  subscriptionId?: string;
  trialEndsAt?: number;
  updatedAt: number;
  adminEmail: string;
}

describe('the contract', () => {
  it('accepts the guide’s row, but for the source we add', () => {
    expectTypeOf<GuideEntitlement & { source: 'stripe' }>().toExtend<Entitlement>();
    expect(ENTITLEMENT_STATUSES).toEqual(['active', 'trialing', 'past_due', 'canceled', 'paused']);
  });

  it('accepts any name while the app has generated none', () => {
    expectTypeOf<FeatureName>().toEqualTypeOf<string>();
    expectTypeOf<PlanName>().toEqualTypeOf<string>();
    expectTypeOf<LimitName>().toEqualTypeOf<string>();
  });
});
