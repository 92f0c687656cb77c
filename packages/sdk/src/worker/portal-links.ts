/**
 * Links and cookies that say which portal a browser speaks for. Each is bound to one purpose; none holds a customer or subscription id,
 * and none is single-use: the provider's page is opened on POST, so that prefetchers and second clicks do no harm.
 */
import type { Instant } from '../kernel/instant.js';
import { DAY_MS, HOUR_MS } from '../kernel/instant.js';
import { parsePortalId, type PortalId } from '../kernel/ids.js';
import type { TokenSigner } from '../kernel/signed-token.js';

/** What a link is for. `done`: back from checkout. `billing`: mails and cards. `form`: a page's own button. `browser`: the cookie. */
export type LinkPurpose = 'done' | 'billing' | 'form' | 'browser';

/** How long a link of each purpose lives; `done` is given its end by the checkout it belongs to. */
export const LINK_LIFE_MS = {
  billing: 30 * DAY_MS,
  form: HOUR_MS,
  browser: 30 * DAY_MS,
} as const;

/** Signs a link's token. */
export function signLink(
  signer: TokenSigner,
  link: { purpose: LinkPurpose; portalId: PortalId; expiresAt: Instant },
): Promise<string> {
  const { purpose, portalId, expiresAt } = link;
  return signer.sign({ purpose: `link:${purpose}`, claims: { portalId }, expiresAt });
}

/** The portal of the first purpose that fits; null when the token is missing, forged, expired or of another purpose. */
export async function readLink(
  signer: TokenSigner,
  link: { purposes: readonly LinkPurpose[]; text: string | null | undefined; now: Instant },
): Promise<PortalId | null> {
  for (const purpose of link.purposes) {
    const read = await signer.read({ purpose: `link:${purpose}`, text: link.text ?? '', now: link.now });
    if (read.ok) return parsePortalId(read.claims.portalId);
  }
  return null;
}
