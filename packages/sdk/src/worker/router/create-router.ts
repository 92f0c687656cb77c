/** The app's HTTP side: the same on Node and on Workers. */
import { Hono } from 'hono';
import { HsxError } from '../../kernel/hsx-error.js';
import type { AppParts } from '../app-parts.js';
import { addAdminRoutes } from './admin-routes.js';
import { addBillingRoutes } from './billing-routes.js';
import { addCheckoutRoutes } from './checkout-routes.js';
import { addDoneRoutes } from './done-routes.js';
import { addEmailWebhookRoutes } from './email-webhook-routes.js';
import { addLinkRoutes } from './link-routes.js';
import { addOauthRoutes } from './oauth-routes.js';
import { answerError } from './answer-error.js';
import { addPartnerWebhookRoutes } from './partner-webhook-routes.js';
import { addSurfaceRoutes } from './surface-routes.js';
import { addWebhookRoutes } from './webhook-routes.js';
import { isPagePath } from './page-paths.js';
import type { RouteContext, RouterEnv } from './request-scope.js';
import { completeHeaders } from './security-headers.js';

/** Makes the router of one app. */
export function createRouter(parts: AppParts): Hono<RouterEnv> {
  const router = new Hono<RouterEnv>();
  router.use(async (context, next) => {
    beginRequest(context, parts);
    const startedAt = parts.engine.wallClock.now();
    try {
      await next();
    } catch (thrown) {
      // Authors throw anything; Hono hands only instances of Error to onError.
      context.res = answerError(context, parts.config.app.name, thrown);
    }
    if (context.res !== context.get('completeAnswer')) completeHeaders(context);
    const durationMs = parts.engine.wallClock.now() - startedAt;
    const { method, path } = context.req;
    context.get('logger').log('info', 'request', { method, path, status: context.res.status, durationMs });
  });
  addOauthRoutes(router, parts);
  addWebhookRoutes(router, parts);
  addEmailWebhookRoutes(router, parts);
  addPartnerWebhookRoutes(router, parts);
  addSurfaceRoutes(router, parts);
  addCheckoutRoutes(router, parts);
  addDoneRoutes(router, parts);
  addBillingRoutes(router, parts);
  addLinkRoutes(router, parts);
  addAdminRoutes(router, parts);
  router.get('/health', async (context) => {
    await parts.engine.store.due(parts.engine.scope, { now: 0, limit: 1 });
    return context.json({ ok: true, app: parts.engine.scope.app, mode: parts.engine.scope.mode });
  });
  router.notFound((context) => answerError(context, parts.config.app.name, notFound(router, context)));
  router.onError((error, context) => answerError(context, parts.config.app.name, error));
  return router;
}

function beginRequest(context: RouteContext, parts: AppParts): void {
  const requestId = crypto.randomUUID();
  context.set('requestId', requestId);
  context.set('nonce', isPagePath(context.req.path) ? crypto.randomUUID().replaceAll('-', '') : '');
  context.set('logger', parts.engine.logger.with({ requestId }));
}

function notFound(router: Hono<RouterEnv>, context: RouteContext): HsxError {
  const { method, path } = context.req;
  const others = ['GET', 'POST'].filter(
    (other) =>
      other !== method && router.routes.some((route) => route.method === other && matches(route.path, path)),
  );
  if (others.length === 0) {
    return new HsxError({
      code: 'NOT_FOUND',
      message: `There is nothing at ${path}.`,
      hint: 'Check the address.',
    });
  }
  context.header('allow', others.join(', '));
  return new HsxError({
    code: 'METHOD_NOT_ALLOWED',
    message: `${method} is not allowed at ${path}; allowed: ${others.join(', ')}.`,
    hint: 'Use the allowed method.',
  });
}

/** Whether a route's pattern, such as `/fn/:name`, fits the path. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(':') || part === given[at])
  );
}
