import { instant, link } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `trial-check-in`, sent on day 3 of a trial. */
export interface TrialCheckInData extends Recipient {
  /** When the trial ends, unix ms. */
  readonly trialEndsAt?: number;
  /** Where to carry on. Default: the app's address. */
  readonly openUrl?: string;
}

/** Day 3: did they actually try it? */
export const trialCheckIn = defineTemplate<TrialCheckInData>({
  fields: { ...recipientFields, trialEndsAt: instant, openUrl: link },
  subject: (_, { app }) => `How is ${app.name} going?`,
  preview: () => 'Three days in. If something is in your way, a reply is enough.',
  body: ({ name, trialEndsAt, openUrl }, { app, paragraph, greeting, button, signOff, date }) => [
    greeting(name),
    paragraph(
      `You have had ${app.name} for a few days now. Did you get to the part you installed it for? `,
      'If something is unclear or does not work the way your team does, just reply to this email.',
    ),
    button({ label: `Open ${app.name}`, url: openUrl ?? app.url }),
    ...(trialEndsAt === undefined
      ? []
      : [paragraph(`Your trial runs until ${date(trialEndsAt)}, so there is time to try the rest.`)]),
    signOff(),
  ],
});
