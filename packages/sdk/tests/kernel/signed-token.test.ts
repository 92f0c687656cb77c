import { describe, expect, it } from 'vitest';
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../src/kernel/bytes.js';
import { createTokenSigner } from '../../src/kernel/signed-token.js';

const NOW = Date.UTC(2026, 10, 20, 9);
const signer = createTokenSigner(['the first secret of the deployment']);
const token = { purpose: 'done', claims: { portalId: '7', name: 'Zoë 😀' }, expiresAt: NOW + 1 };

async function refusalOf(text: string, more: { purpose?: string; now?: number } = {}): Promise<string> {
  const read = await signer.read({ purpose: 'done', text, now: NOW, ...more });
  return read.ok ? 'accepted' : read.refusal;
}

describe('a signed token', () => {
  it('says what was signed until the millisecond it expires', async () => {
    const text = await signer.sign(token);
    expect(await signer.read({ purpose: 'done', text, now: NOW })).toEqual({
      ok: true,
      claims: token.claims,
      expiresAt: NOW + 1,
    });
    expect(await refusalOf(text, { now: NOW + 1 })).toBe('expired');
  });

  it('is the same text for the same claims: a retried checkout keeps its addresses', async () => {
    expect(await signer.sign(token)).toBe(await signer.sign(token));
  });

  it('is worthless for another purpose', async () => {
    expect(await refusalOf(await signer.sign(token), { purpose: 'billing' })).toBe('forged');
  });

  it('is forged when a claim, the expiry or the signature was touched', async () => {
    const [body = '', signature = ''] = (await signer.sign(token)).split('.');
    const content = fromUtf8(fromBase64Url(body) ?? new Uint8Array());
    const other = toBase64Url(utf8(content.replace('"7"', '"8"')));
    for (const text of [
      `${other}.${signature}`,
      `${body}.${signature}A`,
      `${body}.${signature.slice(1)}`,
      `${body}x.${signature}`,
    ]) {
      expect(await refusalOf(text)).toBe('forged');
    }
  });

  it.each(['', '.', 'a', 'a.', '.b', 'a.b.c'])('is malformed as "%s"', async (text) => {
    expect(await refusalOf(text)).toBe('malformed');
  });

  it('outlives a rotation of the secret, until the old one is gone', async () => {
    const text = await signer.sign(token);
    const rotated = createTokenSigner(['the second secret', 'the first secret of the deployment']);
    expect((await rotated.read({ purpose: 'done', text, now: NOW })).ok).toBe(true);
    expect(await rotated.sign(token)).not.toBe(text);
    const done = createTokenSigner(['the second secret']);
    expect(await done.read({ purpose: 'done', text, now: NOW })).toEqual({ ok: false, refusal: 'forged' });
  });
});
