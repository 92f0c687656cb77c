/**
 * Stripe-Signature headers made of genuine and invented pieces. Whoever listens in knows every signature that was ever sent; only a fresh
 * one, whole and beside its own time, may open the door for its own body.
 */
import fc from 'fast-check';
import { stripeProvider } from '@hs-x/sdk/stripe';
import { isHsxError } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from '../attacks/raw-request.js';
import { startWorld, type World } from '../support/start-world.js';
import { everyRow } from '../support/stored-rows.js';
import { comeToRest } from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { stripeSignature, stripeV1 } from './signing.js';
import { strangeText } from './strange.js';

const BODY = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'customer.updated',
  created: 1_790_000_000,
  livemode: false,
  data: { object: { id: 'cus_nobody', object: 'customer' } },
});
const OTHER_BODY = BODY.replace('evt_1', 'evt_2');
const SECRET = 'whsec_the_one_in_use';
const NOW_SECONDS = 1_790_000_100;

/** Pieces of signatures that were really sent: for this body in time, long ago and ahead of time, for another body, of another endpoint. */
function piecesAt(now: number, secret: string, freshSeconds: readonly number[], staleSeconds: number) {
  const pair = (at: number, body = BODY, key = secret) =>
    [`t=${at}`, `v1=${stripeV1(body, key, at)}`] as const;
  const fresh = freshSeconds.map((seconds) => pair(now + seconds));
  const outOfTime = [pair(now - staleSeconds), pair(now + staleSeconds)];
  const worthless = [...outOfTime, pair(now, OTHER_BODY), pair(now, BODY, 'whsec_of_another')];
  return { fresh, all: [...fresh, ...worthless].flat() };
}

type Pieces = ReturnType<typeof piecesAt>;

/** A header of genuine pieces, pieces with something done to them, and rubbish, in any order and with any separator. */
function headersOf({ all, fresh }: Pieces): fc.Arbitrary<string> {
  const genuine = fc.constantFrom(...all);
  const piece = fc.oneof(
    { weight: 6, arbitrary: genuine },
    { weight: 2, arbitrary: genuine.chain(damaged) },
    { weight: 2, arbitrary: fc.constantFrom(...RUBBISH) },
    { weight: 1, arbitrary: strangeText.map((text) => `t=${text}`) },
    { weight: 1, arbitrary: strangeText.map((text) => `v1=${text}`) },
    { weight: 1, arbitrary: strangeText },
  );
  const separator = fc.oneof(
    { weight: 8, arbitrary: fc.constant(',') },
    fc.constantFrom(', ', ';', ' ', ',,', '\t,'),
  );
  const mixed = fc
    .tuple(
      fc.array(piece, { minLength: 0, maxLength: 6 }),
      fc.array(separator, { minLength: 6, maxLength: 6 }),
    )
    .map(([pieces, separators]) =>
      pieces.map((text, at) => `${at === 0 ? '' : separators[at]}${text}`).join(''),
    );
  const whole = fc.constantFrom(...fresh).map((pair) => pair.join(','));
  return fc.oneof({ weight: 3, arbitrary: mixed }, { weight: 1, arbitrary: whole.chain(damaged) });
}

const RUBBISH = [
  't=',
  't=NaN',
  't=-1790000100',
  't=1e9',
  't=999999999999',
  't=9999999999999999999999',
  't=0x6ab13b24',
  't=１７９００００１００',
  'T=1790000100',
  'v1=',
  'v0=00',
  'v2=00',
  'v1',
  '=',
  'v1=v1=',
  `v1=${'0'.repeat(64)}`,
  'scheme=none',
];

/** The text with a letter dropped, doubled, changed in case or put in, or cut off. */
function damaged(text: string): fc.Arbitrary<string> {
  return fc
    .record({
      at: fc.nat(text.length - 1),
      deed: fc.constantFrom('drop', 'double', 'case', 'insert', 'cut', 'space', 'base64', 'reverse'),
      letter: fc.constantFrom('a', '0', '=', ',', ' ', '\0', 'é', '\u0660'),
    })
    .map(({ at, deed, letter }) => damage(text, deed, { at, letter }));
}

function damage(text: string, deed: string, { at, letter }: { at: number; letter: string }): string {
  const [head, here, tail] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  switch (deed) {
    case 'drop':
      return head + tail;
    case 'double':
      return head + here + here + tail;
    case 'case':
      return head + here.toUpperCase() + tail.toUpperCase();
    case 'insert':
      return head + letter + here + tail;
    case 'cut':
      return head;
    case 'space':
      return `${text} `;
    case 'base64':
      return text.replace(
        /^v1=(.*)$/,
        (_all, hex: string) => `v1=${Buffer.from(hex, 'hex').toString('base64')}`,
      );
    default:
      return Array.from(text).reverse().join('');
  }
}

/** Whether a fresh pair stands in the header unharmed, and no second time beside it. */
function holdsFreshPair(header: string, { fresh }: Pieces): boolean {
  const parts = header.split(',').map((part) => part.trim());
  const times = parts.filter((part) => part.startsWith('t='));
  return times.length === 1 && fresh.some(([t, v1]) => parts.includes(t) && parts.includes(v1));
}

describe('verifying a Stripe-Signature header', () => {
  it(
    'accepts exactly those that hold a fresh, unharmed signature of this body beside its one time',
    async () => {
      const verify = await verifier();
      const pieces = piecesAt(NOW_SECONDS, SECRET, [0, -300, 300], 301);
      const seen = { accepted: 0, refused: 0 };
      await fuzz(4_000, headersOf(pieces), async (header) => {
        const isAccepted = await verify(header);
        expect(isAccepted).toBe(holdsFreshPair(header, pieces));
        seen[isAccepted ? 'accepted' : 'refused'] += 1;
      });
      expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
    },
    TIME_LIMIT_MS,
  );

  it(
    'refuses a body other than the signed one, by a bit, a byte more or a byte less',
    async () => {
      const verify = await verifier();
      const header = stripeSignature(BODY, SECRET, NOW_SECONDS);
      const genuine = new TextEncoder().encode(BODY);
      const cases = fc.record({
        at: fc.nat(genuine.length - 1),
        bit: fc.nat(7),
        deed: fc.constantFrom('flip', 'drop', 'insert'),
      });
      await fuzz(1_000, cases, async ({ at, bit, deed }) => {
        const body = [...genuine];
        if (deed === 'flip') body[at]! ^= 1 << bit;
        else body.splice(at, deed === 'drop' ? 1 : 0, ...(deed === 'drop' ? [] : [1 << bit]));
        expect(await verify(header, Uint8Array.from(body))).toBe(false);
      });
      expect(await verify(header)).toBe(true);
    },
    TIME_LIMIT_MS,
  );
});

/** Whether a header is accepted for a body; anything but acceptance and SIGNATURE_INVALID is an error. */
async function verifier(): Promise<(header: string, body?: Uint8Array<ArrayBuffer>) => Promise<boolean>> {
  const toml = await readFile(new URL('../../examples/billing-guide/hs-x.toml', import.meta.url), 'utf8');
  const provider = stripeProvider({
    secretKey: 'sk_test_1234567890',
    webhookSecrets: ['whsec_the_next_one', SECRET],
    mode: 'test',
    checkout: loadAppConfig(toml).billing.checkout,
  });
  return async (header, body = new TextEncoder().encode(BODY)) => {
    // `Headers` refuses what is no header value; a server of another kind might let it through.
    const headers = { get: () => header } as unknown as Headers;
    try {
      await provider.verify({ headers, body }, NOW_SECONDS * 1_000);
      return true;
    } catch (error) {
      if (isHsxError(error, 'SIGNATURE_INVALID')) return false;
      throw error;
    }
  };
}

describe('a request with a strange Stripe-Signature', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await comeToRest(world);
  });
  afterAll(() => world.close());

  it(
    'is a 400 that changes nothing, however many such headers it has, and a 200 only with a fresh pair',
    async () => {
      const secret = world.app.settings.stripe?.webhookSecrets[0] ?? '';
      const pieces = piecesAt(Math.floor(Date.now() / 1_000), secret, [0, 100], 100_000);
      const before = everyRow(world);
      const lines = fc.array(headersOf(pieces).filter(isHeaderValue), { minLength: 0, maxLength: 3 });
      await fuzz(80, lines, async (values) => {
        const joined = values.join(', ');
        fc.pre(!holdsFreshPair(joined, pieces));
        const answer = await postRaw(world, values);
        expect(answer.status).toBe(400);
        expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'SIGNATURE_INVALID' } });
        expect(everyRow(world)).toEqual(before);
      });
      const pair = stripeSignature(BODY, secret, Math.floor(Date.now() / 1_000));
      expect((await postRaw(world, [pair])).status).toBe(200);
      expect((await postRaw(world, pair.split(','))).status).toBe(200);
    },
    TIME_LIMIT_MS,
  );
});

/** What Node's parser lets through as a header value. */
function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

function postRaw(world: World, values: readonly string[]) {
  const head = [
    'POST /webhooks/stripe HTTP/1.1',
    ...values.map((value) => `stripe-signature: ${value}`),
    `content-length: ${BODY.length}`,
    'connection: close',
  ];
  return sendRaw({ appUrl: world.appUrl, head, pieces: [BODY] });
}
