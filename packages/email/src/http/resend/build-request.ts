import { formatSender } from '../../address.js';
import type { RenderedMail } from '../../rendered-mail.js';
import { sha256 } from '../../sha256.js';
import { keyTag } from './key-tag.js';

/** Where the request goes, and as whom. */
export interface ResendAccount {
  readonly apiKey: string;
  readonly baseUrl: string;
}

/**
 * The request that sends one mail: `POST /emails` (https://resend.com/docs/api-reference/emails/send-email, read 2026-11-21).
 * The idempotency key, at most 256 characters there, is a hash of sender and mail key: keys count for a whole Resend team, and
 * two apps of one team may name their mails alike.
 */
export async function buildRequest(mail: RenderedMail, { apiKey, baseUrl }: ResendAccount): Promise<Request> {
  return new Request(new URL('emails', `${baseUrl.replace(/\/+$/, '')}/`), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': await sha256(`${mail.from.email}\n${mail.key}`),
      // Required (https://resend.com/docs/api-reference/introduction, read 2026-11-21), and Workers send none by themselves.
      'user-agent': 'hs-x-email',
    },
    body: JSON.stringify({
      from: formatSender(mail.from),
      to: [mail.to],
      reply_to: mail.replyTo,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: mail.headers,
      tags: [{ name: 'template', value: tagValue(mail.template) }, ...keyTag(mail.key)],
    }),
  });
}

function tagValue(template: string): string {
  return template.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 256);
}
