/** The way back from a paid checkout: "Setting up your account…" until the row is there, then on into the app. */
import type { Hono } from 'hono';
import { isSetUp } from '../../billing/access.js';
import { accountKey } from '../../billing/billing-engine.js';
import { transact } from '../../billing/shell/transact.js';
import type { Entitlement } from '../../contract/entitlement.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { renderReady } from '../pages/ready-page.js';
import { renderSettingUp } from '../pages/setting-up-page.js';
import { markUpgrade } from '../upgrade-mark.js';
import { appLink } from './app-link.js';
import { browserPortal } from './browser-portal.js';
import { offerLink } from './link-routes.js';
import { observeVisit } from './observe-visit.js';
import type { RouteContext, RouterEnv } from './request-scope.js';
import { sameVisitor } from './same-visitor.js';

/** Adds `/billing/done` and `/billing/late`. */
export function addDoneRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  router.get('/billing/done', async (context) => {
    const portalId = await browserPortal(context, parts, ['done']);
    if (!portalId) return offerLink(context, parts);
    parts.background(() => markUpgrade(parts, portalId));
    const { rules, store, clock } = parts.engine;
    const { account } = await store.read(accountKey(parts.engine, portalId));
    const row = account.entitlement;
    const isReady = isSetUp(row, rules, clock.now());
    // A row that the author's own code wrote says nothing of what HS-X knows.
    if (!isReady || !account.subscription) parts.background(() => observeVisit(context, parts, portalId));
    return row && isReady && context.req.query('check') !== undefined
      ? readyPage(context, parts, { portalId, row })
      : settingUpPage(context, parts, portalId);
  });
  router.post('/billing/late', async (context) => {
    const portalId = await browserPortal(context, parts, ['done']);
    if (!portalId) return context.json({ ok: true });
    await transact(parts.engine, accountKey(parts.engine, portalId), () => ({ kind: 'setupDelayed' }));
    return context.json({ ok: true });
  });
}

function settingUpPage(
  context: RouteContext,
  parts: AppParts,
  portalId: PortalId,
): Response | Promise<Response> {
  return context.html(
    renderSettingUp({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      pollUrl: sameVisitor(context, '/billing/entitlement'),
      lateUrl: sameVisitor(context, '/billing/late'),
      refreshUrl: sameVisitor(context, '/billing/done', { check: '1' }),
      continueUrl: appLink(parts, portalId),
    }),
  );
}

function readyPage(
  context: RouteContext,
  parts: AppParts,
  { portalId, row }: { portalId: PortalId; row: Entitlement },
): Response | Promise<Response> {
  return context.html(
    renderReady({
      nonce: context.var.nonce,
      appName: parts.config.app.name,
      planTitle: parts.engine.rules.plans.named(row.plan)?.title ?? row.plan,
      status: row.status,
      trialEndsAt: row.trialEndsAt ?? null,
      continueUrl: appLink(parts, portalId),
    }),
  );
}
