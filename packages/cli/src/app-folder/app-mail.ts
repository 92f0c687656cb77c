import { join } from 'node:path';
import { bounceReaderFromEnvironment, mailerFromEnvironment } from '@hs-x/email/node';
import type { BounceReader, Mailer } from '@hs-x/sdk/billing';
import type { AppConfig } from '@hs-x/sdk/config';
import type { AppFolder } from './app-folder.js';
import type { Environment } from './own-environment.js';

/** How an app outside `dev` sends mails and hears of bounces, as `startNodeApp` takes it. */
export interface AppMail {
  /** Missing when hs-x.toml names no sender. */
  readonly mailer?: Mailer;
  /** Missing without `RESEND_WEBHOOK_SECRET`. */
  readonly bounceReader?: BounceReader;
}

/**
 * The mails of an app from its folder and environment. Throws EmailError: TRANSPORT_INVALID when a sender is named and neither or both of
 * SMTP_URL and RESEND_API_KEY are set, SENDER_REFUSED, or TEMPLATE_INVALID.
 */
export async function appMail(
  folder: AppFolder,
  { config, environment }: { readonly config: AppConfig; readonly environment: Environment },
): Promise<AppMail> {
  const emailsFolder = join(folder.path, 'emails');
  const [mailer, bounceReader] = await Promise.all([
    mailerFromEnvironment({ config, environment, emailsFolder }),
    bounceReaderFromEnvironment(environment),
  ]);
  return { ...(mailer ? { mailer } : {}), ...(bounceReader ? { bounceReader } : {}) };
}
