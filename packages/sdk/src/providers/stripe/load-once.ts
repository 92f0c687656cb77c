import { HsxError } from '../../kernel/hsx-error.js';

/**
 * What asks Stripe, loaded when something is asked for the first time. A load that fails, such as for want of a file descriptor, is forgotten: that call
 * throws PROVIDER_UNAVAILABLE, and the next one loads anew.
 */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = null;
      throw new HsxError({
        code: 'PROVIDER_UNAVAILABLE',
        message: 'HS-X could not load what asks Stripe.',
        hint: 'It is tried again with the next call; the cause says what was missing.',
        cause,
      });
    }));
}
