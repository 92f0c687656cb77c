import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import type { Portal, PortalUser } from '../portal.js';
import type { CallOutcome } from './call-outcome.js';
import { requireAppOrigin } from './require-app-origin.js';
import { sendSigned, type SigningOptions } from './send-signed.js';

/** Milliseconds `hubspot.fetch` waits by default. Source: HubSpot's fetching-data documentation, read 2026-11-20. */
const FETCH_TIMEOUT_MS = 15_000;

/** A card's call to an app function. */
export interface FunctionCall {
  readonly app: DeveloperApp;
  readonly portal: Portal;
  readonly user: PortalUser;
  readonly fn: string;
  /** JSON body. Default `{}`. */
  readonly args?: unknown;
  readonly signing?: SigningOptions;
}

/**
 * Calls `POST {appOrigin}/fn/<fn>` as the `hubspot.fetch` proxy does: identity only in the signed query string, v3
 * signature, one more try after a connection failure or a 5xx.
 */
export function callFunction(engine: HubspotEngine, call: FunctionCall): Promise<CallOutcome> {
  const url = new URL(`/fn/${encodeURIComponent(call.fn)}`, requireAppOrigin(call.app));
  const identity = {
    userId: call.user.userId,
    portalId: call.portal.portalId,
    userEmail: call.user.email,
    appId: call.app.appId,
  };
  for (const [name, value] of Object.entries(identity)) url.searchParams.set(name, String(value));
  return sendSigned({
    deliver: engine.deliver,
    url: url.toString(),
    clientSecret: call.app.clientSecret,
    body: JSON.stringify(call.args ?? {}),
    timeoutMs: FETCH_TIMEOUT_MS,
    maxAttempts: 2,
    ...(call.signing === undefined ? {} : { signing: call.signing }),
  });
}
