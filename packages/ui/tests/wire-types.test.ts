import { describe, expectTypeOf, it } from 'vitest';
import type { BillingSnapshot as ServerSnapshot } from '../../sdk/src/contract/billing-snapshot.js';
import type { PaymentErrorEnvelope } from '../../sdk/src/contract/error-envelope.js';
import type { BillingSnapshot, PaymentRefusal } from '../src/index.js';

describe("the card's own wire types", () => {
  it('accept whatever the server answers', () => {
    expectTypeOf<ServerSnapshot>().toExtend<BillingSnapshot>();
    expectTypeOf<PaymentErrorEnvelope['error']>().toExtend<Omit<PaymentRefusal, 'limit'>>();
  });

  it('name no field the server does not send', () => {
    expectTypeOf<keyof BillingSnapshot>().toEqualTypeOf<keyof ServerSnapshot>();
    expectTypeOf<keyof BillingSnapshot['links']>().toEqualTypeOf<keyof ServerSnapshot['links']>();
    expectTypeOf<keyof BillingSnapshot['usage'][number]>().toEqualTypeOf<
      keyof ServerSnapshot['usage'][number]
    >();
    expectTypeOf<keyof BillingSnapshot['plans'][number]>().toEqualTypeOf<
      keyof ServerSnapshot['plans'][number]
    >();
  });
});
