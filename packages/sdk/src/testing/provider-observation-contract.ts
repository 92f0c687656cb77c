import { DAY_MS, MINUTE_MS, type Instant } from '../kernel/instant.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { caseWith, type OpenHarness } from './payment-provider-harness.js';
import { createCustomer, CUSTOMER_EMAIL, openCheckout } from './provider-wishes.js';

/** What every provider promises of observations: the customer's present state, in our words. */
export function observationCases(open: OpenHarness): readonly ContractCase[] {
  return [...strangerCases(open), ...subscriberCases(open)];
}

function strangerCases(open: OpenHarness): readonly ContractCase[] {
  return [
    caseWith(open, 'observes a new customer as somebody without subscriptions', async (harness) => {
      const { customerId } = await createCustomer(harness);
      const { isDeleted, email, subscriptions } = await harness.provider.observe(customerId);
      const expected = { isDeleted: false, email: CUSTOMER_EMAIL, subscriptions: [] };
      expectEqual({ isDeleted, email, subscriptions }, expected, 'customer');
    }),
    caseWith(open, 'observes a customer it does not know as deleted', async (harness) => {
      const { isDeleted, subscriptions } = await harness.provider.observe('cus_nobody_made');
      expectEqual({ isDeleted, subscriptions }, { isDeleted: true, subscriptions: [] }, 'customer');
    }),
  ];
}

function isNear(at: Instant | null | undefined, expectedAt: Instant): boolean {
  return Math.abs((at ?? 0) - expectedAt) < MINUTE_MS;
}

function subscriberCases(open: OpenHarness): readonly ContractCase[] {
  return [
    caseWith(
      open,
      'observes a paid subscription with its price, its period and its paid invoice',
      async (harness) => {
        const { customerId } = await createCustomer(harness);
        await harness.pay(await openCheckout(harness, { customerId }));
        const { subscriptions, cardFingerprint } = await harness.provider.observe(customerId);
        const [paid] = subscriptions;
        expectEqual([subscriptions.length, paid?.status], [1, 'active'], 'subscription');
        expectEqual(paid?.priceIds, [harness.priceId], 'prices');
        expectEqual((paid?.periodEndsAt ?? 0) > harness.now(), true, 'the paid period ends later');
        expectEqual(isNear(paid?.billingAnchorAt, harness.now()), true, 'periods are counted from now');
        expectEqual([paid?.trialEndsAt, paid?.cancelAt, paid?.endedAt], [null, null, null], 'trial and end');
        expectEqual(paid?.latestInvoice?.isPaid, true, 'the latest invoice is paid');
        expectEqual(typeof cardFingerprint, 'string', 'the card has a fingerprint');
      },
    ),
    caseWith(open, 'observes a trial with the instant it ends', async (harness) => {
      const { customerId } = await createCustomer(harness);
      await harness.pay(await openCheckout(harness, { customerId, trialDays: 14 }));
      const [trial] = (await harness.provider.observe(customerId)).subscriptions;
      expectEqual(trial?.status, 'trialing', 'status');
      const endsAt = harness.now() + 14 * DAY_MS;
      expectEqual(isNear(trial?.trialEndsAt, endsAt), true, 'the trial ends 14 days from now');
      expectEqual(trial?.billingAnchorAt, trial?.trialEndsAt, 'what paid periods are counted from');
    }),
  ];
}
