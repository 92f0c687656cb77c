/**
 * Day 3 of a trial, in this app's own words. A file named like one of HS-X's mails takes its place; without the file HS-X's own is sent.
 * `hs-x dev` shows every mail it would send in its mailbox.
 */
import { defineTemplate } from '@hs-x/email';

/** @type {import('@hs-x/email').Template<import('@hs-x/email').TrialCheckInData>} */
export const template = defineTemplate({
  subject: (_, { app }) => `Have you written your first note in ${app.name}?`,
  preview: () => 'It takes ten seconds, and the next call goes better.',
  body: ({ name, openUrl }, { app, greeting, paragraph, button, signOff }) => [
    greeting(name),
    paragraph(
      'Open any contact and write down what your team should know before the next call. ',
      'If something is in your way, just reply to this email.',
    ),
    button({ label: `Open ${app.name}`, url: openUrl ?? app.url }),
    signOff(),
  ],
});
