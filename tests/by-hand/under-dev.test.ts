import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDev, type StartedDev } from '../../packages/cli/src/dev/start-dev.js';

const FOLDER = fileURLToPath(new URL('../../examples/by-hand/', import.meta.url));
const PORTAL = 51200417;
const DAY_MS = 86_400_000;

let dev: StartedDev;
beforeEach(async () => {
  dev = await startDev({ folder: FOLDER, port: 0, consolePort: null, clock: 'frozen', isTemporary: true });
});
afterEach(() => dev.stop());

/** Installs over the wire and answers where the install handler sent the browser. */
async function install(): Promise<string> {
  const start = await fetch(`${dev.appUrl}/oauth/start`, { redirect: 'manual' });
  const consent = dev.simulators.hubspot.control.answerConsent(start.headers.get('location') ?? '', {
    portalId: PORTAL,
    decision: 'connect',
  });
  if ('refusal' in consent) throw new Error(consent.refusal);
  const callback = await fetch(consent.location, { redirect: 'manual' });
  return callback.headers.get('location') ?? '';
}

async function pay(checkoutUrl: string): Promise<void> {
  const sessionId = new URL(checkoutUrl).pathname.split('/').at(-1) ?? '';
  dev.simulators.stripe.control.submitCheckout(sessionId, {
    name: 'Accounts Payable',
    payment: { kind: 'card', entry: { number: '4242424242424242', expiry: '12/34', cvc: '123' } },
  });
  await settle();
}

async function settle(): Promise<void> {
  await dev.simulators.settle();
  await dev.tick();
}

const row = async () => {
  const accounts = await dev.accounts();
  return accounts.find((account) => account.key.portalId === String(PORTAL))?.entitlement;
};
const call = (kind: 'Action' | 'Function' | 'Tool', name: string, input: object) =>
  dev.simulators.hubspot.control[`call${kind}`]({ portalId: PORTAL, name, input });

describe('the hand-wired app under hs-x dev, in its own process on the simulators’ clock', () => {
  it('writes the free row and redirects to Stripe Checkout after install, by its raw call to https://api.stripe.com', async () => {
    const next = await install();
    expect(next.startsWith(dev.simulators.stripe.origin)).toBe(true);
    expect(await row()).toMatchObject({
      plan: 'free',
      status: 'trialing',
      adminEmail: 'admin@northwind-trading.example',
    });
  });

  it('writes the paid row from the webhook with the clock of the simulators', async () => {
    await pay(await install());
    expect(await row()).toMatchObject({
      plan: 'team',
      status: 'trialing',
      trialEndsAt: dev.now() + 14 * DAY_MS,
      updatedAt: dev.now(),
    });
  });

  it('maps the customer to the portal, so that a cancellation finds it', async () => {
    await pay(await install());
    const [subscription] = (dev.simulators.stripe.control.snapshot() as { subscriptions: { id: string }[] })
      .subscriptions;
    await fetch(`${dev.simulators.stripe.origin}/v1/subscriptions/${subscription?.id ?? ''}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${dev.simulators.stripe.secretKey}` },
    });
    await settle();
    expect(await row()).toMatchObject({ plan: 'free', status: 'canceled' });
  });

  it('reconciles once a day what the webhooks did not tell', async () => {
    await pay(await install());
    dev.simulators.stripe.control.dropWebhooks(10_000);
    await dev.advanceBy(16 * DAY_MS);
    await settle();
    expect(await row()).toMatchObject({ plan: 'team', status: 'active' });
  });

  it('asks its one helper from every surface', async () => {
    await install();
    expect(await call('Function', 'insights', {})).toMatchObject({ httpStatus: 402 });
    const refused = {
      outputFields: { hs_execution_state: 'FAIL_CONTINUE', errorCode: 'PLAN_UPGRADE_REQUIRED' },
    };
    expect(await call('Action', 'enrichContact', { email: 'a@b.example' })).toMatchObject({
      httpStatus: 200,
      json: refused,
    });
    expect(await call('Tool', 'researchAccount', { company: 'Harbor' })).toMatchObject({
      httpStatus: 200,
      json: refused,
    });
    await pay(dev.simulators.stripe.origin + '/c/pay/' + openSession());
    expect(await call('Function', 'insights', {})).toMatchObject({ httpStatus: 200 });
    expect(await call('Action', 'enrichContact', { email: 'a@b.example' })).toMatchObject({
      json: { outputFields: { domain: 'b.example', hs_execution_state: 'SUCCESS' } },
    });
  });
});

function openSession(): string {
  const { checkoutSessions } = dev.simulators.stripe.control.snapshot() as {
    checkoutSessions: { id: string }[];
  };
  return checkoutSessions.at(-1)?.id ?? '';
}
