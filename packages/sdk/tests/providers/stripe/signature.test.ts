import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../src/providers/stripe/signature.js';
import { bytesOf, signatureHeader, v1Of } from './signing.js';

const SECRET = 'whsec_test_secret';
const SIGNED_AT_S = 1_700_000_000;
const BODY = '{"id":"evt_1","object":"event","type":"invoice.paid"}';
const VECTOR = 'dfb4777aaaec4ea29ff455dd4df7fe6b2ef71096ad3a93a158db7e100109ea91';

interface Case {
  readonly header?: string | null;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly secrets?: readonly string[];
  readonly ageS?: number;
}

async function verified(given: Case = {}): Promise<'genuine' | { code: string; message: string }> {
  const header = given.header === undefined ? `t=${SIGNED_AT_S},v1=${VECTOR}` : given.header;
  const wallNow = (SIGNED_AT_S + (given.ageS ?? 0)) * 1_000;
  try {
    await verifySignature({
      header,
      body: given.body ?? bytesOf(BODY),
      secrets: given.secrets ?? [SECRET],
      wallNow,
    });
    return 'genuine';
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
}

const refused = (message: RegExp) => ({
  code: 'SIGNATURE_INVALID',
  message: expect.stringMatching(message) as string,
});

describe('a Stripe signature', () => {
  it('is genuine when it matches the published vector', async () => {
    expect(await verified()).toBe('genuine');
  });

  it('covers empty bodies and bodies beyond ASCII', async () => {
    for (const text of ['', '\u{1F4B8} née']) {
      const header = signatureHeader(text, SECRET, SIGNED_AT_S);
      expect(await verified({ header, body: bytesOf(text) })).toBe('genuine');
    }
  });

  it('covers a byte-order mark as it arrived', async () => {
    const body = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(BODY)]);
    expect(await verified({ header: signatureHeader(body, SECRET, SIGNED_AT_S), body })).toBe('genuine');
  });

  it('is genuine under any of several secrets, so that a secret can be rolled', async () => {
    expect(await verified({ secrets: ['whsec_new', SECRET] })).toBe('genuine');
  });

  it('is genuine when any of several v1 values fits', async () => {
    const other = v1Of(BODY, 'whsec_other', SIGNED_AT_S);
    expect(await verified({ header: `t=${SIGNED_AT_S},v1=${other},v1=${VECTOR},v0=abc` })).toBe('genuine');
  });

  it('tolerates white space between the parts', async () => {
    expect(await verified({ header: `t=${SIGNED_AT_S}, v1=${VECTOR}` })).toBe('genuine');
  });

  it('is refused under a foreign secret', async () => {
    expect(await verified({ secrets: ['whsec_other'] })).toEqual(refused(/None of the 1 v1 signatures/));
  });

  it('is refused when the body was serialised again', async () => {
    const body = bytesOf(JSON.stringify(JSON.parse(BODY), null, 1));
    expect(await verified({ body })).toEqual(refused(/fits the body/));
  });

  it('is refused when the time was changed', async () => {
    expect(await verified({ header: `t=${SIGNED_AT_S + 1},v1=${VECTOR}` })).toEqual(refused(/fits the body/));
  });

  it('is refused when only another scheme than v1 is there', async () => {
    expect(await verified({ header: `t=${SIGNED_AT_S},v0=${VECTOR}` })).toEqual(
      refused(/no signature of scheme v1/),
    );
  });

  it.each([null, '', '   '])('is refused when the header is missing or blank (%j)', async (header) => {
    expect(await verified({ header })).toEqual(refused(/has no Stripe-Signature header/));
  });

  it.each([
    'garbage',
    '["t=1","v1=2"]',
    `v1=${VECTOR}`,
    `t=,v1=${VECTOR}`,
    `t=soon,v1=${VECTOR}`,
    `t=-1,v1=${VECTOR}`,
    `t=1e9,v1=${VECTOR}`,
    `t=${SIGNED_AT_S},v1=${VECTOR},t=${SIGNED_AT_S + 9_999},v1=${VECTOR}`,
  ])('is refused when the header does not hold exactly one time (%s)', async (header) => {
    expect(await verified({ header })).toEqual(refused(/exactly one time/));
  });

  it.each(['', VECTOR.slice(1), VECTOR.toUpperCase(), `${VECTOR}0`, 'é'.repeat(64)])(
    'is refused when the value is not the very signature (%s)',
    async (value) => {
      expect(await verified({ header: `t=${SIGNED_AT_S},v1=${value}` })).toEqual(refused(/None of the 1/));
    },
  );

  it('is fresh for 300 seconds either way', async () => {
    expect(await verified({ ageS: 300 })).toBe('genuine');
    expect(await verified({ ageS: -300 })).toBe('genuine');
    expect(await verified({ ageS: 301 })).toEqual(refused(/301 s old; at most 300 s/));
    expect(await verified({ ageS: -301 })).toEqual(refused(/301 s ahead of this machine's clock/));
  });

  it('is refused without naming the secret or the signature', async () => {
    const { message } = (await verified({ secrets: ['whsec_other'] })) as { message: string };
    expect(message).not.toMatch(/whsec_|dfb4777a/);
  });
});
