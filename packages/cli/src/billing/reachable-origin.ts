import type { VendorOverrides } from '@hs-x/sdk/node';

/**
 * The origin of an app's address when Stripe can send events there; null when it cannot. Stripe sends to https addresses only, and reaches no one's
 * own machine; a simulated Stripe (`vendors`) does.
 */
export function reachableOrigin(
  appUrl: string | undefined,
  vendors: VendorOverrides | undefined,
): string | null {
  const url = URL.parse(appUrl?.trim() ?? '');
  if (url === null) return null;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return vendors !== undefined || (url.protocol === 'https:' && !isLocal) ? url.origin : null;
}
