/** An app's mails on Node: its `emails/` folder, and its mailer and bounce reader from the environment. */
export { loadEmailsFolder } from './load-emails-folder.js';
export {
  bounceReaderFromEnvironment,
  mailerFromEnvironment,
  type MailEnvironment,
  type MailSource,
} from './mailer-from-environment.js';
