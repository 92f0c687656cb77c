import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/kernel/bytes.js';
import { signingKeyOf, signWebhook } from '../../src/kernel/webhook-signature.js';

const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('a webhook’s signature', () => {
  it('is the one that the library of Standard Webhooks makes', async () => {
    const at = new Date(Date.UTC(2026, 10, 20));
    for (const body of ['', '{"a":"ä€𝄞"}', '\uFEFF{}', 'x'.repeat(10_000)]) {
      const signed = { id: 'msg_1', timestamp: String(at.getTime() / 1_000), body: utf8(body) };
      expect(await signWebhook(signingKeyOf(secretOf(32))!, signed)).toBe(
        new Webhook(secretOf(32)).sign('msg_1', at, body),
      );
    }
  });
});

describe('a signing secret', () => {
  it.each([24, 64])('of %i bytes is one', (bytes) => {
    expect(signingKeyOf(secretOf(bytes))).toEqual(new Uint8Array(bytes).fill(7));
  });

  it.each([
    ['that is too short', secretOf(23)],
    ['that is too long', secretOf(65)],
    ['without its prefix', secretOf(32).slice(6)],
    ['of another kind', secretOf(32).replace('whsec_', 'whsk_')],
    ['that is no base64', `whsec_${'!'.repeat(44)}`],
    ['with something behind it', `${secretOf(32)}A`],
    ['that is empty', 'whsec_'],
  ])('%s is none', (_, secret) => {
    expect(signingKeyOf(secret)).toBeNull();
  });
});
