import { EmailError } from '../email-error.js';

/** An SMTP server, as one address or in parts. */
export type SmtpConnection =
  | {
      /** `smtps://user:password@host:465` (TLS from the start) or `smtp://user:password@host:587` (STARTTLS). */
      readonly url: string;
    }
  | {
      readonly url?: never;
      readonly host: string;
      /** Default 587. */
      readonly port?: number;
      /** TLS from the first byte. Default: only on port 465; on others STARTTLS, required as soon as there is a password. */
      readonly secure?: boolean;
      readonly user?: string;
      readonly password?: string;
    };

/** The connection as nodemailer takes it. */
export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
}

/** Checks the settings; a password never travels unencrypted, except to this machine itself. Throws TRANSPORT_INVALID. */
export function connectionOf(connection: SmtpConnection): ConnectionSettings {
  const {
    host,
    port = 587,
    user,
    password,
    ...rest
  } = connection.url === undefined ? connection : readUrl(connection.url);
  const secure = rest.secure ?? port === 465;
  if (host === '') throw invalid('host is empty', 'the name of the server');
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw invalid(`port is ${String(port)}`, '1 to 65535');
  if ((user === undefined) !== (password === undefined)) {
    throw invalid('only one of user and password is set', 'both or none');
  }
  const auth = user === undefined || password === undefined ? {} : { auth: { user, pass: password } };
  return { host, port, secure, requireTLS: 'auth' in auth && !secure && !isLoopback(host), ...auth };
}

type HostConnection = Exclude<SmtpConnection, { readonly url: string }>;

function readUrl(text: string): HostConnection {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^smtps?:$/.test(url.protocol)) {
    throw invalid(
      'url is no SMTP address',
      'smtp://user:password@host:587 or smtps://user:password@host:465',
    );
  }
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(url.username === ''
      ? {}
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function invalid(seen: string, allowed: string): EmailError {
  return new EmailError({
    code: 'TRANSPORT_INVALID',
    message: `The SMTP mail transport cannot be set up: ${seen}. Allowed: ${allowed}.`,
    hint: 'Correct the transport settings.',
  });
}
