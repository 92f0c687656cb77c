import type { CheckoutUrls } from '../billing/billing-engine.js';
import type { Clock } from '../kernel/clock.js';
import type { TokenSigner } from '../kernel/signed-token.js';
import { LINK_LIFE_MS, signLink, type LinkPurpose } from './portal-links.js';

/** What the addresses are made of. */
export interface CheckoutUrlParts {
  readonly appUrl: string;
  readonly signer: TokenSigner;
  readonly clock: Clock;
}

/** Where a checkout returns to and mails lead to: our own pages, with a link bound to the portal. The same checkout always gets the same addresses. */
export function checkoutUrls({ appUrl, signer, clock }: CheckoutUrlParts): CheckoutUrls {
  const link = async (path: string, signed: { purpose: LinkPurpose; portalId: string; expiresAt: number }) =>
    `${appUrl}${path}?token=${await signLink(signer, signed)}`;
  return {
    successUrl: ({ portalId }, { expiresAt }) =>
      link('/billing/done', { purpose: 'done', portalId, expiresAt }),
    cancelUrl: ({ portalId }, { expiresAt }) =>
      link('/billing/cancel', { purpose: 'done', portalId, expiresAt }),
    billingUrl: ({ portalId }) =>
      link('/billing/portal', {
        purpose: 'billing',
        portalId,
        expiresAt: clock.now() + LINK_LIFE_MS.billing,
      }),
  };
}
