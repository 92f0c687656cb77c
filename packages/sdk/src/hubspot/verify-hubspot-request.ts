/**
 * Proves that a request comes from HubSpot and was sent for this app. It fails closed: the strongest signature present
 * decides, a wrong v3 never falls back to an older one, and the address that was signed is rebuilt from configuration, never
 * from forwarded headers, which anybody can send. HubSpot's SDKs hash the address as it stands, its documentation decodes
 * twelve escapes first: both forms are accepted, and the first also with the apostrophes that URL parsers escape. Source:
 * HubSpot's request-validation documentation and `@hubspot/api-client` 13.5.0, read 2026-11-20.
 */
import { toBase64, toHex } from '../kernel/bytes.js';
import { hmacSha256, isEqualConstantTime, sha256 } from '../kernel/hmac.js';
import type { Instant } from '../kernel/instant.js';
import { checkTimestamp } from './check-timestamp.js';
import { refuseEmptySecrets, signatureRefused } from './signature-refusal.js';
import { tableDecoded } from './table-decoded.js';

/** A request as it arrived, and what it is judged by. */
export interface SignedHubspotRequest {
  readonly method: string;
  /** The address or its path and query, exactly as received; its origin, if any, is ignored. */
  readonly url: string;
  readonly headers: Headers;
  /** The bytes as received; empty for none. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** The app's client secrets: the present one, and during a rotation the one before. */
  readonly secrets: readonly [string, ...string[]];
  /** Wall time: freshness is judged by real clocks even where the app's own clock is virtual. */
  readonly wallNow: Instant;
  /** The origin HubSpot calls, such as `https://app.example.com`; from configuration. */
  readonly publicOrigin: string;
  /** Accept v2 without v3, as on workflow actions. v2 carries no time, so it can be replayed. Default false. */
  readonly allowV2?: boolean;
  /** Accept v1 without v3, for CRM webhooks only: v1 covers the body alone. Default false. */
  readonly allowV1?: boolean;
}

/** Which signature proved the request. */
export type SignatureVersion = 'v1' | 'v2' | 'v3';

/** Returns which signature holds. Throws SIGNATURE_INVALID, or ENVIRONMENT_INVALID for an empty secret. */
export async function verifyHubspotRequest(request: SignedHubspotRequest): Promise<SignatureVersion> {
  refuseEmptySecrets(request.secrets);
  const { version, given, sign } = presentedSignature(request);
  // The first form under the present secret nearly always matches; the others are signed only when it does not.
  for (const uri of calledUris(request)) {
    for (const secret of request.secrets) {
      if (isEqualConstantTime(await sign(secret, uri), given)) return version;
    }
  }
  throw signatureRefused('mismatch');
}

/** The signature the request is judged by, and how its like is made. */
interface PresentedSignature {
  readonly version: SignatureVersion;
  readonly given: string;
  readonly sign: (secret: string, uri: string) => Promise<string>;
}

function presentedSignature(request: SignedHubspotRequest): PresentedSignature {
  const { headers } = request;
  const v3 = headers.get('x-hubspot-signature-v3');
  if (v3 !== null) return { version: 'v3', given: v3, sign: signV3(request) };
  const legacy = headers.get('x-hubspot-signature');
  const version = headers.get('x-hubspot-signature-version')?.toLowerCase();
  if (legacy !== null && version === 'v2' && request.allowV2 === true)
    return { version, given: legacy, sign: signV2(request) };
  if (legacy !== null && version === 'v1' && request.allowV1 === true)
    return { version, given: legacy, sign: signV1(request) };
  throw signatureRefused(legacy === null ? 'missing' : 'versionNotAllowed');
}

function signV3({ method, headers, body, wallNow }: SignedHubspotRequest): PresentedSignature['sign'] {
  refuseMovedSeam(body);
  const timestamp = checkTimestamp(headers.get('x-hubspot-request-timestamp'), wallNow);
  const verb = method.toUpperCase();
  return async (secret, uri) => toBase64(await hmacSha256(secret, verb + uri, body, timestamp));
}

function signV2({ method, body }: SignedHubspotRequest): PresentedSignature['sign'] {
  refuseMovedSeam(body);
  const verb = method.toUpperCase();
  return async (secret, uri) => toHex(await sha256(secret + verb + uri, body));
}

function signV1({ body }: SignedHubspotRequest): PresentedSignature['sign'] {
  return async (secret) => toHex(await sha256(secret, body));
}

/** What an address can end with: letters, digits, marks and escapes (RFC 3986). */
const END_OF_ADDRESS = /^[\w\-.~%!$&'()*+,;=:@/?]/;

/**
 * Address and body are hashed without a mark between them, so that `…portalId=123` with the body `45` has the signature of
 * `…portalId=12345` without one. HubSpot sends objects and arrays: a body that may have been the end of an address is none of its own.
 */
function refuseMovedSeam(body: Uint8Array): void {
  const [first] = body;
  if (first !== undefined && END_OF_ADDRESS.test(String.fromCharCode(first)))
    throw signatureRefused('ambiguousBody');
}

const ORIGIN = /^https?:\/\/[^/?#]*/i;

/**
 * The forms of the address HubSpot may have signed. Platforms hand over a parsed address, in which the apostrophe of a query, as in
 * `userEmail=o'brien@…`, stands as `%27` (URL standard, read 2026-11-21); it changes no other letter an address may hold.
 */
function* calledUris({ publicOrigin, url }: SignedHubspotRequest): Generator<string> {
  const origin = publicOrigin.endsWith('/') ? publicOrigin.slice(0, -1) : publicOrigin;
  const raw = origin + url.slice(ORIGIN.exec(url)?.[0].length ?? 0);
  yield raw;
  const decoded = tableDecoded(raw);
  if (decoded === raw) return;
  yield decoded;
  const unescaped = raw.replaceAll('%27', "'");
  if (unescaped !== raw && unescaped !== decoded) yield unescaped;
}
