import { describe, expect, it } from 'vitest';
import { fromBase64, fromBase64Url, toBase64, toBase64Url, toHex, utf8 } from '../../src/kernel/bytes.js';
import { hmacSha256, isEqualConstantTime, sha256Hex } from '../../src/kernel/hmac.js';

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte);

describe('HMAC-SHA-256', () => {
  // RFC 4231, section 4, test cases 1, 2, 3, 6 and 7.
  it.each([
    [filled(20, 0x0b), utf8('Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      utf8('Jefe'),
      utf8('what do ya want for nothing?'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [filled(20, 0xaa), filled(50, 0xdd), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
    [
      filled(131, 0xaa),
      utf8('Test Using Larger Than Block-Size Key - Hash Key First'),
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
    [
      filled(131, 0xaa),
      utf8(
        'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
      ),
      '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    ],
  ])('agrees with RFC 4231 (%#)', async (key, message, expected) => {
    expect(toHex(await hmacSha256(key, message))).toBe(expected);
  });
});

describe('SHA-256', () => {
  // FIPS 180-2, appendix B.1, and the empty message.
  it('agrees with FIPS 180-2', async () => {
    expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

describe('the comparison', () => {
  it('says equal for equal texts alone', () => {
    expect([isEqualConstantTime('', ''), isEqualConstantTime('abc', 'abc')]).toEqual([true, true]);
    for (const other of ['', 'ab', 'abd', 'Abc', 'abcd', 'aba'])
      expect(isEqualConstantTime('abc', other)).toBe(false);
  });
});

describe('Base64', () => {
  it('comes back as it was, for any bytes, in both alphabets', () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 251 + length * 7) % 256);
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      expect(toBase64Url(bytes)).toMatch(/^[\w-]*$/);
    }
  });

  it('that is malformed is null', () => {
    expect([fromBase64('a'), fromBase64('a*b='), fromBase64Url('a+b/'), fromBase64Url('a=')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
