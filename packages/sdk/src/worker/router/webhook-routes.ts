/** Webhooks of the payment provider and of HubSpot: verified, stored, acknowledged; worked off afterwards. */
import type { Hono } from 'hono';
import { acceptWebhook } from '../../billing/shell/webhook.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { AppParts } from '../app-parts.js';
import { acceptHubspotBatch } from '../hubspot-batch.js';
import { readBytes } from './read-body.js';
import { readSignedJson } from './read-signed-json.js';
import type { RouterEnv } from './request-scope.js';
import { storedOrRefused } from './stored-or-refused.js';

/** Adds `/webhooks/stripe` and `/webhooks/hubspot`. */
export function addWebhookRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { engine, background } = parts;
  router.post('/webhooks/stripe', async (context) => {
    const { provider } = engine;
    if (!provider) throw noProvider();
    const request = { headers: context.req.raw.headers, body: await readBytes(context) };
    const receipt = await storedOrRefused(() => acceptWebhook(engine, { provider, request, background }));
    context.var.logger.log('info', 'webhook accepted', { receipt });
    return context.json({ ok: true, receipt });
  });
  router.post('/webhooks/hubspot', async (context) => {
    const batch = await readSignedJson(context, parts, { allowV1: true });
    const accepted = await storedOrRefused(() => acceptHubspotBatch(parts, batch));
    context.var.logger.log('info', 'webhooks accepted', { ...accepted });
    return context.json({ ok: true, ...accepted });
  });
}

function noProvider(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'This app takes no payments through a provider, so it has no provider webhook.',
    hint: 'Set [billing] provider = "stripe" in hs-x.toml to use one.',
  });
}
