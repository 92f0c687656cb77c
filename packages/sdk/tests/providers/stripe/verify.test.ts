import { describe, expect, it } from 'vitest';
import { isHsxError } from '../../../src/kernel/hsx-error.js';
import { verify } from '../../../src/providers/stripe/verify.js';
import { bytesOf, signatureHeader } from './signing.js';

const SECRET = 'whsec_mine';
const NOW_S = 1_760_000_000;
const EVENT = { id: 'evt_1', object: 'event', type: 'invoice.paid', livemode: false, created: NOW_S };

async function verified(
  body: string | Uint8Array<ArrayBuffer>,
  mode: 'test' | 'live' = 'test',
): Promise<unknown> {
  const bytes = typeof body === 'string' ? bytesOf(body) : body;
  const headers = new Headers({ 'Stripe-Signature': signatureHeader(bytes, SECRET, NOW_S) });
  try {
    return await verify({ headers, body: bytes }, { secrets: [SECRET], mode, wallNow: NOW_S * 1_000 });
  } catch (error) {
    return isHsxError(error) ? error.code : error;
  }
}

describe('a verified webhook', () => {
  it('is the event that was sent', async () => {
    expect(await verified(JSON.stringify(EVENT))).toEqual(EVENT);
  });

  it('may be a thin notification', async () => {
    const thin = { ...EVENT, object: 'v2.core.event', created: '2026-11-20T10:00:00.000Z' };
    expect(await verified(JSON.stringify(thin))).toEqual(thin);
  });

  it('may begin with a byte-order mark', async () => {
    expect(await verified(new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(JSON.stringify(EVENT))]))).toEqual(
      EVENT,
    );
  });

  it('is of the mode of the deployment', async () => {
    expect(await verified(JSON.stringify(EVENT), 'live')).toBe('MODE_MISMATCH');
    expect(await verified(JSON.stringify({ ...EVENT, livemode: true }), 'test')).toBe('MODE_MISMATCH');
    expect(await verified(JSON.stringify({ ...EVENT, livemode: true }), 'live')).toMatchObject({
      id: 'evt_1',
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '"event"',
    '7',
    '{',
    '<xml/>',
    '{}',
    '{"object":"invoice"}',
    JSON.stringify([EVENT]),
  ])('is an event: %j is not', async (body) => {
    expect(await verified(body)).toBe('REQUEST_INVALID');
  });

  it('says whether it is live', async () => {
    expect(await verified(JSON.stringify({ ...EVENT, livemode: 'false' }))).toBe('REQUEST_INVALID');
    expect(await verified('{"object":"event","id":"evt_1","type":"invoice.paid"}')).toBe('REQUEST_INVALID');
  });

  it('is refused before its body is read when the signature is missing', async () => {
    const request = { headers: new Headers(), body: bytesOf('{') };
    await expect(
      verify(request, { secrets: [SECRET], mode: 'test', wallNow: NOW_S * 1_000 }),
    ).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
      status: 400,
    });
  });

  it('is refused when two signature headers were sent', async () => {
    const body = bytesOf(JSON.stringify(EVENT));
    const headers = new Headers();
    headers.append('Stripe-Signature', signatureHeader(body, SECRET, NOW_S));
    headers.append('Stripe-Signature', signatureHeader(body, SECRET, NOW_S));
    await expect(
      verify({ headers, body }, { secrets: [SECRET], mode: 'test', wallNow: NOW_S * 1_000 }),
    ).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
  });
});
