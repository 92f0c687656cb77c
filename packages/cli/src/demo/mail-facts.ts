import type { SentMail } from '../dev/app-messages.js';
import type { StartedDev } from '../dev/started-dev.js';
import { adminEmailOf, PORTALS, type DemoPortal } from './demo-world.js';

/** The mails of the story, read portal by portal. */
export interface MailReader {
  /** Templates of the portal's mails since it was asked last, such as `trial-check-in`, each written out to see that it can be; null: none. */
  newFor(portal: DemoPortal): Promise<string | null>;
  /** Mails that no step has read, with their portal; null: none. */
  unread(): string | null;
}

/** Reads the mailbox of a running dev. */
export function createMailReader({ mailbox, preview, simulators }: StartedDev): MailReader {
  const read = new Set<string>();
  const unreadOf = (portal: DemoPortal): readonly SentMail[] => {
    const email = adminEmailOf(simulators.hubspot.control.portals(), portal);
    return mailbox.list().filter((mail) => !read.has(mail.key) && isFor(mail, portal, email));
  };
  return {
    async newFor(portal) {
      const mails = unreadOf(portal);
      for (const { key } of mails) read.add(key);
      const written = await Promise.all(mails.map((mail) => preview(mail)));
      return joined(
        mails.map(({ template }, at) =>
          written[at]?.kind === 'written' ? template : `${template} (${written[at]?.kind ?? ''})`,
        ),
      );
    },
    unread: () =>
      joined(
        Object.values(PORTALS).flatMap((portal) =>
          unreadOf(portal).map(({ template }) => `${portal.name}: ${template}`),
        ),
      ),
  };
}

/** The portal's latest mail of a template. Throws when there is none. */
export function latestMail(
  { mailbox }: StartedDev,
  { portalId, name }: DemoPortal,
  template: string,
): SentMail {
  const mail = mailbox
    .list()
    .findLast((one) => one.template === template && one.data.hubspotAccount === String(portalId));
  if (mail === undefined) throw new Error(`${name} got no mail "${template}".`);
  return mail;
}

/** One person may look after several portals: the mail says which one it is about. */
function isFor({ to, data }: SentMail, { portalId }: DemoPortal, adminEmail: string): boolean {
  return data.hubspotAccount === undefined ? to === adminEmail : data.hubspotAccount === String(portalId);
}

function joined(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join(', ');
}
