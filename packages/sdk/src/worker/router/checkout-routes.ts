/** From the wish to pay to the paid row: plan chooser, checkout, the way back with and without payment. */
import type { Hono } from 'hono';
import { accountKey } from '../../billing/billing-engine.js';
import { isSetUp } from '../../billing/access.js';
import { observe } from '../../billing/shell/observe.js';
import { defaultPlanFor, startCheckout } from '../../billing/shell/start-checkout.js';
import { transact } from '../../billing/shell/transact.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { renderCancelled } from '../pages/cancelled-page.js';
import { renderPlans } from '../pages/plans-page.js';
import { renderReady } from '../pages/ready-page.js';
import { renderSettingUp } from '../pages/setting-up-page.js';
import { appLink } from './app-link.js';
import { browserPortal } from './browser-portal.js';
import { formToken, readForm } from './form-token.js';
import { offerLink } from './link-routes.js';
import type { RouteContext, RouterEnv } from './request-scope.js';
import { trialDaysFor } from '../../billing/trial.js';

/** Adds `/billing/checkout`, `/billing/done`, `/billing/late` and `/billing/cancel`. */
export function addCheckoutRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  router.get('/billing/checkout', async (context) => {
    const portalId = await browserPortal(context, parts, ['billing', 'done']);
    return portalId ? plansPage(context, parts, portalId) : offerLink(context, parts);
  });
  router.post('/billing/checkout', async (context) => {
    const { portalId, fields } = await readForm(context, parts);
    const plan = fields.get('plan') ?? defaultPlanFor(parts.engine) ?? '';
    const start = await startCheckout(parts.engine, accountKey(parts.engine, portalId), plan);
    return context.redirect(start.kind === 'checkout' ? start.url : `${parts.appUrl}/billing/portal`, 303);
  });
  router.get('/billing/done', async (context) => {
    const portalId = await browserPortal(context, parts, ['done']);
    if (!portalId) return offerLink(context, parts);
    parts.background(() => observe(parts.engine, accountKey(parts.engine, portalId)));
    return context.req.query('check') === undefined
      ? settingUpPage(context, parts)
      : readyPage(context, parts, portalId);
  });
  router.post('/billing/late', async (context) => {
    const portalId = await browserPortal(context, parts, ['done']);
    if (!portalId) return context.json({ ok: true });
    await transact(parts.engine, accountKey(parts.engine, portalId), () => ({ kind: 'setupDelayed' }));
    return context.json({ ok: true });
  });
  router.get('/billing/cancel', async (context) => {
    const portalId = await browserPortal(context, parts, ['done']);
    if (!portalId) return offerLink(context, parts);
    return context.html(
      renderCancelled({
        nonce: context.var.nonce,
        appName: parts.config.app.name,
        checkoutUrl: withQuery(context, '/billing/checkout'),
        continueUrl: appLink(parts, portalId),
        freePlanTitle: parts.engine.rules.plans.freePlan?.title ?? null,
      }),
    );
  });
}

/** The plan chooser for a portal. */
export async function plansPage(
  context: RouteContext,
  parts: AppParts,
  portalId: PortalId,
): Promise<Response> {
  const { rules, store } = parts.engine;
  const { account } = await store.load(accountKey(parts.engine, portalId));
  return context.html(
    renderPlans({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      plans: rules.plans.plans.map(({ name, title, features, limits, priceIds }) => ({
        name,
        title,
        features,
        limits,
        isFree: priceIds.length === 0,
        isCurrent: account.entitlement?.plan === name && account.entitlement.status !== 'canceled',
      })),
      trialDays: trialDaysFor(account, rules),
      formAction: '/billing/checkout',
      token: await formToken(parts, portalId),
      continueUrl: appLink(parts, portalId),
    }),
  );
}

async function settingUpPage(context: RouteContext, parts: AppParts): Promise<Response> {
  const portalId = await browserPortal(context, parts, ['done']);
  return context.html(
    renderSettingUp({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      pollUrl: withQuery(context, '/billing/entitlement'),
      lateUrl: withQuery(context, '/billing/late'),
      refreshUrl: `${withQuery(context, '/billing/done')}&check=1`,
      continueUrl: appLink(parts, portalId ?? ''),
    }),
  );
}

async function readyPage(context: RouteContext, parts: AppParts, portalId: PortalId): Promise<Response> {
  const { engine } = parts;
  const row = await engine.store.entitlement(accountKey(engine, portalId));
  if (!row || !isSetUp(row, engine.rules, engine.clock.now())) return settingUpPage(context, parts);
  return context.html(
    renderReady({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      planTitle: engine.rules.plans.named(row.plan)?.title ?? row.plan,
      status: row.status,
      trialEndsAt: row.trialEndsAt ?? null,
      continueUrl: appLink(parts, portalId),
    }),
  );
}

/** The path with the identity this request came with. */
function withQuery(context: RouteContext, path: string): string {
  const query = new URLSearchParams();
  for (const name of ['token', 'portal']) {
    const value = context.req.query(name);
    if (value !== undefined) query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
