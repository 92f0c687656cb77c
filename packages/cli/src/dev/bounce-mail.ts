/** Under `hs-x dev` no carrier takes the mails, so a person decides which one bounces: the app hears of it as it would from Resend. */
import { createHmac, randomBytes } from 'node:crypto';
import type { SentMail } from './app-messages.js';

/** How the app's carrier is played. */
export interface PlayedCarrier {
  readonly appUrl: string;
  /** As the app knows it: `RESEND_WEBHOOK_SECRET`. */
  readonly secret: string;
  /** The sender, as the carrier would tell it; null: hs-x.toml names none. */
  readonly sender: string | null;
  /** Virtual instant, unix ms. */
  readonly now: number;
}

/** A fresh secret of the form webhooks are signed with. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Tells the app that a mail's receiver does not exist; answers whether it took the webhook. */
export async function bounceMail(mail: SentMail, carrier: PlayedCarrier): Promise<boolean> {
  const body = JSON.stringify(bounceEvent(mail, carrier));
  const id = `msg_${randomBytes(12).toString('hex')}`;
  const seconds = Math.floor(Date.now() / 1_000);
  const key = Buffer.from(carrier.secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  const answer = await fetch(`${carrier.appUrl}/webhooks/email`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(seconds),
      'svix-signature': `v1,${signature}`,
    },
  });
  await answer.body?.cancel();
  return answer.ok;
}

/** As Resend writes it (https://resend.com/docs/webhooks/event-types, read 2026-11-21). */
function bounceEvent({ key, to, template, sentAt }: SentMail, { sender, now }: PlayedCarrier) {
  return {
    type: 'email.bounced',
    created_at: new Date(now).toISOString(),
    data: {
      email_id: `simulated-${sentAt}`,
      created_at: new Date(sentAt).toISOString(),
      ...(sender === null ? {} : { from: sender }),
      to: [to],
      tags: { template, mail_key: Buffer.from(key).toString('base64url') },
      bounce: { type: 'Permanent', subType: 'General', message: `550 5.1.1 <${to}>: no such user here` },
    },
  };
}
