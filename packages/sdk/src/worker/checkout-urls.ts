import type { CheckoutUrls } from '../billing/billing-engine.js';
import type { TokenSigner } from '../kernel/signed-token.js';
import { signLink } from './portal-links.js';

/** Where a checkout returns to: our own pages, with a link bound to the portal. The same checkout always gets the same addresses. */
export function checkoutUrls({ appUrl, signer }: { appUrl: string; signer: TokenSigner }): CheckoutUrls {
  const link = async (path: string, portalId: string, expiresAt: number) => {
    const token = await signLink(signer, { purpose: 'done', portalId, expiresAt });
    return `${appUrl}${path}?token=${token}`;
  };
  return {
    successUrl: (key, { expiresAt }) => link('/billing/done', key.portalId, expiresAt),
    cancelUrl: (key, { expiresAt }) => link('/billing/cancel', key.portalId, expiresAt),
  };
}
