import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/kernel/bytes.js';
import { isHsxError } from '../../../src/kernel/hsx-error.js';
import { verify } from '../../../src/providers/partner/verify.js';
import { FORMER_SECRET, NOW, SECRET, signedRequest, type Signing } from './message.js';

const CLAIM = { partner: 'acme', secrets: [SECRET, FORMER_SECRET], wallNow: NOW };
const BODY = '{"type":"grant.created"}';

const refusalOf = (request: Parameters<typeof verify>[0]) =>
  verify(request, CLAIM).then(
    () => 'genuine',
    (error: unknown) => (isHsxError(error) ? `${error.code}: ${error.message}` : 'another error'),
  );

describe('a partner’s webhook', () => {
  it('is genuine under any of the partner’s secrets, and says whose it is and when it came', async () => {
    for (const secret of [SECRET, FORMER_SECRET]) {
      expect(await verify(signedRequest(BODY, { secret }), CLAIM)).toEqual({
        partner: 'acme',
        webhookId: 'msg_1',
        arrivedAt: NOW,
        body: BODY,
      });
    }
  });

  it('is genuine when one of several signatures fits, as while the sender rotates', async () => {
    const { headers, body } = signedRequest(BODY);
    headers.set('webhook-signature', `v1a,AAAA v1,AAAA ${headers.get('webhook-signature')}`);
    expect((await verify({ headers, body }, CLAIM)).webhookId).toBe('msg_1');
  });

  it.each([-300, 300])('is fresh %i s from the clock', async (seconds) => {
    const signedAt = NOW + seconds * 1_000;
    expect((await verify(signedRequest(BODY, { signedAt }), CLAIM)).body).toBe(BODY);
  });

  it.each<[string, Signing, RegExp]>([
    ['signed with another secret', { secret: `whsec_${'A'.repeat(32)}` }, /No v1 signature/],
    ['301 s old', { signedAt: NOW - 301_000 }, /301 s old/],
    ['301 s ahead', { signedAt: NOW + 301_000 }, /301 s ahead/],
    ['with a full stop in its id', { id: 'msg.1' }, /webhook-id is malformed/],
    ['with an endless id', { id: 'x'.repeat(151) }, /webhook-id is malformed/],
  ])('%s is refused', async (_, signing, why) => {
    const refusal = await refusalOf(signedRequest(BODY, signing));
    expect(refusal).toMatch(/^SIGNATURE_INVALID: /);
    expect(refusal).toMatch(why);
  });

  it('changed by one byte, or with a byte-order mark put before it, is refused', async () => {
    const { headers } = signedRequest(BODY);
    for (const body of [BODY.replace('created', 'Created'), `\uFEFF${BODY}`]) {
      expect(await refusalOf({ headers, body: utf8(body) })).toMatch(/^SIGNATURE_INVALID/);
    }
  });

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is refused', async (name) => {
    const { headers, body } = signedRequest(BODY);
    headers.delete(name);
    expect(await refusalOf({ headers, body })).toMatch(/^SIGNATURE_INVALID/);
  });

  it('of a partner without secrets is refused whatever its signature is', async () => {
    const { headers, body } = signedRequest(BODY);
    for (const signature of ['', 'v1,', ' ']) {
      headers.set('webhook-signature', signature);
      await expect(verify({ headers, body }, { ...CLAIM, secrets: [] })).rejects.toMatchObject({
        code: 'SIGNATURE_INVALID',
      });
    }
  });
});
