import type { ConsoleSubject } from './console-subject.js';
import { subjectOf } from './pages/mail-page.js';
import type { MailboxRow } from './pages/mailbox-page.js';

/** The mails that came last, newest first, as a person would see them. */
export async function readMailbox(
  { mailbox, preview }: ConsoleSubject,
  count: number,
): Promise<readonly MailboxRow[]> {
  const numbered = mailbox.list().map((mail, at) => ({ mail, number: at + 1 }));
  const latest = numbered.slice(Math.max(0, numbered.length - count)).reverse();
  return Promise.all(
    latest.map(async (row) => ({ ...row, subject: subjectOf(row.mail, await preview(row.mail)) })),
  );
}
