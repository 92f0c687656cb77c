import { MINUTE_MS } from '../kernel/instant.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { expectCode } from './expect-code.js';
import { caseWith, type OpenHarness, type PaymentProviderHarness } from './payment-provider-harness.js';
import { createCustomer, CUSTOMER_EMAIL, openCheckout } from './provider-wishes.js';

/** What every provider promises of listings: what reconciliation and the gap-filler go by. */
export function listingCases(open: OpenHarness): readonly ContractCase[] {
  return [
    caseWith(open, 'lists nothing of an account without subscriptions', async (harness) => {
      await createCustomer(harness);
      expectEqual(await listAll(harness), [], 'subscriptions');
    }),
    caseWith(
      open,
      'lists a subscription as an observation of its customer shows it, with whose it is',
      async (harness) => {
        const { customerId } = await createCustomer(harness);
        await harness.pay(await openCheckout(harness, { customerId }));
        const [observed] = (await harness.provider.observe(customerId)).subscriptions;
        const expected = {
          customerId,
          email: CUSTOMER_EMAIL,
          isCustomerDeleted: false,
          taggedFor: harness.key,
        };
        expectEqual(await listAll(harness), [{ ...observed, ...expected }], 'subscriptions');
      },
    ),
    caseWith(open, 'is PROVIDER_UNAVAILABLE when the list cannot be read', async ({ unreachable, now }) => {
      const wish = { after: null, endedOnesMadeSince: now() };
      await expectCode(() => unreachable.list(wish), 'PROVIDER_UNAVAILABLE', 'list');
      if (unreachable.undeliveredEvents) {
        const look = async () => unreachable.undeliveredEvents?.(now());
        await expectCode(look, 'PROVIDER_UNAVAILABLE', 'undeliveredEvents');
      }
      if (unreachable.settingProblems) {
        const check = async () => unreachable.settingProblems?.();
        await expectCode(check, 'PROVIDER_UNAVAILABLE', 'settingProblems');
      }
    }),
  ];
}

async function listAll({ provider, now }: PaymentProviderHarness) {
  const listed = [];
  let after: string | null = null;
  do {
    const page = await provider.list({ after, endedOnesMadeSince: now() - MINUTE_MS });
    listed.push(...page.subscriptions);
    after = page.next;
  } while (after !== null);
  return listed;
}
