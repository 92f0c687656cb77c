/** Visits that prove nothing: they are shown nothing about any portal and may have a link mailed to the portal's own admin. */
import type { Hono } from 'hono';
import { accountKey } from '../../billing/billing-engine.js';
import { HOUR_MS } from '../../kernel/instant.js';
import { parsePortalId, type PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingLink } from '../billing-link.js';
import { renderLinkOffer } from '../pages/link-offer-page.js';
import { renderLinkSent } from '../pages/link-sent-page.js';
import { readLinkWish } from './form-token.js';
import type { RouteContext, RouterEnv } from './request-scope.js';

/** Adds `/billing/link`. */
export function addLinkRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  router.post('/billing/link', async (context) => {
    const portalId = await readLinkWish(context);
    if (portalId) await mailLink(parts, portalId);
    return context.html(renderLinkSent({ nonce: context.var.nonce, appName: parts.config.app.name }));
  });
}

/** The page for a browser nobody knows. */
export function offerLink(context: RouteContext, parts: AppParts): Response | Promise<Response> {
  const page = renderLinkOffer({
    nonce: context.var.nonce,
    appName: parts.config.app.name,
    formAction: '/billing/link',
    portalId: parsePortalId(context.req.query('portal')),
  });
  return context.html(page, 403);
}

/** One mail an hour at most, to the address the portal already has; a portal without one gets none, and nobody can tell. */
async function mailLink(parts: AppParts, portalId: PortalId): Promise<void> {
  const { engine } = parts;
  const { account } = await engine.store.read(accountKey(engine, portalId));
  if (account.adminEmail === '') return;
  const now = engine.clock.now();
  const key = `billing-link:${portalId}:${Math.floor(now / HOUR_MS)}`;
  const data = { billingUrl: await billingLink(parts, portalId), appName: parts.config.app.name };
  const effect = { kind: 'sendEmail', key, template: 'billing-link', to: account.adminEmail, data } as const;
  await engine.outbox.add(engine.scope, { portalId, effect, now });
}
