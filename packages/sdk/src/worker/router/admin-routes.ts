/** `POST /admin/<operation>`: the operators' port for a command elsewhere. Not there at all while the app has no admin secret. */
import type { Hono } from 'hono';
import { ADMIN_HEADER, refused, verifyAdminRequest } from '../admin/admin-signature.js';
import { createAdminPort, isAdminOperation } from '../admin/create-admin-port.js';
import type { AppParts } from '../app-parts.js';
import { parseJson, readBytes } from './read-body.js';
import type { RouterEnv } from './request-scope.js';

/** Adds the route. */
export function addAdminRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { adminSecrets, appUrl, engine, once } = parts;
  if (adminSecrets.length === 0) return;
  const port = createAdminPort(parts);
  router.post('/admin/:operation', async (context) => {
    const operation = context.req.param('operation');
    const body = await readBytes(context);
    const now = engine.wallClock.now();
    const { nonce, expiresAt, secret } = await verifyAdminRequest(
      { origin: appUrl, operation, body },
      { header: context.req.header(ADMIN_HEADER), secrets: adminSecrets, now },
    );
    if (!(await once.useOnce({ key: `admin:${nonce}`, expiresAt, now }))) throw refused('was used before');
    parts.secretLog.note('HSX_ADMIN_SECRET', secret, operation === 'secrets' ? 'probed' : 'used');
    if (!isAdminOperation(operation)) return context.notFound();
    const answer = await port.call(operation, parseJson(body) as never);
    context.var.logger.log('info', 'operator', { operation });
    return context.json({ ok: true, answer });
  });
}
