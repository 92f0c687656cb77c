/** The whole app in this process: real router, real database (in memory), signed requests. Nothing outside is called. */
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { silentLogger } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { composeApp } from '@hs-x/sdk/node';
import { openSqliteStores } from '@hs-x/sdk/sqlite';
import worker from '../../worker.ts';

const APP_URL = 'http://localhost:8787';
const NOWHERE = 'http://127.0.0.1:9';

export const config = loadAppConfig(readFileSync('hs-x.toml', 'utf8'));

export interface Answer {
  readonly status: number;
  // What an app answers is its own affair; the tests say what they expect.
  readonly body: any;
}

export async function startApp() {
  const clientSecret = randomBytes(16).toString('hex');
  const stores = await openSqliteStores(':memory:');
  const { app, admin } = composeApp({
    definition: worker,
    config,
    stores,
    logger: silentLogger,
    background: (work) => void work(),
    environment: {
      APP_URL,
      HSX_MODE: 'test',
      HSX_SECRET: randomBytes(32).toString('hex'),
      HUBSPOT_CLIENT_ID: 'test',
      HUBSPOT_CLIENT_SECRET: clientSecret,
      STRIPE_SECRET: 'sk_test_none',
      STRIPE_WEBHOOK_SECRET: 'whsec_none',
    },
    vendors: {
      hubspotOrigins: { appOrigin: NOWHERE, apiOrigin: NOWHERE },
      stripeOrigin: NOWHERE,
      httpOrigins: {},
    },
  });

  /** Posts as HubSpot does: signed with the client secret. */
  async function post(path: string, content: object): Promise<Answer> {
    const url = `${APP_URL}${path}`;
    const body = JSON.stringify(content);
    const timestamp = String(Date.now());
    const signature = createHmac('sha256', clientSecret).update(`POST${url}${body}${timestamp}`);
    const headers = {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': signature.digest('base64'),
    };
    const response = await app.fetch(new Request(url, { method: 'POST', headers, body }));
    return { status: response.status, body: await response.json() };
  }

  return {
    /** Calls a card function. */
    callFunction: (portalId: string, name: string, args: object): Promise<Answer> =>
      post(`/fn/${name}?portalId=${portalId}&userId=1`, args),
    /** Runs a workflow action for contact 101. */
    runAction: (portalId: string, name: string, inputFields: object): Promise<Answer> =>
      post(`/actions/${name}`, {
        callbackId: `run-${portalId}`,
        origin: { portalId: Number(portalId) },
        object: { objectId: 101, objectType: 'CONTACT' },
        inputFields,
      }),
    /** Puts a portal on a plan, as an invoice would. */
    grant: (portalId: string, plan: string) =>
      admin.call('grant', { portalId, plan, actor: 'tests', reason: 'test' }),
    stop: () => stores.close(),
  };
}
