import { describe, expect, it } from 'vitest';
import { loadOnce } from '../../../src/providers/stripe/load-once.js';

/** Code that cannot be loaded so many times: the machine has no file to spare. */
function loading({ failures }: { readonly failures: number }) {
  const tries = { count: 0 };
  const load = (): Promise<string> => {
    tries.count += 1;
    return tries.count <= failures
      ? Promise.reject(new Error('EMFILE: too many open files'))
      : Promise.resolve('loaded');
  };
  return { tries, get: loadOnce(load) };
}

describe('what asks Stripe', () => {
  it('is loaded once, also for two who ask at the same time', async () => {
    const { tries, get } = loading({ failures: 0 });
    expect(await Promise.all([get(), get()])).toEqual(['loaded', 'loaded']);
    expect(await get()).toBe('loaded');
    expect(tries.count).toBe(1);
  });

  it('is PROVIDER_UNAVAILABLE with the cause while it cannot be loaded, and is loaded when it can be', async () => {
    const { tries, get } = loading({ failures: 1 });
    const refusal = {
      code: 'PROVIDER_UNAVAILABLE',
      retryable: true,
      cause: expect.objectContaining({ message: 'EMFILE: too many open files' }) as unknown,
    };
    const [one, other] = await Promise.allSettled([get(), get()]);
    expect([one, other]).toMatchObject([{ reason: refusal }, { reason: refusal }]);
    expect(await get()).toBe('loaded');
    expect(tries.count).toBe(2);
  });
});
