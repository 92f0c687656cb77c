import { link, listOf, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `trial-ended`, sent when a trial ends without a subscription. */
export interface TrialEndedData extends Recipient {
  /** The plan that was on trial, as people know it. */
  readonly plan?: string;
  /** What no longer works, one entry a thing, as people know it. */
  readonly changes?: readonly string[];
  /** Where to subscribe. Default: the app's address. */
  readonly upgradeUrl?: string;
}

/** Day 14: the trial is over, here is what changes. */
export const trialEnded = defineTemplate<TrialEndedData>({
  fields: { ...recipientFields, plan: words, changes: listOf(words), upgradeUrl: link },
  subject: (_, { app }) => `Your ${app.name} trial has ended`,
  preview: () => 'Here is what changes now, and how to keep going.',
  body: ({ name, plan, changes = [], upgradeUrl }, { app, paragraph, greeting, list, button, signOff }) => [
    greeting(name),
    ...(changes.length === 0
      ? [
          paragraph(
            `Your ${app.name} trial has ended. Paid features are switched off for now. `,
            'Nothing was deleted, and nothing was charged.',
          ),
        ]
      : [
          paragraph(`Your ${app.name} trial has ended. From now on, these are switched off:`),
          list(changes),
          paragraph('Nothing was deleted, and nothing was charged.'),
        ]),
    button({
      label: plan === undefined ? 'Choose a plan' : `Continue with ${plan}`,
      url: upgradeUrl ?? app.url,
    }),
    paragraph('As soon as you subscribe, everything works as it did yesterday.'),
    signOff(),
  ],
});
