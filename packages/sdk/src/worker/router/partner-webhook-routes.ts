import type { Hono } from 'hono';
import { acceptPartnerWebhook } from '../../billing/shell/accept-partner-webhook.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { AppParts } from '../app-parts.js';
import { readBytes } from './read-body.js';
import type { RouterEnv } from './request-scope.js';
import { storedOrRefused } from './stored-or-refused.js';

/**
 * Adds `/webhooks/partner/<name>`, where a partner tells of access it has sold. Each partner has an address of its own: the name in it says under
 * whose secrets the signature is tried. Genuine is 200 whatever follows, once it is stored.
 */
export function addPartnerWebhookRoutes(router: Hono<RouterEnv>, { engine, background }: AppParts): void {
  router.post('/webhooks/partner/:partner', async (context) => {
    if (engine.partners.names.length === 0) throw noPartners();
    const partner = context.req.param('partner');
    const request = { headers: context.req.raw.headers, body: await readBytes(context) };
    const accepted = await storedOrRefused(() =>
      acceptPartnerWebhook(engine, { partner, request, background }),
    );
    context.var.logger.log('info', 'partner webhook accepted', { partner, ...accepted });
    return context.json({ ok: true, receipt: accepted.receipt });
  });
}

function noPartners(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'This app takes no grants from partners.',
    hint: 'Set HSX_PARTNER_SECRETS where the app runs, such as "acme=whsec_…".',
  });
}
