import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../src/kernel/bytes.js';
import { nativeHmac } from '../../src/runtime/node/native-hmac.js';

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte);

describe('the HMAC of a Node process', () => {
  // RFC 4231, section 4, test cases 1, 2, 3 and 6.
  it.each([
    [filled(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      'Jefe',
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [filled(20, 0xaa), filled(50, 0xdd), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
    [
      filled(131, 0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('agrees with RFC 4231 (%#)', async (key, message, expected) => {
    expect(toHex(await nativeHmac(key, message))).toBe(expected);
  });

  it('agrees with OpenSSL’s for keys around the block’s length, as text and as bytes, the first time and again', async () => {
    const parts = ['POST/fn/x?name=Zoë', utf8('{"a":"ü"}'), '1764000000000'];
    for (const length of [1, 31, 63, 64, 65, 128, 300]) {
      const secret = 'kéy-'.repeat(length).slice(0, length);
      const openssl = createHmac('sha256', secret);
      for (const part of parts) openssl.update(part);
      const expected = openssl.digest('hex');
      expect(toHex(await nativeHmac(secret, ...parts))).toBe(expected);
      expect(toHex(await nativeHmac(secret, ...parts))).toBe(expected);
      expect(toHex(await nativeHmac(utf8(secret), ...parts))).toBe(expected);
    }
  });
});
