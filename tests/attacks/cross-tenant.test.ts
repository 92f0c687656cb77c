/** Nobody acts for, or learns of, a portal they cannot prove. Each attempt by its name. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { formTokenOf, submit } from './page-form.js';
import { OURS, startTwoPortals, THEIRS, type TwoPortals } from './two-portals.js';

let portals: TwoPortals;
beforeAll(async () => {
  portals = await startTwoPortals();
});
afterAll(() => portals.world.close());

const at = (path: string) => portals.at(path);
const hubspot = () => portals.world.simulators.hubspot.control;
/** What only a paying portal is shown. */
const ENTITLED = '"plan":"team"';
const SURFACES = {
  callAction: 'enrichContact',
  callTool: 'researchAccount',
  callFunction: 'insights',
} as const;

/** A function call signed with the app's real secret, as somebody who controls the address would have HubSpot's proxy send it. */
async function signedFetch(path: string, body = '{"feature":"card.read"}'): Promise<Response> {
  const { clientSecret } = hubspot().app();
  const timestamp = String(Date.now());
  const signature = createHmac('sha256', clientSecret)
    .update(`POST${at(path)}${body}${timestamp}`)
    .digest('base64');
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
  return fetch(at(path), { method: 'POST', body, headers });
}

describe('attack: a portal id in the body', () => {
  it.each(Object.entries(SURFACES))('of %s is refused', async (kind, name) => {
    const call = await hubspot()[kind as keyof typeof SURFACES]({
      portalId: OURS,
      name,
      input: { portalId: THEIRS },
    });
    expect(call).toMatchObject({ httpStatus: 403, json: { error: { code: 'FORBIDDEN' } } });
  });

  it.each(Object.entries(SURFACES))('of %s is refused, however it is written', async (kind, name) => {
    for (const portalId of [String(THEIRS), [OURS, THEIRS], { id: THEIRS }, `${OURS} `, null]) {
      const call = await hubspot()[kind as keyof typeof SURFACES]({
        portalId: OURS,
        name,
        input: { portalId },
      });
      expect([portalId, call.httpStatus]).toEqual([portalId, 403]);
    }
  });

  it('of one execution among several fails that one alone', async () => {
    const name = 'enrichContact';
    const { json } = await hubspot().callActionBatch([
      { portalId: OURS, name, input: { portalId: THEIRS } },
      { portalId: THEIRS, name, input: { email: 'ops@harbor.example' } },
    ]);
    expect(json).toMatchObject([
      { outputFields: { errorCode: 'FORBIDDEN' } },
      { outputFields: { hs_execution_state: 'SUCCESS' } },
    ]);
  });

  it('of a form changes nothing: the form’s own token says whose it is', async () => {
    const page = await portals.ours.get(at('/billing/checkout'));
    const fields = {
      token: formTokenOf(page.body),
      plan: 'team',
      portal: String(THEIRS),
      portalId: String(THEIRS),
    };
    const answer = await submit(at('/billing/checkout'), fields);
    const { engine } = portals.world.app;
    const mine = await engine.store.load({ ...engine.scope, portalId: String(OURS) });
    expect([answer.status, answer.location]).toEqual([303, mine.account.checkout?.url]);
  });
});

describe('attack: a duplicated query parameter', () => {
  it.each(['portalId', 'userId', 'userEmail', 'appId'])('%s, signed as it is, is refused', async (name) => {
    const first = name === 'portalId' ? '' : `portalId=${OURS}&`;
    const answer = await signedFetch(`/fn/hasFeature?${first}${name}=${THEIRS}&${name}=${OURS}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('appears 2 times');
  });

  it('in another spelling of the name is no second one, and no way around the signed one', async () => {
    const answer = await signedFetch(
      `/fn/editableInsights?portalid=${THEIRS}&portalId%5B%5D=${THEIRS}&portalId=${OURS}`,
      '{}',
    );
    expect(answer.status).toBe(402);
  });

  it.each([`portal=${THEIRS}&portal=${OURS}`, `portal=${OURS}&portal=${THEIRS}`])(
    'portal beside our cookie (%s) never shows theirs',
    async (query) => {
      const answer = await portals.ours.get(at(`/billing/entitlement?${query}`));
      expect(answer.body).not.toContain(ENTITLED);
    },
  );

  it('token shows no more than the token that holds', async () => {
    const token = await portals.ourToken();
    for (const query of [`token=${token}&token=x`, `token=x&token=${token}`]) {
      const answer = await portals.stranger().get(at(`/billing/entitlement?${query}`));
      expect(answer.body).not.toContain(ENTITLED);
    }
  });
});

describe('attack: another portal’s link', () => {
  it('shows its own portal, whatever portal is named beside it', async () => {
    const token = await portals.ourToken();
    const answer = await portals.stranger().get(at(`/billing/entitlement?token=${token}&portal=${THEIRS}`));
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain(ENTITLED);
  });

  it('opened in their browser shows ours, and their cookie adds nothing to it', async () => {
    const token = await portals.ourToken();
    const answer = await portals.theirs.get(at(`/billing/entitlement?token=${token}`));
    expect(answer.body).not.toContain(ENTITLED);
  });

  it('that is worthless is not made good by a cookie', async () => {
    expect((await portals.theirs.get(at('/billing/entitlement?token=x'))).status).toBe(403);
  });
});

describe('attack: a purpose-swapped link', () => {
  it('of the billing page opens no success page and submits no form', async () => {
    const token = await portals.ourToken();
    expect((await portals.stranger().get(at(`/billing/done?token=${token}`))).status).toBe(403);
    expect((await submit(at('/billing/checkout'), { token, plan: 'team' })).status).toBe(403);
    expect((await submit(at('/billing/portal'), { token })).status).toBe(403);
  });

  it('of a form opens no page', async () => {
    const token = formTokenOf((await portals.ours.get(at('/billing/checkout'))).body);
    expect(token).not.toBe('');
    for (const path of ['/billing/portal', '/billing/checkout', '/billing/entitlement', '/billing/done']) {
      expect((await portals.stranger().get(at(`${path}?token=${token}`))).status).toBe(403);
    }
  });

  it('of an install’s state is no link, and a link is no state', async () => {
    const start = await portals.stranger().get(at('/oauth/start'));
    const state = new URL(start.location ?? '').searchParams.get('state') ?? '';
    expect((await portals.stranger().get(at(`/billing/portal?token=${state}`))).status).toBe(403);
    const token = await portals.ourToken();
    expect((await portals.stranger().get(at(`/oauth/callback?code=abc&state=${token}`))).status).toBe(400);
  });
});

describe('attack: a tampered token', () => {
  it('with one letter changed, cut, doubled or without its signature is worthless', async () => {
    const token = await portals.ourToken();
    const [body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { claims: object };
    const altered = JSON.stringify({ ...claims, claims: { portalId: String(THEIRS) } });
    const theirs = Buffer.from(altered).toString('base64url');
    const forged = [
      `${theirs}.${signature}`,
      body,
      `${body}.`,
      `.${signature}`,
      `${token}.x`,
      token.slice(0, -1),
      `${token}A`,
      '',
    ];
    for (const text of forged) {
      const answer = await portals
        .stranger()
        .get(at(`/billing/entitlement?token=${encodeURIComponent(text)}`));
      expect([text, answer.status]).toEqual([text, 403]);
    }
  });
});

describe('attack: an unsigned ?portal=', () => {
  it.each(['/billing/portal', '/billing/checkout', '/billing/done', '/billing/cancel'])(
    'at %s sees an offer to mail a link, and nothing of the portal',
    async (path) => {
      const answer = await portals.stranger().get(at(`${path}?portal=${THEIRS}`));
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('E-mail the link');
      expect(answer.body).not.toMatch(/Team|trial ends|cus_|sub_/);
    },
  );

  it('sees the same for a portal that does not exist', async () => {
    const known = await portals.stranger().get(at(`/billing/portal?portal=${THEIRS}`));
    const unknown = await portals.stranger().get(at('/billing/portal?portal=999'));
    const plain = (body: string) => body.replaceAll(/nonce="[^"]+"/g, '').replaceAll(/value="\d+"/g, '');
    expect(plain(unknown.body)).toBe(plain(known.body));
  });

  it.each([`portal=${THEIRS}`, `portal=${THEIRS}&portal=${OURS}`])(
    'other than the cookie’s (?%s) is not believed',
    async (query) => {
      expect((await portals.ours.get(at(`/billing/entitlement?${query}`))).status).toBe(403);
      expect((await portals.ours.get(at(`/billing/portal?${query}`))).status).toBe(403);
    },
  );

  it('is not believed when HubSpot’s headers come without a signature that holds', async () => {
    const headers = { 'x-hubspot-signature-v3': 'AAAA', 'x-hubspot-request-timestamp': String(Date.now()) };
    const answer = await fetch(at(`/billing/entitlement?portalId=${THEIRS}`), { headers });
    expect(answer.status).toBe(400);
  });
});

describe('attack: a replayed OAuth state', () => {
  it('is refused, and gives the browser that replays it no portal', async () => {
    const start = await portals.stranger().get(at('/oauth/start'));
    const next = hubspot().answerConsent(start.location ?? '', { portalId: THEIRS, decision: 'connect' });
    if ('refusal' in next) throw new Error(next.refusal);
    expect((await portals.stranger().get(next.location)).status).toBe(302);
    const before = await rowOf(portals.world, THEIRS);
    const replayer = portals.stranger();
    const replay = await replayer.get(next.location);
    expect(replay.status).toBe(400);
    expect(replay.body).toContain('used before');
    expect((await replayer.get(at('/billing/entitlement'))).status).toBe(403);
    expect(await rowOf(portals.world, THEIRS)).toEqual(before);
  });
});
