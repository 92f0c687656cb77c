/**
 * The engine as it works webhooks of the first portals off: the signature is Stripe's, what Stripe would answer comes from memory. The period ends a
 * little later in each answer, so that there is something to write every time.
 */
import { acceptWebhook } from '../../packages/sdk/dist/billing/shell/webhook.js';
import { useHmac } from '../../packages/sdk/dist/kernel/hmac.js';
import { stripeProvider } from '../../packages/sdk/dist/providers/stripe/index.js';
import { nativeHmac } from '../../packages/sdk/dist/runtime/node/native-hmac.js';
import { buildBillingConfig, buildObserved } from '../../packages/sdk/dist/testing/index.js';
import { customerIdOf, KEYS, subscriptionOf } from './accounts.mjs';
import { engineOn } from './engine.mjs';
import { WEBHOOK_SECRET } from './stripe-events.mjs';

const SECOND_MS = 1_000;

/** Answers `receive`, which is over when the event is worked off, `leftEvents`, of which there must be none, and `versions`, one up with every write of a row. */
export function webhookEngine(stores, { portals, now }) {
  useHmac(nativeHmac);
  const engine = engineOn(stores, { provider: providerOf(portals, now) });
  return {
    async receive({ headers, body }) {
      let work;
      await acceptWebhook(engine, {
        provider: engine.provider,
        request: { headers, body },
        background: (each) => (work = each()),
      });
      await work;
    },
    versions: () =>
      Promise.all(KEYS.slice(0, portals).map(async (key) => (await stores.billing.load(key)).version)),
    leftEvents: () => engine.inbox.claim(engine.scope, { now: Date.now(), limit: 9, leaseMs: 1 }),
  };
}

function providerOf(portals, now) {
  const stripe = stripeProvider({
    secretKey: 'sk_test_of_the_benchmark',
    webhookSecrets: [WEBHOOK_SECRET],
    mode: 'test',
    checkout: buildBillingConfig().checkout,
  });
  const byCustomer = new Map(
    Array.from({ length: portals }, (_unused, index) => [customerIdOf(index), index]),
  );
  let observations = 0;
  return {
    ...stripe,
    async observe(customerId) {
      const index = byCustomer.get(customerId);
      const subscription = subscriptionOf(index, now);
      const periodEndsAt = subscription.periodEndsAt + SECOND_MS * (observations += 1);
      return buildObserved([{ ...subscription, periodEndsAt }], { customerId, email: 'ada@example.com' });
    },
  };
}
