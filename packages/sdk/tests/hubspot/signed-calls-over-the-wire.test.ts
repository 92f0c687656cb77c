import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readSignedIdentity, verifyHubspotRequest } from '../../src/hubspot/index.js';
import { isHsxError } from '../../src/kernel/hsx-error.js';
import {
  startApp,
  startSimulatedWorld,
  type ReceivedRequest,
  type SimulatedWorld,
} from './simulated-world.js';

const PORTAL = 51200417;

let world: SimulatedWorld;
let app: Awaited<ReturnType<typeof startApp>>;
/** What the app thinks its public origin is. */
let publicOrigin: string;

beforeEach(async () => {
  world = await startSimulatedWorld();
  app = await startApp(answer);
  publicOrigin = app.origin;
  await world.control('PUT', '/app', { appOrigin: app.origin });
});
afterEach(async () => {
  await app.close();
  await world.close();
});

/** Verifies, then says which signature held and who called. */
async function answer(request: ReceivedRequest): Promise<{ status: number; body: unknown }> {
  try {
    const version = await verifyHubspotRequest({
      ...request,
      secrets: [world.clientSecret],
      wallNow: Date.now(),
      publicOrigin,
    });
    const { searchParams } = new URL(request.url, publicOrigin);
    const caller = request.url.startsWith('/fn/') ? readSignedIdentity(searchParams) : null;
    return { status: 200, body: { version, caller } };
  } catch (error) {
    if (!isHsxError(error)) throw error;
    return { status: error.status, body: { code: error.code, reason: error.details.reason } };
  }
}

describe('a call HubSpot signs', () => {
  it.each(['raw', 'table_decoded'])(
    'from a card is believed and names its caller (address signed: %s)',
    async (uriForm) => {
      const call = { portalId: PORTAL, name: 'insights', signing: { uriForm } };
      const outcome = await world.control('POST', '/call/function', call);
      expect(outcome.json).toMatchObject({
        version: 'v3',
        caller: { portalId: String(PORTAL), userEmail: 'admin@northwind-trading.example' },
      });
    },
  );

  it.each(['action', 'tool'])('for an %s is believed', async (kind) => {
    const call = { portalId: PORTAL, name: 'enrich', input: { note: 'Zürich — 日本' } };
    const outcome = await world.control('POST', `/call/${kind}`, call);
    expect(outcome.json).toMatchObject({ version: 'v3' });
  });

  it('with CRM events is believed', async () => {
    const events = [{ subscriptionType: 'contact.creation', portalId: PORTAL, objectId: 123 }];
    const { deliveries } = await world.control('POST', '/webhooks', { events });
    expect(deliveries?.[0]?.json).toMatchObject({ version: 'v3' });
  });

  it.each([
    ['signed with another secret', { clientSecret: 'pat-na1-private-app-token' }, 'mismatch'],
    ['signed 301 seconds ago', { timestampMs: Date.now() - 301_000 }, 'stale'],
    ['signed for ten minutes from now', { timestampMs: Date.now() + 600_000 }, 'future'],
  ])('is refused when it was %s', async (_how, signing, reason) => {
    const outcome = await world.control('POST', '/call/function', {
      portalId: PORTAL,
      name: 'insights',
      signing,
    });
    expect(outcome).toMatchObject({ httpStatus: 400, json: { code: 'SIGNATURE_INVALID', reason } });
  });

  it('is refused when the app does not know the origin HubSpot calls', async () => {
    publicOrigin = 'https://app.example.com';
    const outcome = await world.control('POST', '/call/function', { portalId: PORTAL, name: 'insights' });
    expect(outcome).toMatchObject({ httpStatus: 400, json: { reason: 'mismatch' } });
  });
});
