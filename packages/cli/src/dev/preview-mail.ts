/** What a person would see of a mail: written by the same code, and from the same `emails/` folder, that a deployed app would use. */
import { isEmailError, renderMail, type RenderedMail } from '@hs-x/email';
import { loadEmailsFolder } from '@hs-x/email/node';
import type { AppConfig } from '@hs-x/sdk/config';
import type { SentMail } from './app-messages.js';

/** A mail as it would arrive, or why it would not. `unwritten`: nobody has written a template of that name yet. */
export type MailPreview =
  | { readonly kind: 'written'; readonly mail: RenderedMail }
  | { readonly kind: 'unwritten' }
  | { readonly kind: 'refused'; readonly problem: string };

/** Whose mail it is. */
export interface PreviewSource {
  readonly config: AppConfig;
  readonly appUrl: string;
  /** The app's `emails/`; it need not exist. */
  readonly emailsFolder: string;
}

/** Stands in as long as hs-x.toml names no sender; the mailbox says so. */
const NO_SENDER = 'billing@yourapp.com';

/** Writes the mail. Files of the folder are read anew each time, so that an edit is seen at once. */
export async function previewMail(sent: SentMail, source: PreviewSource): Promise<MailPreview> {
  const { app, email } = source.config;
  const { key, to, template, data } = sent;
  const replyTo = email.reply_to === null ? {} : { replyTo: email.reply_to };
  const sender = { name: app.name, fromEmail: email.from ?? NO_SENDER, url: source.appUrl, ...replyTo };
  try {
    const overrides = await loadEmailsFolder(source.emailsFolder);
    const mail = renderMail({ key, to, template, data, app: sender }, { overrides });
    return { kind: 'written', mail };
  } catch (error) {
    if (!isEmailError(error)) throw error;
    return error.code === 'TEMPLATE_UNKNOWN'
      ? { kind: 'unwritten' }
      : { kind: 'refused', problem: `${error.message} ${error.hint ?? ''}`.trim() };
  }
}
