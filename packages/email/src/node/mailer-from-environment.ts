/**
 * The mailer of a deployed app: who it sends as is in hs-x.toml, how it sends is in the environment, and its own words are in `emails/`. One
 * transport has to be named, and only one: with two, nobody could say by which a mail went.
 */
import { createMailer } from '../create-mailer.js';
import { EmailError } from '../email-error.js';
import { bounceReader, httpTransport, type BounceReader } from '../http/index.js';
import type { Mailer } from '../mail.js';
import type { Transport } from '../transport.js';
import { loadEmailsFolder } from './load-emails-folder.js';

/** Environment names and values. */
export type MailEnvironment = Readonly<Record<string, string | undefined>>;

/** What a mailer is made from. */
export interface MailSource {
  /** The parsed `hs-x.toml`, or what of it counts here. */
  readonly config: {
    readonly app: { readonly name: string };
    readonly email: {
      /** Null: the app sends no mails. */
      readonly from: string | null;
      readonly reply_to: string | null;
    };
  };
  /** `SMTP_URL` or `RESEND_API_KEY`, and `APP_URL`, the app's public address. */
  readonly environment: MailEnvironment;
  /** The app's `emails/`; it need not exist. */
  readonly emailsFolder: string;
}

/**
 * The app's mailer, over SMTP with `SMTP_URL` (needs the peer `nodemailer`) or over Resend's API with `RESEND_API_KEY`; null when hs-x.toml
 * names no sender. Throws TRANSPORT_INVALID when neither or both are set, SENDER_REFUSED or TEMPLATE_INVALID.
 */
export async function mailerFromEnvironment(source: MailSource): Promise<Mailer | null> {
  const { config, environment, emailsFolder } = source;
  const { from: fromEmail, reply_to: replyTo } = config.email;
  if (fromEmail === null) return null;
  const transport = await transportOf(environment);
  const app = { name: config.app.name, fromEmail, url: valueOf(environment, 'APP_URL') ?? '' };
  return createMailer({
    transport,
    app: replyTo === null ? app : { ...app, replyTo },
    overrides: await loadEmailsFolder(emailsFolder),
  });
}

/**
 * The reader of Resend's webhooks with `RESEND_WEBHOOK_SECRET` (comma-separated while one replaces the other); null when it is not set. Throws
 * TRANSPORT_INVALID when a secret is malformed.
 */
export async function bounceReaderFromEnvironment(
  environment: MailEnvironment,
): Promise<BounceReader | null> {
  const value = valueOf(environment, 'RESEND_WEBHOOK_SECRET');
  if (value === undefined) return null;
  const secrets = value.split(',').map((secret) => secret.trim());
  return bounceReader({ provider: 'resend', secrets: secrets.filter((secret) => secret !== '') });
}

async function transportOf(environment: MailEnvironment): Promise<Transport> {
  const url = valueOf(environment, 'SMTP_URL');
  const apiKey = valueOf(environment, 'RESEND_API_KEY');
  if (url !== undefined && apiKey !== undefined) throw invalid('SMTP_URL and RESEND_API_KEY are both set');
  if (url !== undefined) return (await loadSmtp()).smtpTransport({ url });
  if (apiKey !== undefined) return httpTransport({ provider: 'resend', apiKey });
  throw invalid('[email] from is set in hs-x.toml, and neither SMTP_URL nor RESEND_API_KEY is set');
}

/** Loaded only when it is used: an app that sends over HTTP needs no nodemailer. */
async function loadSmtp(): Promise<typeof import('../smtp/index.js')> {
  try {
    return await import('../smtp/index.js');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new EmailError({
      code: 'TRANSPORT_INVALID',
      message: 'Mails cannot be sent: SMTP_URL is set, and the package nodemailer is not installed.',
      hint: 'Run: npm install nodemailer@10',
    });
  }
}

/** An empty value counts as none. */
function valueOf(environment: MailEnvironment, name: string): string | undefined {
  const value = environment[name]?.trim() ?? '';
  return value === '' ? undefined : value;
}

function invalid(seen: string): EmailError {
  return new EmailError({
    code: 'TRANSPORT_INVALID',
    message: `Mails cannot be sent: ${seen}. Allowed: exactly one of the two.`,
    hint: 'Set SMTP_URL=smtps://user:password@host:465 or RESEND_API_KEY=re_… where the app runs.',
  });
}
