/** Nobody acts for, or learns of, a portal they cannot prove: not by id, link, cookie, form or body. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay, type Visitor } from '../support/visitor.js';
import { formTokenOf, submit } from './page-form.js';

const OURS = 51200417;
const THEIRS = 51200583;
const MINUTE_MS = 60_000;

let world: World;
let ours: Visitor;
let theirs: Visitor;
beforeAll(async () => {
  world = await startWorld();
  ours = createVisitor(world);
  theirs = createVisitor(world);
  pay(world, (await theirs.install(THEIRS)).location ?? '');
  await world.settle();
  await ours.install(OURS);
  await world.settle();
});
afterAll(() => world.close());

const at = (path: string) => `${world.appUrl}${path}`;
const hubspot = () => world.simulators.hubspot.control;

/** A signed billing link, as actions carry it. */
async function billingTokenOf(portalId: number): Promise<string> {
  const call = await hubspot().callFunction({
    portalId,
    name: portalId === OURS ? 'editableInsights' : 'hasFeature',
  });
  const { error } = call.json as { error?: { upgradeUrl?: string } };
  return new URL(error?.upgradeUrl ?? 'x:').searchParams.get('token') ?? '';
}

const stranger = () => createVisitor(world);
const ENTITLED = '"plan":"team"';

describe('a visitor who names a portal', () => {
  it.each(['/billing/portal', '/billing/checkout', '/billing/done', '/billing/cancel'])(
    'at %s without proof sees an offer to mail a link, and nothing of the portal',
    async (path) => {
      const answer = await stranger().get(at(`${path}?portal=${THEIRS}`));
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('E-mail the link');
      expect(answer.body).not.toMatch(/Team|trial ends|cus_|sub_/);
    },
  );

  it('sees the same for a portal that does not exist', async () => {
    const known = await stranger().get(at(`/billing/portal?portal=${THEIRS}`));
    const unknown = await stranger().get(at('/billing/portal?portal=999'));
    const plain = (body: string) => body.replaceAll(/nonce="[^"]+"/g, '').replaceAll(/value="\d+"/g, '');
    expect(plain(unknown.body)).toBe(plain(known.body));
  });

  it.each([`portal=${THEIRS}`, `portal=${THEIRS}&portal=${OURS}`])(
    'other than the cookie’s (?%s) is not believed',
    async (query) => {
      expect((await ours.get(at(`/billing/entitlement?${query}`))).status).toBe(403);
      expect((await ours.get(at(`/billing/portal?${query}`))).status).toBe(403);
    },
  );

  it('gets only the cookie’s portal when the name comes second', async () => {
    const answer = await ours.get(at(`/billing/entitlement?portal=${OURS}&portal=${THEIRS}`));
    expect(answer.body).not.toContain(ENTITLED);
  });

  it('is not believed when HubSpot’s headers come without a signature that holds', async () => {
    const headers = { 'x-hubspot-signature-v3': 'AAAA', 'x-hubspot-request-timestamp': String(Date.now()) };
    const answer = await fetch(at(`/billing/entitlement?portalId=${THEIRS}`), { headers });
    expect(answer.status).toBe(400);
  });

  it('is not believed when a signed query names two', async () => {
    const { clientSecret } = hubspot().app();
    const path = `/fn/hasFeature?portalId=${THEIRS}&portalId=${OURS}`;
    const timestamp = String(Date.now());
    const body = '{"feature":"card.read"}';
    const signature = createHmac('sha256', clientSecret)
      .update(`POST${at(path)}${body}${timestamp}`)
      .digest('base64');
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
    const answer = await fetch(at(path), { method: 'POST', body, headers });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('appears 2 times');
  });
});

describe('a link', () => {
  it('with one letter changed, cut, doubled or without its signature is worthless', async () => {
    const token = await billingTokenOf(OURS);
    const [body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { claims: object };
    const other = Buffer.from(JSON.stringify({ ...claims, claims: { portalId: String(THEIRS) } })).toString(
      'base64url',
    );
    const forged = [
      `${other}.${signature}`,
      body,
      `${body}.`,
      `.${signature}`,
      `${token}.x`,
      token.slice(0, -1),
      `${token}A`,
      '',
    ];
    for (const text of forged) {
      const answer = await stranger().get(at(`/billing/entitlement?token=${encodeURIComponent(text)}`));
      expect([text, answer.status]).toEqual([text, 403]);
    }
  });

  it('shows its own portal, whatever portal is named beside it', async () => {
    const token = await billingTokenOf(OURS);
    const answer = await stranger().get(at(`/billing/entitlement?token=${token}&portal=${THEIRS}`));
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain(ENTITLED);
  });

  it('of the billing page opens no success page and submits no form', async () => {
    const token = await billingTokenOf(OURS);
    expect((await stranger().get(at(`/billing/done?token=${token}`))).status).toBe(403);
    expect((await submit(at('/billing/checkout'), { token, plan: 'team' })).status).toBe(403);
    expect((await submit(at('/billing/portal'), { token })).status).toBe(403);
  });

  it('of a form opens no page', async () => {
    const page = await ours.get(at('/billing/checkout'));
    const token = formTokenOf(page.body);
    expect(token).not.toBe('');
    for (const path of ['/billing/portal', '/billing/checkout', '/billing/entitlement', '/billing/done']) {
      expect((await stranger().get(at(`${path}?token=${token}`))).status).toBe(403);
    }
  });

  it('of an install’s state is no link, and a link is no state', async () => {
    const start = await stranger().get(at('/oauth/start'));
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    expect((await stranger().get(at(`/billing/portal?token=${state}`))).status).toBe(403);
    const token = await billingTokenOf(OURS);
    expect((await stranger().get(at(`/oauth/callback?code=abc&state=${token}`))).status).toBe(400);
  });
});

describe('a form', () => {
  it('acts for the portal of its token, whatever portal or customer its fields and cookies name', async () => {
    const page = await ours.get(at('/billing/checkout'));
    const theirCustomer = (
      await world.app.engine.store.load({ ...world.app.engine.scope, portalId: String(THEIRS) })
    ).account.customer?.customerId;
    const fields = {
      token: formTokenOf(page.body),
      plan: 'team',
      portal: String(THEIRS),
      portalId: String(THEIRS),
      customer: String(theirCustomer),
    };
    const answer = await submit(at('/billing/checkout'), fields);
    expect(answer.status).toBe(303);
    const { engine } = world.app;
    const mine = await engine.store.load({ ...engine.scope, portalId: String(OURS) });
    expect(mine.account.checkout?.url).toBe(answer.location);
    expect(mine.account.customer?.customerId).not.toBe(theirCustomer);
  });

  it('is worthless after an hour, and without a token, though the cookie is there', async () => {
    const page = await ours.get(at('/billing/checkout'));
    const token = formTokenOf(page.body);
    await world.advanceBy(61 * MINUTE_MS);
    expect((await submit(at('/billing/checkout'), { token, plan: 'team' })).status).toBe(403);
    expect((await submit(at('/billing/portal'), {})).status).toBe(403);
  });

  it.each(['constructor', '__proto__', 'free', 'nothing', ''])(
    'for the plan "%s" opens no checkout',
    async (plan) => {
      const page = await ours.get(at('/billing/checkout'));
      const answer = await submit(at('/billing/checkout'), { token: formTokenOf(page.body), plan });
      expect(answer.status).toBe(400);
    },
  );

  it('with a card number in the first of two equal fields is refused before anything repeats it', async () => {
    const page = await ours.get(at('/billing/checkout'));
    const body = `token=${formTokenOf(page.body)}&plan=4242+4242+4242+4242&plan=team`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(at('/billing/checkout'), {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('4242 4242');
  });
});

describe('a signed call', () => {
  it.each(['callAction', 'callTool', 'callFunction'] as const)(
    '(%s) whose input names another portal is refused',
    async (kind) => {
      const name = { callAction: 'enrichContact', callTool: 'researchAccount', callFunction: 'insights' }[
        kind
      ];
      const call = await hubspot()[kind]({ portalId: OURS, name, input: { portalId: THEIRS } });
      expect(call).toMatchObject({ httpStatus: 403, json: { error: { code: 'FORBIDDEN' } } });
    },
  );
});

describe('a mailed link', () => {
  it('goes to the admin on record once an hour, and the answer is the same for a portal nobody knows', async () => {
    const before = world.mails.length;
    const answers = [];
    for (const portal of [THEIRS, THEIRS, THEIRS, 999, 'x']) {
      answers.push(await submit(at('/billing/link'), { portal: String(portal), to: 'evil@evil.example' }));
    }
    await world.settle();
    const links = world.mails.slice(before).filter(({ template }) => template === 'billing-link');
    expect(links).toHaveLength(1);
    expect(links[0]?.to).not.toContain('evil');
    const plain = answers.map(({ status, body }) => `${status} ${body.replaceAll(/nonce="[^"]+"/g, '')}`);
    expect(new Set(plain).size).toBe(1);
  });
});
