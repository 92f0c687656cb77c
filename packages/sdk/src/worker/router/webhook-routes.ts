/** Webhooks of the payment provider and of HubSpot: verified, stored, acknowledged; worked off afterwards. */
import type { Hono } from 'hono';
import { acceptWebhook } from '../../billing/shell/webhook.js';
import { verifyHubspotRequest } from '../../hubspot/index.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { AppParts } from '../app-parts.js';
import { acceptHubspotBatch } from '../hubspot-batch.js';
import { parseJson, readBytes } from './read-body.js';
import type { RouterEnv } from './request-scope.js';

/** Adds `/webhooks/stripe` and `/webhooks/hubspot`. */
export function addWebhookRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { engine, hubspot, background } = parts;
  router.post('/webhooks/stripe', async (context) => {
    const { provider } = engine;
    if (!provider) throw noProvider();
    const request = { headers: context.req.raw.headers, body: await readBytes(context) };
    const receipt = await acceptWebhook(engine, { provider, request, background });
    context.var.logger.log('info', 'webhook accepted', { receipt });
    return context.json({ ok: true, receipt });
  });
  router.post('/webhooks/hubspot', async (context) => {
    const body = await readBytes(context);
    await verifyHubspotRequest({
      method: 'POST',
      url: context.req.url,
      headers: context.req.raw.headers,
      body,
      secrets: hubspot.secrets,
      wallNow: engine.wallClock.now(),
      publicOrigin: parts.appUrl,
      allowV1: true,
    });
    const accepted = await acceptHubspotBatch(parts, parseJson(body));
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
