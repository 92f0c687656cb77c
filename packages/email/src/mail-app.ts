/** Who the mails come from. People answer billing mails, so a sender that nobody reads is refused when the app starts. */
import { isAddress } from './address.js';
import { EmailError } from './email-error.js';
import { plainText } from './format/plain-text.js';
import type { Sender } from './rendered-mail.js';

/** The app as its mails present it. */
export interface MailApp {
  /** Shown in subjects, as the sender and below each mail, 1 to 100 characters. */
  readonly name: string;
  /** The sender, for example `billing@yourapp.com`; an address that cannot be answered (`noreply@`) is refused. */
  readonly fromEmail: string;
  /** Where answers go. Default: `fromEmail`. */
  readonly replyTo?: string;
  /** The app's public address, `http(s)://…`: base of relative links, and where buttons lead that got no link. */
  readonly url: string;
  /** IANA time zone in which dates are told. Default `UTC`. */
  readonly timeZone?: string;
}

/** Checks the app's settings and gives its sender; throws SENDER_REFUSED. */
export function senderOf(app: MailApp): Sender {
  const name = plainText(app.name);
  if (name === '' || name.length > 100) {
    throw refused({ setting: 'app.name', seen: app.name, allowed: '1 to 100 characters' });
  }
  requireReplyable('app.fromEmail', app.fromEmail);
  if (app.replyTo !== undefined) requireReplyable('app.replyTo', app.replyTo);
  if (!isWebUrl(app.url)) {
    throw refused({
      setting: 'app.url',
      seen: app.url,
      allowed: 'an address such as https://app.example.com',
    });
  }
  requireTimeZone(app.timeZone);
  return { name: `The ${name} team`, email: app.fromEmail };
}

const UNANSWERED = /^(no|do[-_.]?not|dont)[-_.]?reply/i;

function requireReplyable(setting: string, email: string): void {
  if (!isAddress(email)) {
    throw refused({ setting, seen: email, allowed: 'one address such as billing@yourapp.com' });
  }
  if (UNANSWERED.test(email)) {
    throw refused({
      setting,
      seen: email,
      allowed: 'an address somebody reads, such as billing@yourapp.com: customers answer billing mails',
    });
  }
}

function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function requireTimeZone(timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
  } catch {
    throw refused({ setting: 'app.timeZone', seen: timeZone, allowed: 'an IANA name such as Europe/Berlin' });
  }
}

function refused({ setting, seen, allowed }: { setting: string; seen: string; allowed: string }): EmailError {
  return new EmailError({
    code: 'SENDER_REFUSED',
    message: `Mails cannot be sent: ${setting} is ${JSON.stringify(seen)}. Allowed: ${allowed}.`,
    hint: `Set ${setting}; no mail was sent.`,
    details: { setting },
  });
}
