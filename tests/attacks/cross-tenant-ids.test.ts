/** Ids of the payment provider and links past their time prove nothing either. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formTokenOf, submit } from './page-form.js';
import { OURS, startTwoPortals, type TwoPortals } from './two-portals.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let portals: TwoPortals;
beforeAll(async () => {
  portals = await startTwoPortals();
});
afterAll(() => portals.world.close());

const at = (path: string) => portals.at(path);

describe('attack: a customer id in the body', () => {
  it('of a checkout form is not used: our own customer pays', async () => {
    const theirCustomer = await portals.theirCustomer();
    expect(theirCustomer).toMatch(/^cus_/);
    const page = await portals.ours.get(at('/billing/checkout'));
    const fields = {
      token: formTokenOf(page.body),
      plan: 'team',
      customer: theirCustomer,
      customerId: theirCustomer,
      stripeCustomerId: theirCustomer,
    };
    const answer = await submit(at('/billing/checkout'), fields);
    expect(answer.status).toBe(303);
    const { engine } = portals.world.app;
    const mine = await engine.store.load({ ...engine.scope, portalId: String(OURS) });
    expect(mine.account.checkout?.url).toBe(answer.location);
    expect(mine.account.customer?.customerId).not.toBe(theirCustomer);
  });

  it('of the form to the provider’s billing page opens no page of theirs', async () => {
    const theirCustomer = await portals.theirCustomer();
    const page = await portals.ours.get(at('/billing/portal'));
    const fields = { token: formTokenOf(page.body), customer: theirCustomer, customerId: theirCustomer };
    const answer = await submit(at('/billing/portal'), fields);
    expect(`${answer.location} ${answer.body}`).not.toContain(theirCustomer);
  });

  it.each(['callAction', 'callTool', 'callFunction'] as const)('of %s gives no access', async (kind) => {
    const customer = await portals.theirCustomer();
    const name = {
      callAction: 'enrichContact',
      callTool: 'researchAccount',
      callFunction: 'editableInsights',
    }[kind];
    const input = { customer, stripeCustomerId: customer, subscriptionId: 'sub_1', plan: 'team' };
    const call = await portals.world.simulators.hubspot.control[kind]({ portalId: OURS, name, input });
    expect(JSON.stringify(call.json)).toContain('PLAN_UPGRADE_REQUIRED');
  });
});

describe('attack: an expired link', () => {
  it('of a form is worthless after an hour, and without a token, though the cookie is there', async () => {
    const token = formTokenOf((await portals.ours.get(at('/billing/checkout'))).body);
    await portals.world.advanceBy(61 * MINUTE_MS);
    expect((await submit(at('/billing/checkout'), { token, plan: 'team' })).status).toBe(403);
    expect((await submit(at('/billing/portal'), {})).status).toBe(403);
  });

  it('of a mail or card is worthless after thirty days', async () => {
    const token = await portals.ourToken();
    const open = () => portals.stranger().get(at(`/billing/entitlement?token=${token}`));
    expect((await open()).status).toBe(200);
    await portals.world.advanceBy(30 * DAY_MS);
    expect((await open()).status).toBe(403);
  });
});
