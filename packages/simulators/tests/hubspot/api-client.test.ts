/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client types its inputs as classes and is documented to be called with plain objects */
import { Client } from '@hubspot/api-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  consentedCode,
  installApp,
  NORTHWIND,
  REDIRECT,
  startHubspot,
  type RunningHubspot,
} from './start-hubspot.js';

let hubspot: RunningHubspot;
let client: Client;

beforeEach(async () => {
  hubspot = await startHubspot();
  client = new Client({ basePath: hubspot.origin, numberOfApiCallRetries: 0 });
});
afterEach(() => hubspot.close());

async function connect(): Promise<void> {
  const { access_token } = await installApp(hubspot);
  client.setAccessToken(String(access_token));
}

/** Code and body of the refusal that a call of the official client ends in. */
async function refusalOf(call: Promise<unknown>): Promise<{ code: number; body: Record<string, unknown> }> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason as { code: number; body: Record<string, unknown> | string },
  );
  if (error === undefined) throw new Error('The call was accepted.');
  const body =
    typeof error.body === 'string' ? (JSON.parse(error.body) as Record<string, unknown>) : error.body;
  return { code: error.code, body };
}

describe('the official client', () => {
  it('gets tokens and reads who they belong to over OAuth v1', async () => {
    const { clientId, clientSecret } = hubspot.control.app();
    const tokens = await client.oauth.tokensApi.create(
      'authorization_code',
      consentedCode(hubspot),
      REDIRECT,
      clientId,
      clientSecret,
    );
    const found = await client.oauth.accessTokensApi.get(tokens.accessToken);
    expect(found).toMatchObject({ hubId: NORTHWIND, user: 'admin@northwind-trading.example' });
    const refreshed = await client.oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      clientId,
      clientSecret,
      tokens.refreshToken,
    );
    expect(refreshed.accessToken).not.toBe(tokens.accessToken);
  });

  it('loses OAuth v1 on 16 February 2027', async () => {
    await hubspot.clock.advanceTo(Date.UTC(2027, 1, 16));
    expect((await refusalOf(client.oauth.accessTokensApi.get('any'))).code).toBe(410);
  });

  it('creates, reads, updates, lists and archives contacts', async () => {
    await connect();
    const { basicApi } = client.crm.contacts;
    const created = await basicApi.create({
      properties: { email: 'desk@example.com', firstname: 'Desk' },
      associations: [],
    });
    const updated = await basicApi.update(created.id, { properties: { firstname: 'Front desk' } });
    expect(updated.properties.firstname).toBe('Front desk');
    const byEmail = await basicApi.getById(
      'desk@example.com',
      ['firstname'],
      undefined,
      undefined,
      false,
      'email',
    );
    expect(byEmail).toMatchObject({
      id: created.id,
      archived: false,
      properties: { firstname: 'Front desk' },
    });
    await basicApi.archive(created.id);
    expect((await refusalOf(basicApi.getById(created.id))).code).toBe(404);
  });

  it('pages through contacts with a cursor', async () => {
    await connect();
    const { basicApi } = client.crm.contacts;
    const first = await basicApi.getPage(1);
    expect(first.results).toHaveLength(1);
    const second = await basicApi.getPage(1, first.paging?.next?.after);
    expect(second.results[0]?.id).not.toBe(first.results[0]?.id);
    expect(second.paging).toBeUndefined();
  });

  it('upserts by e-mail and says which objects are new', async () => {
    await connect();
    const inputs = ['purchasing@harbor-supplies.example', 'new@example.com'].map((id) => ({
      id,
      idProperty: 'email',
      properties: { phone: '+1 555 0199' },
    }));
    const { results } = await client.crm.contacts.batchApi.upsert({ inputs });
    expect(results.map((result) => result._new)).toEqual([false, true]);
    expect(results[1]?.properties.email).toBe('new@example.com');
  });

  it('creates and reads in batches', async () => {
    await connect();
    const { batchApi } = client.crm.contacts;
    const inputs = [{ properties: { email: 'a@example.com' }, associations: [] }];
    const created = await batchApi.create({ inputs });
    const id = created.results[0]?.id ?? '';
    const read = await batchApi.read({ inputs: [{ id }], properties: ['email'], propertiesWithHistory: [] });
    expect(read.results[0]?.properties.email).toBe('a@example.com');
  });

  it('is told about a contact that exists already', async () => {
    await connect();
    const duplicate = { properties: { email: 'PURCHASING@harbor-supplies.example' }, associations: [] };
    const { code, body } = await refusalOf(client.crm.contacts.basicApi.create(duplicate));
    expect([code, body.category, body.message]).toEqual([
      409,
      'CONFLICT',
      'Contact already exists. Existing ID: 101',
    ]);
  });
});

describe('access', () => {
  it('ends after 1,800 seconds with EXPIRED_AUTHENTICATION', async () => {
    await connect();
    await hubspot.clock.advanceBy(1_805_000);
    const { code, body } = await refusalOf(client.crm.contacts.basicApi.getPage());
    expect(code).toBe(401);
    expect(body).toMatchObject({
      status: 'error',
      category: 'EXPIRED_AUTHENTICATION',
      message: 'The OAuth token used to make this call expired 5 second(s) ago.',
    });
  });

  it('ends at once when the portal uninstalls the app', async () => {
    await connect();
    hubspot.control.uninstall(NORTHWIND);
    const { code, body } = await refusalOf(client.crm.contacts.basicApi.getPage());
    expect([code, body.category]).toEqual([401, 'INVALID_AUTHENTICATION']);
  });

  it('stays within the granted scopes', async () => {
    await connect();
    const { code, body } = await refusalOf(client.crm.companies.basicApi.getPage());
    expect([code, body.category]).toEqual([403, 'MISSING_SCOPES']);
  });

  it('reaches only the portal the token belongs to', async () => {
    await connect();
    await client.crm.contacts.basicApi.create({
      properties: { email: 'only@northwind.example' },
      associations: [],
    });
    const { access_token } = await installApp(hubspot, 51200583);
    client.setAccessToken(String(access_token));
    const found = await refusalOf(
      client.crm.contacts.basicApi.getById(
        'only@northwind.example',
        undefined,
        undefined,
        undefined,
        false,
        'email',
      ),
    );
    expect(found.code).toBe(404);
  });
});
