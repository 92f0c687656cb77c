/**
 * HubSpot's proxy behind `hubspot.fetch`, as a card under `hs-x dev` meets it: only the app's own address is permitted, identity is
 * added and signed by the simulated HubSpot, and what it could not reach it tries once more (HubSpot's documentation, read 2026-11-20).
 */
import type { Simulators } from '../simulators/load-simulators.js';

/** One `hubspot.fetch` of a card. */
export interface CardFetch {
  readonly portalId: number;
  readonly url: string;
  readonly method: string;
  /** Default 15 000, which is also the longest the simulated HubSpot waits. */
  readonly timeoutMs: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the card's promise becomes. */
export type CardFetchOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly attempts: number }
  /** The promise is rejected. */
  | { readonly kind: 'failed'; readonly reason: string; readonly attempts: number };

/** HubSpot's limit for a request, bytes. */
const MAX_REQUEST_BYTES = 1_000_000;

/** Makes the call as HubSpot does. */
export async function fetchForCard(
  { hubspot }: Pick<Simulators, 'hubspot'>,
  appUrl: string,
  call: CardFetch,
): Promise<CardFetchOutcome> {
  const read = readCall(appUrl, call);
  if ('refusal' in read) return { kind: 'failed', reason: read.refusal, attempts: 0 };
  const { portalId, body, timeoutMs } = call;
  const answer = hubspot.control.callFunction({ portalId, name: read.name, input: body });
  const outcome = await Promise.race([answer, giveUpAfter(timeoutMs)]);
  if (outcome === null)
    return { kind: 'failed', reason: `No answer within ${timeoutMs / 1000} s.`, attempts: 1 };
  const { httpStatus, responseBody, failure, attempts } = outcome;
  if (httpStatus === undefined || failure !== undefined) {
    return { kind: 'failed', reason: failure ?? 'The app could not be reached.', attempts };
  }
  return { kind: 'answered', status: httpStatus, body: responseBody, attempts };
}

/** The function a call is for, or why HubSpot, or `hs-x dev`, does not make the call. */
function readCall(
  appUrl: string,
  { url, method, body }: CardFetch,
): { readonly name: string } | { readonly refusal: string } {
  if (originOf(url) !== appUrl) {
    return { refusal: `${originOf(url)} is not permitted: permittedUrls.fetch has only ${appUrl}.` };
  }
  const { pathname, search } = new URL(url);
  const name = search === '' && method === 'POST' ? functionName(pathname) : null;
  if (name === null) {
    return {
      refusal: `${method} ${pathname}${search} is no call of an app function. A card calls POST ${appUrl}/fn/<name>.`,
    };
  }
  if (Buffer.byteLength(JSON.stringify(body)) > MAX_REQUEST_BYTES) {
    return { refusal: 'The request is larger than 1 MB.' };
  }
  return { name };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : JSON.stringify(url);
}

function functionName(pathname: string): string | null {
  const [, encoded] = /^\/fn\/([^/]+)$/.exec(pathname) ?? [];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

function giveUpAfter(timeoutMs: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, timeoutMs, null).unref());
}
