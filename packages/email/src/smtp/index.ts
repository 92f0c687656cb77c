/** Mail over SMTP, on Node. Needs the peer dependency `nodemailer`. */
export { smtpTransport, type SmtpTransportOptions } from './smtp-transport.js';
export type { SmtpConnection } from './smtp-connection.js';
