/** The billing page's door and the row as cards and the success page see it. */
import type { Hono } from 'hono';
import { isSetUp, mayStartCheckout } from '../../billing/access.js';
import { accountKey } from '../../billing/billing-engine.js';
import { readSignedIdentity, verifyHubspotRequest } from '../../hubspot/index.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { billingPageLink } from '../billing-link.js';
import { renderBilling } from '../pages/billing-page.js';
import { markUpgrade } from '../upgrade-mark.js';
import { appLink } from './app-link.js';
import { browserPortal } from './browser-portal.js';
import { plansPage } from './checkout-routes.js';
import { formToken, readForm } from './form-token.js';
import { observeVisit } from './observe-visit.js';
import { offerLink } from './link-routes.js';
import type { RouteContext, RouterEnv } from './request-scope.js';

/** Adds `/billing/portal` and `/billing/entitlement`. */
export function addBillingRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { engine } = parts;
  router.get('/billing/portal', async (context) => {
    const portalId = await browserPortal(context, parts, ['billing', 'done']);
    if (!portalId) return offerLink(context, parts);
    if (context.req.query('returned') !== undefined) await observeVisit(context, parts, portalId);
    const { account } = await engine.store.read(accountKey(engine, portalId));
    return mayStartCheckout(account)
      ? plansPage(context, parts, { portalId })
      : billingPage(context, parts, portalId);
  });
  router.post('/billing/portal', async (context) => {
    const { portalId } = await readForm(context, parts);
    const { account } = await engine.store.read(accountKey(engine, portalId));
    if (!engine.provider || !account.customer) throw nothingToManage();
    parts.background(() => markUpgrade(parts, portalId));
    const returnUrl = new URL(await billingPageLink(parts, portalId));
    returnUrl.searchParams.set('returned', '1');
    const { customerId } = account.customer;
    const page = await engine.provider.openBillingPage({ customerId, returnUrl: returnUrl.href });
    return context.redirect(page.url, 303);
  });
  router.get('/billing/entitlement', async (context) => {
    const portalId = await askingPortal(context, parts);
    if (!portalId) throw unknownAsker();
    const { entitlement: row } = await engine.store.read(accountKey(engine, portalId));
    const { plan, status, source, trialEndsAt, cancelAt } = row ?? {};
    const entitlement = row && { plan, status, source, trialEndsAt, cancelAt };
    return context.json({ ok: true, ready: isSetUp(row, engine.rules, engine.clock.now()), entitlement });
  });
}

async function billingPage(context: RouteContext, parts: AppParts, portalId: PortalId): Promise<Response> {
  const { engine } = parts;
  parts.background(() => markUpgrade(parts, portalId));
  const { entitlement: row } = await engine.store.read(accountKey(engine, portalId));
  return context.html(
    renderBilling({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      planTitle: engine.rules.plans.named(row?.plan ?? '')?.title ?? row?.plan ?? 'None',
      status: row?.status ?? 'canceled',
      trialEndsAt: row?.trialEndsAt ?? null,
      cancelAt: row?.cancelAt ?? null,
      formAction: '/billing/portal',
      token: await formToken(parts, portalId),
      continueUrl: appLink(parts, portalId),
    }),
  );
}

/** A browser with a link or cookie, or a card through HubSpot's signed proxy. */
async function askingPortal(context: RouteContext, parts: AppParts): Promise<PortalId | null> {
  if (context.req.header('x-hubspot-signature-v3') === undefined) {
    return browserPortal(context, parts, ['done', 'billing']);
  }
  await verifyHubspotRequest({
    method: 'GET',
    url: context.req.url,
    headers: context.req.raw.headers,
    body: new Uint8Array(),
    secrets: parts.hubspot.secrets,
    wallNow: parts.engine.wallClock.now(),
    publicOrigin: parts.appUrl,
  });
  return readSignedIdentity(new URL(context.req.url).searchParams).portalId;
}

function unknownAsker(): HsxError {
  return new HsxError({
    code: 'LINK_INVALID',
    message: 'The entitlement is shown only to a signed link, the browser that installed the app, or a card.',
    hint: 'Open the app from HubSpot.',
  });
}

function nothingToManage(): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: 'This portal has no subscription to manage.',
    hint: 'Choose a plan first.',
  });
}
