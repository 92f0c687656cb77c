/** HubSpot as the simulators play it, and an app of ours that talks to it; everything goes over the wire. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSimulators } from '@hs-x/simulators';

import {
  createOauthStates,
  createTokenClient,
  createTokenSource,
  type HubspotOrigins,
  type InstallTokenStore,
  type OauthStates,
  type TokenClient,
  type TokenSource,
} from '../../src/hubspot/index.js';
import { createEncryption } from '../../src/kernel/encryption.js';
import { silentLogger } from '../../src/kernel/logger.js';
import { createTokenSigner } from '../../src/kernel/signed-token.js';
import { createInMemoryInstallTokenStore } from '../../src/testing/in-memory-install-token-store.js';
import { createInMemoryOnceStore } from '../../src/testing/in-memory-once-store.js';

export const encryption = createEncryption(['an-encryption-secret-of-some-length']);
export const SCOPES = ['oauth', 'crm.objects.contacts.read'];
export const REDIRECT_URI = 'https://app.example.com/oauth/callback';

/** What the simulator's control answers: the fields tests look at. */
export interface ControlAnswer {
  readonly location?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly httpStatus?: number;
  readonly json?: unknown;
  readonly deliveries?: readonly ControlAnswer[];
}

export interface SimulatedWorld {
  readonly origins: HubspotOrigins;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly states: OauthStates;
  readonly client: TokenClient;
  readonly store: InstallTokenStore;
  /** A client of the same app with something wrong or different. */
  clientWith(change: { clientSecret?: string }): TokenClient;
  /** A token source of one more process. */
  newProcess(client?: TokenClient): TokenSource;
  advance(durationMs: number): Promise<void>;
  /** A call to the simulator's control, `/_sim/hubspot…`. */
  control(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<ControlAnswer>;
  close(): Promise<void>;
}

export async function startSimulatedWorld(): Promise<SimulatedWorld> {
  const simulators = await startSimulators();
  const { origin } = simulators.hubspot;
  const origins = { appOrigin: origin, apiOrigin: origin };
  const control = (method: string, path: string, body?: unknown): Promise<ControlAnswer> =>
    callControl(`${origin}/_sim/hubspot${path}`, method, body);
  const { clientId = '', clientSecret = '' } = await control('PUT', '/app', {
    redirectUrls: [REDIRECT_URI],
    scopes: SCOPES,
  });
  const clock = { now: () => simulators.clock.now() };
  const store = createInMemoryInstallTokenStore();
  const clientWith = (change: { clientSecret?: string }): TokenClient =>
    createTokenClient({ clientId, clientSecret, redirectUri: REDIRECT_URI, clock, origins, ...change });
  const client = clientWith({});
  return {
    origins,
    clientId,
    clientSecret,
    client,
    store,
    clientWith,
    control,
    states: createOauthStates({
      signer: createTokenSigner(['a-signing-secret-of-some-length']),
      onceStore: createInMemoryOnceStore(),
      clock,
    }),
    newProcess: (other = client) =>
      createTokenSource({ store, client: other, encryption, clock, logger: silentLogger }),
    advance: (durationMs) => simulators.clock.advanceBy(durationMs),
    close: () => simulators.close(),
  };
}

async function callControl(url: string, method: string, body: unknown): Promise<ControlAnswer> {
  const response = await fetch(url, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return (text === '' ? {} : JSON.parse(text)) as ControlAnswer;
}

/** A request as it reached the app. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as they stood on the wire. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** An app that answers every request with what `answer` makes of it. */
export async function startApp(
  answer: (request: ReceivedRequest) => Promise<{ status: number; body: unknown }>,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Uint8Array[] = [];
    incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = new Headers(incoming.headers as Record<string, string>);
      const body = new Uint8Array(Buffer.concat(chunks));
      void answer({ method: incoming.method ?? '', url: incoming.url ?? '', headers, body }).then((given) => {
        outgoing.writeHead(given.status, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify(given.body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
