import { describe, expect, it } from 'vitest';
import { createEncryption } from '../../src/kernel/encryption.js';

const OLD = 'the old secret of the deployment';
const NEW = 'the new secret of the deployment';

describe('a sealed text', () => {
  it('opens for its context, whatever it says', async () => {
    const encryption = createEncryption([NEW]);
    for (const text of ['', 'refresh-token', 'Zoë 😀\u0000', 'x'.repeat(100_000)]) {
      expect(await encryption.open(await encryption.seal(text, 'oauth-token:7'), 'oauth-token:7')).toBe(text);
    }
  });

  it('shows nothing of the text and differs each time', async () => {
    const encryption = createEncryption([NEW]);
    const both = [await encryption.seal('refresh-token', 'a'), await encryption.seal('refresh-token', 'a')];
    expect(both[0]).not.toBe(both[1]);
    expect(both.join()).not.toContain('refresh');
  });

  it('does not open for another context, such as another portal’s row', async () => {
    const encryption = createEncryption([NEW]);
    expect(await encryption.open(await encryption.seal('x', 'oauth-token:7'), 'oauth-token:8')).toBeNull();
  });

  it('does not open when anything of it was changed', async () => {
    const encryption = createEncryption([NEW]);
    const sealed = await encryption.seal('refresh-token', 'a');
    const changed = Array.from(
      sealed,
      (char, at) => sealed.slice(0, at) + (char === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
    );
    const opened = await Promise.all(changed.slice(0, -1).map((text) => encryption.open(text, 'a')));
    expect(opened.filter((text) => text !== null)).toEqual([]);
    for (const text of [
      '',
      'v1',
      'v1...',
      'v2.a.b.c',
      `${sealed}.more`,
      sealed.slice(0, -4),
      'refresh-token',
    ]) {
      expect(await encryption.open(text, 'a')).toBeNull();
    }
  });

  it('outlives a rotation: the first secret seals, every one opens', async () => {
    const sealed = await createEncryption([OLD]).seal('x', 'a');
    const rotated = createEncryption([NEW, OLD]);
    expect(await rotated.open(sealed, 'a')).toBe('x');
    expect(await createEncryption([OLD]).open(await rotated.seal('x', 'a'), 'a')).toBeNull();
    expect(await createEncryption([NEW]).open(sealed, 'a')).toBeNull();
  });
});
