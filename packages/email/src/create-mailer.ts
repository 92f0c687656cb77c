import type { Mailer } from './mail.js';
import { senderOf, type MailApp } from './mail-app.js';
import { renderMail } from './render-mail.js';
import { checkOverrides, type TemplateSource } from './template/find-template.js';
import type { Transport } from './transport.js';

/** What a {@link createMailer mailer} is made of. */
export interface MailerOptions extends TemplateSource {
  readonly transport: Transport;
  readonly app: MailApp;
}

/**
 * A mailer that writes mails and hands them to a transport; it fits the `Mailer` port of `@hs-x/sdk`. Throws SENDER_REFUSED or
 * TEMPLATE_INVALID at once when the sender or an override is wrong, so that no customer finds out first.
 */
export function createMailer({ transport, app, ...source }: MailerOptions): Mailer {
  senderOf(app);
  checkOverrides(source);
  return {
    deduplicates: transport.deduplicates,
    send: async (mail) => transport.send(renderMail({ ...mail, app }, source)),
  };
}
