import { expectEqual, type ContractCase } from './contract-case.js';
import { expectCode } from './expect-code.js';
import { caseWith, type OpenHarness } from './payment-provider-harness.js';
import { listingCases } from './provider-listing-contract.js';
import { observationCases } from './provider-observation-contract.js';
import { webhookCases } from './provider-webhook-contract.js';
import { checkoutCommand, createCustomer, expireCheckout, openCheckout } from './provider-wishes.js';

/** What every payment provider promises; `open` gives a harness of its own to each case. */
export function paymentProviderContract(open: OpenHarness): readonly ContractCase[] {
  return [
    ...creationCases(open),
    ...closingCases(open),
    ...refusalCases(open),
    ...observationCases(open),
    ...listingCases(open),
    ...webhookCases(open),
  ];
}

function creationCases(open: OpenHarness): readonly ContractCase[] {
  return [
    caseWith(open, 'creates one customer however often the same wish is carried out', async (harness) => {
      const first = await createCustomer(harness);
      expectEqual(await createCustomer(harness), first, 'second outcome');
    }),
    caseWith(open, 'opens one page however often the same wish is carried out', async (harness) => {
      const { customerId } = await createCustomer(harness);
      const first = await openCheckout(harness, { customerId });
      expectEqual(await openCheckout(harness, { customerId }), first, 'second outcome');
      expectEqual(first.expiresAt > harness.now(), true, 'the page can be paid on for a while');
      const next = await openCheckout(harness, { customerId, generation: 3 });
      expectEqual(next.checkoutId === first.checkoutId, false, 'the next wish gets the same page');
    }),
    caseWith(open, 'opens a billing page for a customer', async (harness) => {
      const { customerId } = await createCustomer(harness);
      const { url } = await harness.provider.openBillingPage({
        customerId,
        returnUrl: 'https://app.example/back',
      });
      expectEqual(url.startsWith('http'), true, 'the billing page has an address');
    }),
  ];
}

function closingCases(open: OpenHarness): readonly ContractCase[] {
  return [
    caseWith(open, 'closes an open page, and finds it closed the second time', async (harness) => {
      const { customerId } = await createCustomer(harness);
      const { checkoutId } = await openCheckout(harness, { customerId });
      for (const generation of [3, 4]) {
        expectEqual(
          await expireCheckout(harness, { checkoutId, generation }),
          { kind: 'checkoutExpired', checkoutId },
          'outcome',
        );
      }
    }),
    caseWith(open, 'says so when a page to close was paid on', async (harness) => {
      const { customerId } = await createCustomer(harness);
      const checkout = await openCheckout(harness, { customerId });
      await harness.pay(checkout);
      const { checkoutId } = checkout;
      expectEqual(
        await expireCheckout(harness, { checkoutId }),
        { kind: 'checkoutCompleted', checkoutId },
        'outcome',
      );
    }),
  ];
}

function refusalCases(open: OpenHarness): readonly ContractCase[] {
  return [
    caseWith(open, 'returns a refusal for good as an outcome with a reason', async (harness) => {
      const { customerId } = await createCustomer(harness);
      const command = checkoutCommand(harness, { customerId, priceId: 'price_nobody_made' });
      const outcome = await harness.provider.perform(command);
      expectEqual(
        [outcome.kind, 'generation' in outcome && outcome.generation],
        ['intentRefused', 2],
        'outcome',
      );
    }),
    caseWith(open, 'counts a page the provider does not know as closed', async (harness) => {
      const checkoutId = 'cs_test_nobody_opened';
      expectEqual(
        await expireCheckout(harness, { checkoutId }),
        { kind: 'checkoutExpired', checkoutId },
        'outcome',
      );
    }),
    caseWith(open, 'is PROVIDER_UNAVAILABLE when the provider cannot be reached', async (harness) => {
      const { unreachable } = harness;
      const command = checkoutCommand(harness, { customerId: 'cus_1' });
      const page = { customerId: 'cus_1', returnUrl: 'https://app.example/back' };
      await expectCode(() => unreachable.observe('cus_1'), 'PROVIDER_UNAVAILABLE', 'observe');
      await expectCode(() => unreachable.perform(command), 'PROVIDER_UNAVAILABLE', 'perform');
      await expectCode(() => unreachable.openBillingPage(page), 'PROVIDER_UNAVAILABLE', 'openBillingPage');
    }),
  ];
}
