import { HsxError } from '../../kernel/hsx-error.js';

/** Where the client sends requests. */
export interface StripeAddress {
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
}

/** The address of an origin such as `http://127.0.0.1:4242`. Throws ENVIRONMENT_INVALID for anything else. */
export function stripeAddress(origin: string): StripeAddress {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.pathname !== '/') {
    throw new HsxError({
      code: 'ENVIRONMENT_INVALID',
      message: `The Stripe origin "${origin}" is no http or https origin such as "http://127.0.0.1:4242".`,
    });
  }
  const isHttps = url.protocol === 'https:';
  const defaultPort = isHttps ? 443 : 80;
  return { host: url.hostname, port: Number(url.port || defaultPort), protocol: isHttps ? 'https' : 'http' };
}
