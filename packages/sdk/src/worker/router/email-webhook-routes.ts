import type { Hono } from 'hono';
import { acceptBounce } from '../../billing/shell/accept-bounce.js';
import type { BounceReader, MailBounce } from '../../billing/ports/bounce-reader.js';
import type { WebhookRequest } from '../../billing/ports/webhook-request.js';
import { fieldsOf } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { Logger } from '../../kernel/logger.js';
import type { AppParts } from '../app-parts.js';
import { readBytes } from './read-body.js';
import type { RouterEnv } from './request-scope.js';

/** Adds `/webhooks/email`, where the mail carrier tells of mails that did not arrive. Genuine is 200 whatever follows, once it is kept. */
export function addEmailWebhookRoutes(router: Hono<RouterEnv>, parts: AppParts): void {
  const { engine, bounceReader, config } = parts;
  router.post('/webhooks/email', async (context) => {
    if (!bounceReader) throw noReader();
    const { logger } = context.var;
    const request = { headers: context.req.raw.headers, body: await readBytes(context) };
    const bounce = await readGenuine(bounceReader, { request, wallNow: engine.wallClock.now(), logger });
    if (bounce === null) return context.json({ ok: true, receipt: 'ignored' });
    const receipt = await acceptBounce(engine, bounce, config.email.from);
    logger.log('info', 'mail webhook accepted', { eventId: bounce.eventId, kind: bounce.kind, receipt });
    return context.json({ ok: true, receipt });
  });
}

/** The reader is somebody else's package: its errors are known by their code. A genuine webhook of a form nobody knows is told as nothing. */
async function readGenuine(
  reader: BounceReader,
  arrived: { request: WebhookRequest; wallNow: number; logger: Logger },
): Promise<MailBounce | null> {
  try {
    return await reader.read(arrived.request, arrived.wallNow);
  } catch (cause) {
    const { code } = fieldsOf(cause);
    if (code === 'SIGNATURE_INVALID') throw forged(cause);
    if (code !== 'WEBHOOK_INVALID') throw cause;
    arrived.logger.log('warn', 'a genuine mail webhook could not be read', { error: cause });
    return null;
  }
}

function forged(cause: unknown): HsxError {
  return new HsxError({
    code: 'SIGNATURE_INVALID',
    message: 'The mail webhook is not genuine, or more than five minutes old or ahead; nothing was changed.',
    hint: 'Compare the signing secret with the one on the webhook’s page at the mail carrier.',
    cause,
  });
}

function noReader(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'This app reads no webhooks of a mail carrier.',
    hint: 'Set RESEND_WEBHOOK_SECRET where the app runs, or start it with a bounceReader.',
  });
}
