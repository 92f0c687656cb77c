import { describe, expect, it } from 'vitest';
import { createKeyedHash } from '../../src/kernel/keyed-hash.js';

const PRESENT = 'the present secret of this deployment';
const FORMER = 'the former secret of this deployment';

describe('a keyed hash', () => {
  it('is the same for the same text, secret and purpose, and for nothing else', async () => {
    const [hash] = await createKeyedHash([PRESENT], 'trials')('ada@example.com');
    expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await createKeyedHash([PRESENT], 'trials')('ada@example.com')).toEqual([hash]);
    for (const [secret, purpose, text] of [
      [PRESENT, 'trials', 'bob@example.com'],
      [PRESENT, 'others', 'ada@example.com'],
      [FORMER, 'trials', 'ada@example.com'],
    ] as const) {
      expect(await createKeyedHash([secret], purpose)(text)).not.toContain(hash);
    }
  });

  it('recognises after a rotation what was hashed before it', async () => {
    const [before] = await createKeyedHash([FORMER], 'trials')('ada@example.com');
    const after = await createKeyedHash([PRESENT, FORMER], 'trials')('ada@example.com');
    expect(after).toHaveLength(2);
    expect(after[1]).toBe(before);
  });
});
