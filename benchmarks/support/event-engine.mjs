/**
 * The engine as it works webhooks of the first portals off: the signature is Stripe's, what Stripe would answer comes from memory. The period ends a
 * little later in each answer, so that there is something to write every time. Nothing here needs Node.
 */
import { acceptWebhook } from '../../packages/sdk/dist/billing/shell/webhook.js';
import { stripeProvider } from '../../packages/sdk/dist/providers/stripe/index.js';
import { buildBillingConfig, buildObserved } from '../../packages/sdk/dist/testing/index.js';
import { customerIdOf, KEYS, subscriptionOf } from './portals.mjs';
import { engineOn } from './engine.mjs';
import { WEBHOOK_SECRET } from './subscription-event.mjs';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Answers `verify`, `receive`, which is over when the event is worked off, `leftEvents`, of which there must be none, and `versions`, one up with every write of a row. */
export function eventEngine(stores, { portals, now }) {
  const engine = engineOn(stores, { provider: providerOf(portals, now) });
  return {
    verify: (request) => engine.provider.verify(request, Date.now()),
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
    leftEvents: () => engine.inbox.claim(engine.scope, { now: Date.now() + HOUR_MS, limit: 9, leaseMs: 1 }), // past all claims
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
