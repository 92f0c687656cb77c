/** From the wish to pay to the provider's page, and the way back without a payment. The way back with one: `done-routes.ts`. */
import type { Hono } from 'hono';
import type { Account } from '../../billing/account.js';
import { accountKey } from '../../billing/billing-engine.js';
import { offeredTrialDays } from '../../billing/shell/check-trial.js';
import { defaultPlanFor, requireSellable, startCheckout } from '../../billing/shell/start-checkout.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import { billingPageLink } from '../billing-link.js';
import { renderCancelled } from '../pages/cancelled-page.js';
import { renderPlans } from '../pages/plans-page.js';
import { markUpgrade } from '../upgrade-mark.js';
import { appLink } from './app-link.js';
import { browserPortal } from './browser-portal.js';
import { formToken, readForm } from './form-token.js';
import { offerLink } from './link-routes.js';
import type { RouteContext, RouterEnv } from './request-scope.js';
import { sameVisitor } from './same-visitor.js';

/** Adds `/billing/checkout` and `/billing/cancel`. */
export function addCheckoutRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  router.get('/billing/checkout', async (context) => {
    const portalId = await browserPortal(context, parts, ['billing', 'done']);
    return portalId ? checkoutPage(context, parts, portalId) : offerLink(context, parts);
  });
  router.post('/billing/checkout', async (context) => {
    const { portalId, fields } = await readForm(context, parts);
    parts.background(() => markUpgrade(parts, portalId));
    const plan = fields.get('plan') ?? defaultPlanFor(parts.engine) ?? '';
    const start = await startCheckout(parts.engine, accountKey(parts.engine, portalId), plan);
    return context.redirect(
      start.kind === 'checkout' ? start.url : await billingPageLink(parts, portalId),
      303,
    );
  });
  router.get('/billing/cancel', async (context) => {
    const portalId = await browserPortal(context, parts, ['done']);
    if (!portalId) return offerLink(context, parts);
    return context.html(
      renderCancelled({
        nonce: context.var.nonce,
        appName: parts.config.app.name,
        checkoutUrl: sameVisitor(context, '/billing/checkout'),
        continueUrl: appLink(parts, portalId),
        freePlanTitle: parts.engine.rules.plans.freePlan?.title ?? null,
      }),
    );
  });
}

/** The chooser with the plan of the link picked out. A link is followed by mail scanners, too, so that only the button opens a checkout. */
async function checkoutPage(context: RouteContext, parts: AppParts, portalId: PortalId): Promise<Response> {
  const plan = context.req.query('plan') ?? null;
  if (plan !== null) requireSellable(parts.engine, plan);
  return plansPage(context, parts, { portalId, wishedPlan: plan });
}

/** The plan chooser for a portal. */
export async function plansPage(
  context: RouteContext,
  parts: AppParts,
  { portalId, wishedPlan = null }: { readonly portalId: PortalId; readonly wishedPlan?: string | null },
): Promise<Response> {
  const { rules, store } = parts.engine;
  parts.background(() => markUpgrade(parts, portalId));
  const { account } = await store.read(accountKey(parts.engine, portalId));
  return context.html(
    renderPlans({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      plans: rules.plans.plans.map(({ name, title, features, limits, priceIds }) => ({
        name,
        title,
        features,
        limits,
        isFree: name === rules.plans.freePlan?.name,
        isSold: priceIds.length > 0,
        isCurrent: account.entitlement?.plan === name && account.entitlement.status !== 'canceled',
      })),
      wishedPlan,
      isSelling: parts.engine.provider !== null,
      planEndsAt: grantEndOf(account),
      trialDays: await offeredTrialDays(parts.engine, account),
      formAction: '/billing/checkout',
      token: await formToken(parts, portalId),
      continueUrl: appLink(parts, portalId),
    }),
  );
}

/** A subscription's `validUntil` is no end but the time of the next look at it. */
function grantEndOf({ entitlement: row }: Account): Instant | null {
  if (row === null || row.subscriptionId !== undefined) return null;
  return row.validUntil ?? null;
}
