import { createHash, createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { verifyHubspotRequest, type SignedHubspotRequest } from '../../src/hubspot/index.js';
import { utf8 } from '../../src/kernel/bytes.js';
import { hsxErrorOf } from './hsx-error-of.js';

const SDK_SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const OWN_SECRET = 'hsx-test-client-secret-0001';
const OWN_TIMESTAMP = '1790000001000';
const SINGLE_QUOTED = `{'example_field':'example_value'}`;
const DOUBLE_QUOTED = `{"example_field":"example_value"}`;
const WEBHOOK_BODY =
  '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"appId":54321,"occurredAt":1564113600000,' +
  '"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW"}]';
const CARD_URL =
  'https://app.example.com/_hsx/cards/insights?userId=456&portalId=62515&userEmail=jo%2Bx%40example.com&appId=54321';

interface Vector {
  readonly name: string;
  readonly version: 'v1' | 'v2' | 'v3';
  readonly secret: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly timestamp?: string;
  readonly signature: string;
}

const sdk = { secret: SDK_SECRET, method: 'POST', url: 'https://www.example.com/webhook_uri' };
const own = { secret: OWN_SECRET, timestamp: OWN_TIMESTAMP };
const caseA = { ...own, method: 'POST', url: 'https://app.example.com/webhooks/hubspot', body: WEBHOOK_BODY };
const caseB = { ...own, method: 'GET', url: CARD_URL, body: '' };
const caseC = {
  ...own,
  method: 'POST',
  url: 'https://app.example.com/workflow-actions/enrich/invoke',
  body: '{"note":"Zürich — 日本"}',
};

/** Sources: the Python and Ruby SDKs' tests, HubSpot's documentation, and own computation; read 2026-11-20. */
const VECTORS: readonly Vector[] = [
  {
    name: 'Python SDK, v3',
    version: 'v3',
    ...sdk,
    body: SINGLE_QUOTED,
    timestamp: '1693657560000',
    signature: 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  },
  {
    name: 'Ruby SDK, v3',
    version: 'v3',
    ...sdk,
    body: SINGLE_QUOTED,
    timestamp: '1700000300000',
    signature: 'RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=',
  },
  {
    name: 'double-quoted body, v3',
    version: 'v3',
    ...sdk,
    body: DOUBLE_QUOTED,
    timestamp: '1693657560000',
    signature: 'oaA3M5dEtt6kFsseJD/Hv/x+JNl1vsoxFj4oxmwP6Go=',
  },
  {
    name: 'SDK, v1',
    version: 'v1',
    ...sdk,
    body: SINGLE_QUOTED,
    signature: '69fc6631a867edd4f9e9e627fc5c1148e3fbdd8b21837b6d2b8901c1fa57f750',
  },
  {
    name: 'SDK, v2, GET without body',
    version: 'v2',
    ...sdk,
    method: 'GET',
    body: '',
    signature: 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
  },
  {
    name: 'documentation, v2',
    version: 'v2',
    ...sdk,
    body: DOUBLE_QUOTED,
    signature: '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
  },
  {
    name: 'SDK, v2',
    version: 'v2',
    ...sdk,
    body: SINGLE_QUOTED,
    signature: '4fe4e3a7d3cf09db53be39d0a58130e2aaba074ec123a9e355b876a689a1c383',
  },
  { name: 'A, v3', version: 'v3', ...caseA, signature: 'RkJ/wKiajYTeNyao058xXVPqHZcMXpEsQIjSW9O3/0E=' },
  {
    name: 'A, v1',
    version: 'v1',
    ...caseA,
    signature: 'b0c6b51841dc89271f6803790ffbc0ad33fc4ace8e90003e066f7718059e590c',
  },
  {
    name: 'B, v3, table-decoded address',
    version: 'v3',
    ...caseB,
    signature: '19n333Rgntd0u2EqaKEb25hN8YYJpBylldm1cUW5Jy8=',
  },
  {
    name: 'B, v3, raw address',
    version: 'v3',
    ...caseB,
    signature: 'tBW99XzAgkPWrxmrAvp8fLgKW086aAZGmRO0pZAS9w8=',
  },
  {
    name: 'C, v3, letters beyond ASCII',
    version: 'v3',
    ...caseC,
    signature: '8e600ZXMIFeqQsUkb3K0FXxdyaM5QRRnVVi0q7Mc7JM=',
  },
  {
    name: 'C, v2, letters beyond ASCII',
    version: 'v2',
    ...caseC,
    signature: 'e7f2faf184a6c0578dcff2f3915ee8b9530550e96c6b3476f2615795b9bb1820',
  },
];

/** The vector as a request that arrives one second after it was signed. */
function requestOf(vector: Vector, change: Partial<SignedHubspotRequest> = {}): SignedHubspotRequest {
  const headers = new Headers();
  if (vector.timestamp !== undefined) headers.set('X-HubSpot-Request-Timestamp', vector.timestamp);
  if (vector.version === 'v3') headers.set('X-HubSpot-Signature-v3', vector.signature);
  else {
    headers.set('X-HubSpot-Signature', vector.signature);
    headers.set('X-HubSpot-Signature-Version', vector.version);
  }
  return {
    method: vector.method,
    url: vector.url,
    headers,
    body: utf8(vector.body),
    secrets: [vector.secret],
    wallNow: Number(vector.timestamp ?? OWN_TIMESTAMP) + 1_000,
    publicOrigin: new URL(vector.url).origin,
    allowV1: vector.version === 'v1',
    allowV2: vector.version === 'v2',
    ...change,
  };
}

function vectorNamed(name: string): Vector {
  return VECTORS.find((vector) => vector.name === name)!;
}

function signV3(request: {
  method: string;
  uri: string;
  body: string | Uint8Array;
  timestamp: string;
}): string {
  const hmac = createHmac('sha256', OWN_SECRET).update(`${request.method}${request.uri}`);
  return hmac.update(request.body).update(request.timestamp).digest('base64');
}

const A = vectorNamed('A, v3');

async function reasonOf(request: SignedHubspotRequest): Promise<unknown> {
  const error = await hsxErrorOf(() => verifyHubspotRequest(request));
  expect(error.code).toBe('SIGNATURE_INVALID');
  return error.details.reason;
}

describe('HubSpot request signatures', () => {
  it.each(VECTORS)('accepts the known signature: $name', async (vector) => {
    expect(await verifyHubspotRequest(requestOf(vector))).toBe(vector.version);
  });

  it.each(VECTORS)('refuses it when one letter of the signature differs: $name', async (vector) => {
    const last = vector.signature.at(-2) === 'a' ? 'b' : 'a';
    const signature = vector.signature.slice(0, -2) + last + vector.signature.slice(-1);
    expect(await reasonOf(requestOf({ ...vector, signature }))).toBe('mismatch');
  });

  it.each(VECTORS)('refuses it under another secret: $name', async (vector) => {
    expect(await reasonOf(requestOf(vector, { secrets: ['pat-na1-private-app-token'] }))).toBe('mismatch');
  });

  it.each(VECTORS)('refuses it when the body has one byte more: $name', async (vector) => {
    expect(await reasonOf(requestOf(vector, { body: utf8(`${vector.body} `) }))).toBe('mismatch');
  });

  it('refuses another method, path, query or origin', async () => {
    expect(await reasonOf(requestOf(A, { method: 'PUT' }))).toBe('mismatch');
    expect(await reasonOf(requestOf(A, { url: `${A.url}/` }))).toBe('mismatch');
    expect(await reasonOf(requestOf(A, { url: `${A.url}?portalId=1` }))).toBe('mismatch');
    expect(await reasonOf(requestOf(A, { publicOrigin: 'https://evil.example' }))).toBe('mismatch');
  });

  it('takes the origin from configuration, whatever address the process was reached at', async () => {
    const behindProxy = { url: 'http://127.0.0.1:8787/webhooks/hubspot' };
    expect(await verifyHubspotRequest(requestOf(A, behindProxy))).toBe('v3');
    expect(await verifyHubspotRequest(requestOf(A, { url: '/webhooks/hubspot' }))).toBe('v3');
    const request = requestOf(A, { publicOrigin: 'https://evil.example' });
    request.headers.set('x-forwarded-host', 'app.example.com');
    request.headers.set('x-forwarded-proto', 'https');
    expect(await reasonOf(request)).toBe('mismatch');
  });

  it('accepts a lower-case method and a trailing slash in the configured origin', async () => {
    const change = { method: 'post', publicOrigin: 'https://app.example.com/' };
    expect(await verifyHubspotRequest(requestOf(A, change))).toBe('v3');
  });

  it('decodes the twelve escapes of the table and no other', async () => {
    const sent = '/fn/x?q=%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B%20%26%3D%2B%25';
    const request = (signedPath: string): SignedHubspotRequest => {
      const uri = `https://app.example.com${signedPath}`;
      const signature = signV3({ method: 'POST', uri, body: '', timestamp: OWN_TIMESTAMP });
      return requestOf({ ...A, body: '', signature }, { url: sent });
    };
    expect(await verifyHubspotRequest(request(sent))).toBe('v3');
    expect(await verifyHubspotRequest(request(`/fn/x?q=:/?@!$'()*,;%20%26%3D%2B%25`))).toBe('v3');
    expect(await reasonOf(request(decodeURIComponent(sent)))).toBe('mismatch');
    expect(await reasonOf(request(`/fn/x?q=:/?@!$'()*,; %26%3D%2B%25`))).toBe('mismatch');
    expect(await reasonOf(request(`/fn/x?q=:/?@!$'()*,;%20&%3D%2B%25`))).toBe('mismatch');
  });

  it('hashes the bytes received, even when they are no UTF-8', async () => {
    const body = new Uint8Array([0xff, 0xfe, 0x00, 0x7b]);
    const signature = signV3({ method: A.method, uri: A.url, body, timestamp: OWN_TIMESTAMP });
    expect(await verifyHubspotRequest(requestOf({ ...A, signature }, { body }))).toBe('v3');
  });

  it('accepts every configured secret while one is being rotated', async () => {
    const secrets = ['the-new-client-secret-0002', OWN_SECRET] as const;
    for (const vector of [A, vectorNamed('A, v1'), vectorNamed('C, v2, letters beyond ASCII')]) {
      expect(await verifyHubspotRequest(requestOf(vector, { secrets }))).toBe(vector.version);
    }
  });

  it('refuses to verify anything with an empty secret', async () => {
    const signature = createHash('sha256').update(WEBHOOK_BODY).digest('hex');
    const forged = requestOf({ ...vectorNamed('A, v1'), signature }, { secrets: [''] });
    expect((await hsxErrorOf(() => verifyHubspotRequest(forged))).code).toBe('ENVIRONMENT_INVALID');
  });

  it('names the usual mistake in the hint and no secret or signature anywhere', async () => {
    const error = await hsxErrorOf(() =>
      verifyHubspotRequest(requestOf(A, { secrets: ['wrong-secret-here'] })),
    );
    expect(error.hint).toContain('client secret, not a private-app token');
    const everything = JSON.stringify([error.message, error.hint, error.details, error.stack]);
    expect(everything).not.toContain('wrong-secret-here');
    expect(everything).not.toContain(A.signature);
  });
});

describe('freshness of a v3 signature', () => {
  const signedAt = Number(OWN_TIMESTAMP);

  it('accepts up to 300 seconds of age and of lead', async () => {
    expect(await verifyHubspotRequest(requestOf(A, { wallNow: signedAt + 300_000 }))).toBe('v3');
    expect(await verifyHubspotRequest(requestOf(A, { wallNow: signedAt - 300_000 }))).toBe('v3');
  });

  it('refuses one millisecond more, both ways', async () => {
    expect(await reasonOf(requestOf(A, { wallNow: signedAt + 300_001 }))).toBe('stale');
    expect(await reasonOf(requestOf(A, { wallNow: signedAt - 300_001 }))).toBe('future');
  });

  it.each([
    '1790000001000.0',
    '1.79e12',
    ' ',
    'NaN',
    '-1790000001000',
    '0x1A0C',
    '１７９００００００１０００',
    '1790000001000n',
  ])('refuses the timestamp "%s", correctly signed or not', async (timestamp) => {
    const signature = signV3({ method: A.method, uri: A.url, body: A.body, timestamp });
    const request = requestOf({ ...A, signature });
    const headers = {
      get: (name: string) => (/timestamp/i.test(name) ? timestamp : request.headers.get(name)),
    };
    expect(await reasonOf({ ...request, headers: headers as Headers })).toBe('timestampMalformed');
  });

  it('refuses a missing timestamp', async () => {
    const request = requestOf(A);
    request.headers.delete('X-HubSpot-Request-Timestamp');
    expect(await reasonOf(request)).toBe('timestampMissing');
  });

  it('refuses a timestamp other than the signed one', async () => {
    const request = requestOf(A);
    request.headers.set('X-HubSpot-Request-Timestamp', '1790000001001');
    expect(await reasonOf(request)).toBe('mismatch');
  });
});

describe('which signature decides', () => {
  const v2 = vectorNamed('C, v2, letters beyond ASCII');
  const v1 = vectorNamed('A, v1');

  it('refuses a request without any', async () => {
    const request = requestOf(A, { allowV1: true, allowV2: true });
    request.headers.delete('X-HubSpot-Signature-v3');
    expect(await reasonOf(request)).toBe('missing');
  });

  it('refuses v1 and v2 unless they are allowed, each by its own option', async () => {
    expect(await reasonOf(requestOf(v2, { allowV2: false, allowV1: true }))).toBe('versionNotAllowed');
    expect(await reasonOf(requestOf(v1, { allowV1: false, allowV2: true }))).toBe('versionNotAllowed');
  });

  it('refuses an older signature that does not name its version', async () => {
    const request = requestOf(v1, { allowV1: true, allowV2: true });
    request.headers.delete('X-HubSpot-Signature-Version');
    expect(await reasonOf(request)).toBe('versionNotAllowed');
  });

  it('never falls back from a wrong v3 to a right v2', async () => {
    const request = requestOf(v2);
    request.headers.set('X-HubSpot-Signature-v3', A.signature);
    expect(await reasonOf(request)).toBe('mismatch');
  });

  it('refuses two v3 signatures in one request', async () => {
    const request = requestOf(A);
    request.headers.append('X-HubSpot-Signature-v3', A.signature);
    expect(await reasonOf(request)).toBe('mismatch');
  });
});
