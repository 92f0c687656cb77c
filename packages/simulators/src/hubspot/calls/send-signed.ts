import { postWithin, type Deliver } from '../../kernel/deliver.js';
import type { CallOutcome } from './call-outcome.js';
import { decodeByTable, signV1, signV2, signV3, type SignedParts } from './sign-request.js';

/** Which form of the address is hashed; HubSpot's documentation and its SDKs differ, so both can be sent. */
export type SignedUriForm = 'table_decoded' | 'raw';

/** How to sign, for tests that need a wrong or old signature. */
export interface SigningOptions {
  /** Default: the app's client secret. */
  readonly clientSecret?: string;
  /** Unix ms. Default: wall time now. */
  readonly timestampMs?: number;
  /** Default `table_decoded`. */
  readonly uriForm?: SignedUriForm;
  /** Which signatures are sent: v3 beside v1 or v2, or one of them alone. Default `all`. */
  readonly signatures?: SentSignatures;
}

/** All that HubSpot sends, v3 alone, or v1 or v2 alone as older descriptions say. */
export type SentSignatures = 'all' | 'v3' | 'legacy';

/** One request to the app. */
export interface SignedRequest {
  readonly deliver: Deliver;
  readonly url: string;
  readonly clientSecret: string;
  readonly body: string;
  readonly signing?: SigningOptions;
  /** Also sent in `X-HubSpot-Signature`, beside v3: v1 for webhooks, v2 for actions and tools. */
  readonly legacyVersion?: 'v1' | 'v2';
  readonly timeoutMs: number;
  /** Tries in all, for connection failures and 5xx. Default 1. */
  readonly maxAttempts?: 1 | 2;
}

/** Largest answer HubSpot's proxy passes on, bytes. Source: `hubspot.fetch` documentation, read 2026-11-20. */
const MAX_RESPONSE_BYTES = 1_000_000;

/** Posts a signed JSON body to the app and reports what came back; never throws for what the app does. */
export async function sendSigned(request: SignedRequest): Promise<CallOutcome> {
  const maxAttempts = request.maxAttempts ?? 1;
  let outcome = await tryOnce(request, 1);
  if (maxAttempts === 2 && isWorthRetrying(outcome)) outcome = await tryOnce(request, 2);
  return outcome;
}

function isWorthRetrying(outcome: CallOutcome): boolean {
  return outcome.httpStatus === undefined || outcome.httpStatus >= 500;
}

async function tryOnce(request: SignedRequest, attempts: number): Promise<CallOutcome> {
  const requestHeaders = signedHeaders(request);
  const sent = { url: request.url, method: 'POST', requestHeaders, requestBody: request.body, attempts };
  try {
    const { deliver, url, body, timeoutMs } = request;
    const response = await postWithin(deliver, { url, headers: requestHeaders, body, timeoutMs });
    const responseBody = await response.text();
    if (Buffer.byteLength(responseBody) > MAX_RESPONSE_BYTES) {
      return { ...sent, responseBody: '', failure: 'The answer is larger than 1 MB.' };
    }
    return { ...sent, httpStatus: response.status, responseBody, ...parseJson(responseBody) };
  } catch (error) {
    return { ...sent, responseBody: '', failure: describeFailure(error, request.timeoutMs) };
  }
}

function signedHeaders(request: SignedRequest): Readonly<Record<string, string>> {
  const signing = request.signing ?? {};
  const parts: SignedParts = {
    clientSecret: signing.clientSecret ?? request.clientSecret,
    method: 'POST',
    uri: signing.uriForm === 'raw' ? request.url : decodeByTable(request.url),
    body: request.body,
    timestampMs: signing.timestampMs ?? Date.now(),
  };
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'HubSpot Connect 2.0 (simulated)',
    ...(signing.signatures === 'legacy' ? {} : v3Headers(parts)),
    ...(signing.signatures === 'v3' ? {} : legacyHeaders(request, parts)),
  };
}

function v3Headers(parts: SignedParts): Readonly<Record<string, string>> {
  return {
    'X-HubSpot-Request-Timestamp': String(parts.timestampMs),
    'X-HubSpot-Signature-v3': signV3(parts),
  };
}

function legacyHeaders(request: SignedRequest, parts: SignedParts): Readonly<Record<string, string>> {
  const version = request.legacyVersion;
  if (version === undefined) return {};
  const signature = version === 'v1' ? signV1(parts) : signV2(parts);
  return { 'X-HubSpot-Signature': signature, 'X-HubSpot-Signature-Version': version };
}

function parseJson(text: string): { readonly json?: unknown } {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return {};
  }
}

function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `No answer within ${timeoutMs / 1000} s.`;
  return 'The app could not be reached.';
}
