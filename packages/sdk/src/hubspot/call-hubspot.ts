/** The one place that opens a connection to HubSpot: a deadline for each call, errors of three classes, no secret in any. */
import { SECOND_MS } from '../kernel/instant.js';
import { hubspotRefused, hubspotUnreachable } from './hubspot-refusal.js';

/** How HTTP is done; the platform's `fetch` fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Where and how calls go. */
export interface HubspotConnection {
  readonly apiOrigin: string;
  /** Default: the platform's `fetch`. */
  readonly fetch?: Fetch;
  /** How long a call may take, answer's body included. Default 10,000. */
  readonly timeoutMs?: number;
}

/** One call. */
export interface HubspotCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as JSON; not together with `form`. */
  readonly json?: unknown;
  /** An access token. */
  readonly bearer?: string;
}

/** A JSON object whose fields are still to be read. */
export type HubspotBody = Readonly<Record<string, unknown>>;

const DEFAULT_TIMEOUT_MS = 10 * SECOND_MS;

/**
 * The body of a 2xx answer; an empty object for 204. Throws HUBSPOT_UNAVAILABLE, HUBSPOT_MISCONFIGURED, INSTALL_REVOKED or
 * OAUTH_REFUSED.
 */
export async function callHubspot(connection: HubspotConnection, call: HubspotCall): Promise<HubspotBody> {
  const operation = `${call.method} ${call.path}`;
  const { response, text } = await send(connection, call).catch((error: unknown) => {
    throw hubspotUnreachable(operation, error);
  });
  const body = response.status === 204 ? {} : readObject(text);
  if (!response.ok) {
    const { status: httpStatus, headers } = response;
    throw hubspotRefused({ operation, httpStatus, headers, body: body ?? {} });
  }
  if (body === null) throw hubspotUnreachable(operation, new Error('The answer is not a JSON object.'));
  return body;
}

async function send(
  connection: HubspotConnection,
  call: HubspotCall,
): Promise<{ response: Response; text: string }> {
  const doFetch: Fetch = connection.fetch ?? ((url, init) => fetch(url, init));
  const response = await doFetch(`${connection.apiOrigin}${call.path}`, {
    method: call.method,
    headers: {
      accept: 'application/json',
      ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.bearer === undefined ? {} : { authorization: `Bearer ${call.bearer}` }),
    },
    // A form sent elsewhere would hand the client secret to whoever the redirect names.
    redirect: 'manual',
    signal: AbortSignal.timeout(connection.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    ...(call.form === undefined ? {} : { body: new URLSearchParams(call.form) }),
    ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
  });
  return { response, text: await response.text() };
}

function readObject(text: string): HubspotBody | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as HubspotBody)
      : null;
  } catch {
    return null;
  }
}
