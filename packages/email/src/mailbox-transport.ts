import type { RenderedMail } from './rendered-mail.js';
import type { Transport } from './transport.js';

/** A transport that puts mails into a mailbox of yours: for development, tests and previews. The mailbox keeps one mail a key. */
export function mailboxTransport(receive: (mail: RenderedMail) => void | Promise<void>): Transport {
  return {
    deduplicates: true,
    send: async (mail) => {
      await receive(mail);
    },
  };
}
