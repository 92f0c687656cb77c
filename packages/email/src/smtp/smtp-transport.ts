/** Mail over SMTP, on Node only. SMTP cannot recognise a second mail, so the Message-ID follows from the key: receivers can. */
import { createTransport } from 'nodemailer';
import { domainOf } from '../address.js';
import { sha256 } from '../sha256.js';
import type { Transport } from '../transport.js';
import { smtpError } from './smtp-error.js';
import { connectionOf, type SmtpConnection } from './smtp-connection.js';

/** How the server is reached, and for how long to wait. */
export type SmtpTransportOptions = SmtpConnection & {
  /** For the connection, the greeting and each answer, 1 to 600,000. Default 15,000. */
  readonly timeoutMs?: number;
};

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * A transport over an SMTP server, one connection a mail. It does not deduplicate: a crash right after the server accepted a mail
 * may repeat it, with the same Message-ID. Needs the peer `nodemailer`. Throws TRANSPORT_INVALID when a setting cannot work.
 */
export function smtpTransport(options: SmtpTransportOptions): Transport {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const nodemailer = createTransport({
    ...connectionOf(options),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    deduplicates: false,
    send: async ({ key, from, to, replyTo, subject, text, html, headers }) => {
      const messageId = `<${await sha256(key)}@${domainOf(from.email)}>`;
      const sender = { name: from.name, address: from.email };
      const envelope = { from: from.email, to: [to] };
      const content = { subject, text, html, headers: { ...headers } };
      try {
        await nodemailer.sendMail({ ...content, from: sender, to, replyTo, messageId, envelope });
      } catch (error) {
        throw smtpError(error);
      }
    },
  };
}
