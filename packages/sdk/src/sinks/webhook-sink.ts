/**
 * Alerts as webhooks, signed as Standard Webhooks defines (https://www.standardwebhooks.com, read 2026-11-21), so that any receiver of such
 * webhooks can take them. A receiver that fails is left alone for a while: alerts are told between billing's own work, and a receiver that
 * hangs must not hold it up again and again.
 */
import type { AlertSink } from '../billing/ports/alert-sink.js';
import type { Scope } from '../billing/ports/scope.js';
import { utf8 } from '../kernel/bytes.js';
import type { Clock } from '../kernel/clock.js';
import { sha256Hex } from '../kernel/hmac.js';
import { HsxError } from '../kernel/hsx-error.js';
import { MINUTE_MS, SECOND_MS } from '../kernel/instant.js';
import { signingKeyOf, signWebhook } from '../kernel/webhook-signature.js';

/** The name of this sink in the outbox and in messages. */
const WEBHOOK_SINK = 'webhook';

const TIMEOUT_MS = 5 * SECOND_MS;
const REST_MS = MINUTE_MS;

/** Where the webhooks go, and what they are signed with. */
export interface WebhookSinkOptions {
  /** An https address; http for this machine alone. */
  readonly url: string;
  /** `whsec_` and the base64 of 24 to 64 bytes. */
  readonly secret: string;
  /** Named in every webhook: one receiver may serve several apps. */
  readonly scope: Scope;
  /** The wall's time: receivers refuse a webhook that is minutes old. */
  readonly wallClock: Clock;
}

/** A sink that posts `{ type: "alert.raised", timestamp, data }`. Any answer but 2xx within 5 s is a failure, a redirect too. */
export function webhookSink({ url, secret, scope, wallClock }: WebhookSinkOptions): AlertSink {
  const key = requireKey(secret);
  let restsUntil = 0;
  return {
    name: WEBHOOK_SINK,
    async deliver({ id, raisedAt, ...alert }) {
      const now = wallClock.now();
      if (now < restsUntil) throw notTold('the receiver failed a moment ago');
      const messageId = `msg_${(await sha256Hex(id)).slice(0, 32)}`;
      const timestamp = String(Math.floor(now / SECOND_MS));
      const { app, mode } = scope;
      const data = { app, mode, ...alert, raisedAt: new Date(raisedAt).toISOString() };
      const body = JSON.stringify({ type: 'alert.raised', timestamp: new Date(now).toISOString(), data });
      const signed = { id: messageId, timestamp, body: utf8(body) };
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'hs-x',
        'webhook-id': messageId,
        'webhook-timestamp': timestamp,
        'webhook-signature': await signWebhook(key, signed),
      };
      const refusal = await post(url, { headers, body });
      restsUntil = refusal === null ? 0 : wallClock.now() + REST_MS;
      if (refusal !== null) throw notTold(refusal);
    },
  };
}

function requireKey(secret: string): Uint8Array<ArrayBuffer> {
  const key = signingKeyOf(secret);
  if (key !== null) return key;
  throw new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message:
      'The secret that alert webhooks are signed with is not "whsec_" and the base64 of 24 to 64 bytes.',
    hint: 'Set ALERTS_WEBHOOK_SECRET to a secret of this form.',
  });
}

/** Null when the receiver took it; otherwise why not. Its answer's body is not read. */
async function post(
  url: string,
  message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      ...message,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `it answered HTTP ${response.status}`;
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return isTimeout ? 'no answer came in time' : 'it could not be reached';
  }
}

function notTold(seen: string): HsxError {
  return new HsxError({
    code: 'PROVIDER_UNAVAILABLE',
    message: `The alert webhook was not taken: ${seen}. Allowed: any answer from 200 to 299.`,
    hint: 'Check [alerts] webhook in hs-x.toml and its receiver; the alert is kept and told again.',
  });
}
