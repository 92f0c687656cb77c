import type { SentMail } from './app-messages.js';

/** Every mail the app sent in this run, once each. */
export interface Mailbox {
  /** Oldest first. */
  list(): readonly SentMail[];
  /** Takes a mail in; one with a known key is the same mail again. */
  receive(mail: SentMail): void;
}

/** An empty mailbox. */
export function createMailbox(): Mailbox {
  const mails = new Map<string, SentMail>();
  return {
    list: () => [...mails.values()],
    receive: (mail) => {
      if (!mails.has(mail.key)) mails.set(mail.key, mail);
    },
  };
}
