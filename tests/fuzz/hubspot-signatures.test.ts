/**
 * HubSpot's signatures on calls with something done to them. A call is believed only when method, address, body and time are those that
 * were signed, letter for letter, and the portal it then speaks for is the one HubSpot signed for.
 */
import fc from 'fast-check';
import { billing, defineWorker, isHsxError } from '@hs-x/sdk';
import { readSignedIdentity, verifyHubspotRequest } from '@hs-x/sdk/hubspot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../attacks/raw-request.js';
import { startWorld, type World } from '../support/start-world.js';
import { OURS, THEIRS } from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { issue, tampered, TIME, V3, type Arrived, type Issued } from './hubspot-calls.js';

const ORIGIN = 'https://app.example.com';
const SECRET = 'the-client-secret-of-the-app-0001';
const NOW = 1_790_000_000_000;

/** What HubSpot's proxy adds, in the order of its documentation and in the one that is easiest to abuse. */
const identity = `userId=456&portalId=${OURS}&userEmail=jo%2Bx%40example.com&appId=54321`;
const portalLast = `userId=456&userEmail=jo%2Bx%40example.com&appId=54321&portalId=${OURS}`;

function callsOf(origin: string, secret: string, now: number): readonly Issued[] {
  const call = {
    origin,
    secret,
    atMs: now,
    target: `/fn/whoami?q=1&${identity}`,
    body: '{"a":"&portalId=1"}',
  };
  return [
    issue(call),
    issue({ ...call, target: `/fn/whoami?${identity}`, body: '' }),
    issue({ ...call, target: `/fn/whoami?${portalLast}`, body: '' }),
    issue({ ...call, target: `/fn/whoami?next=%2Fa%3Fb&${identity}`, body: '{}' }),
    issue({ ...call, atMs: now - 301_000 }),
    issue({ ...call, atMs: now + 301_000 }),
    issue({ ...call, secret: 'the-secret-of-another-app-000002' }),
  ];
}

/** HubSpot's table: the escapes it decodes before it hashes. */
const TABLE = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;
const formsOf = (uri: string) => [uri, uri.replace(TABLE, (escape) => decodeURIComponent(escape))];

/**
 * Whether the call, in one of the two forms of its address, is the very text HubSpot hashed for a genuine one, and its time is fresh. The
 * hash has no marks between address, body and time; a body that begins with a letter of the address is refused.
 */
function isWhole({ method, target, body, headers }: Arrived, calls: readonly Issued[], now: number): boolean {
  const time = headers[TIME] ?? '';
  const isFresh = /^[0-9]{1,15}$/.test(time) && Math.abs(now - Number(time)) <= 300_000;
  const isWholeBody = body === '' || !/^[a-z0-9_\-.~%!$&'()*+,;=:@/?]/i.test(body);
  const given = formsOf(`${ORIGIN}${target.replace(/^https?:\/\/[^/?#]*/i, '')}`);
  const texts = given.map((uri) => `${method.toUpperCase()}${uri}${body}${time}`);
  return calls.some(({ signed, arrived }) => {
    const hashed = `${signed.method}${signed.uri}${String(signed.body)}${signed.atMs}`;
    return isFresh && isWholeBody && headers[V3] === arrived.headers[V3] && texts.includes(hashed);
  });
}

describe('verifying a call of HubSpot', () => {
  it(
    'believes exactly what was hashed, and for no other portal',
    async () => {
      const calls = callsOf(ORIGIN, SECRET, NOW);
      const genuine = calls.slice(0, -1);
      const seen = { believed: 0, refused: 0 };
      await fuzz(4_000, tampered(calls, String(THEIRS)), async (call) => {
        const isBelieved = await verified(call);
        expect(isBelieved).toBe(isWhole(call, genuine, NOW));
        if (isBelieved) expect([String(OURS), null]).toContain(portalOf(call));
        seen[isBelieved ? 'believed' : 'refused'] += 1;
      });
      expect(Math.min(seen.believed, seen.refused)).toBeGreaterThan(100);
    },
    TIME_LIMIT_MS,
  );
});

/** Whether v3 holds; anything but a refusal of the signature is an error. */
async function verified({ method, target, headers, body }: Arrived): Promise<boolean> {
  try {
    const version = await verifyHubspotRequest({
      method,
      url: target,
      headers: { get: (name: string) => headers[name.toLowerCase()] ?? null } as unknown as Headers,
      body: new TextEncoder().encode(body),
      secrets: ['the-secret-that-comes-next-0003', SECRET],
      wallNow: NOW,
      publicOrigin: ORIGIN,
    });
    return version === 'v3';
  } catch (error) {
    if (isHsxError(error, 'SIGNATURE_INVALID')) return false;
    throw error;
  }
}

/** Whom the address names; null when that is refused. */
function portalOf({ target }: Arrived): string | null {
  try {
    return readSignedIdentity(new URL(target, ORIGIN).searchParams).portalId;
  } catch (error) {
    if (isHsxError(error, 'REQUEST_INVALID')) return null;
    throw error;
  }
}

describe('an app that HubSpot calls', () => {
  let world: World;
  let secret: string;
  beforeAll(async () => {
    const definition = defineWorker(({ worker }) => {
      worker.use(billing());
      worker.fn('whoami', (ctx) => Promise.resolve(ctx.portalId));
      worker.action('whoami', (ctx) => Promise.resolve({ portalId: ctx.portalId }));
    });
    world = await startWorld({ definition });
    secret = world.app.settings.hubspotSecrets[0];
  });
  afterAll(() => world.close());

  it(
    'answers a changed call with a 4xx, or for the portal it was signed for',
    async () => {
      const calls = callsOf(world.appUrl, secret, Date.now());
      const cases = tampered(calls, String(THEIRS)).filter(fitsOnTheWire);
      const seen = { answered: 0 };
      await fuzz(150, cases, async (call) => {
        const { status, body } = await send(world, call);
        if (status === 200) {
          expect(JSON.parse(body)).toEqual({ ok: true, result: String(OURS) });
          seen.answered += 1;
          return;
        }
        expect([400, 404, 405, 431]).toContain(status);
        expect(JSON.parse(body)).toMatchObject({ ok: false });
      });
      expect(seen.answered).toBeGreaterThan(0);
    },
    TIME_LIMIT_MS,
  );

  it(
    'believes a call signed over any address, as it stands or decoded by the table',
    async () => {
      const cases = fc.record({ query: validQuery, isDecoded: fc.boolean() });
      await fuzz(80, cases, async ({ query, isDecoded }) => {
        const target = `/fn/whoami?${query}&${identity}`;
        const [raw = '', decoded = ''] = formsOf(target);
        const signed = { origin: world.appUrl, secret, atMs: Date.now(), body: '{}' };
        const { arrived } = issue({ ...signed, target: isDecoded ? decoded : raw });
        const answer = await send(world, { ...arrived, target });
        expect([answer.status, answer.body]).toEqual([
          200,
          JSON.stringify({ ok: true, result: String(OURS) }),
        ]);
      });
    },
    TIME_LIMIT_MS,
  );
});

/**
 * A query of everything an address may hold unescaped (RFC 3986), and escapes. `%27` is not among them: after the platform has read the
 * address, it cannot be told from an apostrophe.
 */
const validQuery = fc
  .array(
    fc.oneof(
      fc.constantFrom(...`azAZ09-._~!$'()*,;:@/?`.split('')),
      fc.constantFrom('%20', '%2F', '%3F', '%40', '%25', '%26', '%3D', '%C3%A9', '%e2%82%ac', '%00', '%2b'),
    ),
    { maxLength: 12 },
  )
  .map((letters) => `q=${letters.join('')}`);

function fitsOnTheWire({ target, headers, body }: Arrived): boolean {
  const values = Object.values(headers);
  return (
    /^[\x21-\x7e]+$/.test(target) && values.every((value) => /^[\x20-\x7e]*$/.test(value)) && isLatin(body)
  );
}

function isLatin(text: string): boolean {
  return Buffer.from(text, 'latin1').toString('utf8') === text;
}

function send(world: World, { method, target, headers, body }: Arrived) {
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return sendRaw({ appUrl: world.appUrl, head, pieces: [body] });
}
