import { createClock, type VirtualClock } from '../../src/kernel/clock.js';
import { listenOnLoopback } from '../../src/kernel/http-listener.js';
import { deliverBySocket } from '../../src/kernel/deliver.js';
import { createFaultPlan } from '../../src/kernel/faults/fault-plan.js';
import { createIdSource } from '../../src/kernel/id-source.js';
import type { HubspotControl } from '../../src/hubspot/control/hubspot-control.js';
import { createHubspotSimulator } from '../../src/pages/hubspot/create-hubspot-simulator.js';

export const NORTHWIND = 51200417;
export const ALDER = 51200583;
export const DEV_TEST = 51209900;
export const REDIRECT = 'http://localhost:8787/oauth/callback';
export const SCOPES = ['oauth', 'crm.objects.contacts.read', 'crm.objects.contacts.write'];

/** A served HubSpot on a frozen clock, with the app's redirect URL and scopes configured. */
export interface RunningHubspot {
  readonly origin: string;
  readonly clock: VirtualClock;
  readonly control: HubspotControl;
  close(): Promise<void>;
}

export async function startHubspot(seed = 7): Promise<RunningHubspot> {
  const clock = createClock();
  let origin = '';
  const simulator = createHubspotSimulator({
    clock,
    ids: createIdSource(seed, 'hubspot'),
    origin: () => origin,
    deliver: deliverBySocket,
    faults: createFaultPlan(),
  });
  const listener = await listenOnLoopback(simulator.app, 0);
  origin = listener.origin;
  simulator.control.configureApp({ name: 'Ledger Sync', redirectUrls: [REDIRECT], scopes: SCOPES });
  return {
    origin,
    clock,
    control: simulator.control,
    async close() {
      clock.close();
      await listener.close();
    },
  };
}

export function authorizeUrl(
  hubspot: RunningHubspot,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters = {
    client_id: hubspot.control.app().clientId,
    redirect_uri: REDIRECT,
    scope: SCOPES.join(' '),
    state: 'st-1',
    ...changes,
  };
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${hubspot.origin}/oauth/authorize?${query}`;
}

export function consentedCode(hubspot: RunningHubspot, portalId = NORTHWIND): string {
  const step = hubspot.control.answerConsent(authorizeUrl(hubspot), { portalId, decision: 'connect' });
  if ('refusal' in step) throw new Error(step.refusal);
  return new URL(step.location).searchParams.get('code') ?? '';
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export async function postForm(
  hubspot: RunningHubspot,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<JsonAnswer> {
  const { clientId, clientSecret } = hubspot.control.app();
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...fields });
  const response = await fetch(hubspot.origin + path, { method: 'POST', body });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

/** Walks consent and exchange; answers the token response's body. */
export async function installApp(
  hubspot: RunningHubspot,
  portalId = NORTHWIND,
): Promise<Record<string, unknown>> {
  const { body } = await postForm(hubspot, '/oauth/2026-09/token', {
    grant_type: 'authorization_code',
    code: consentedCode(hubspot, portalId),
    redirect_uri: REDIRECT,
  });
  return body;
}
