import type { Block } from '../document/block.js';
import type { Parts } from '../document/parts.js';
import { link, listOf, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `trial-ended`, sent when a trial ends. */
export interface TrialEndedData extends Recipient {
  /** The plan that was on trial, as people know it. */
  readonly plan?: string;
  /** What no longer works, one entry a thing, as people know it. */
  readonly changes?: readonly string[];
  /** Where to subscribe. Default: the app's address. */
  readonly upgradeUrl?: string;
  /** Where to change the plan or leave, when the subscription goes on after the trial; then nothing is said to be switched off. */
  readonly manageUrl?: string;
}

/** Day 14: the trial is over, here is what changes; nothing, for those who stay. */
export const trialEnded = defineTemplate<TrialEndedData>({
  fields: {
    ...recipientFields,
    plan: words,
    changes: listOf(words),
    upgradeUrl: link,
    manageUrl: link,
  },
  subject: (_, { app }) => `Your ${app.name} trial has ended`,
  preview: ({ manageUrl }) =>
    manageUrl === undefined
      ? 'Here is what changes now, and how to keep going.'
      : 'Nothing changes: your subscription has begun.',
  body: (data, parts) =>
    data.manageUrl === undefined ? leavingBody(data, parts) : stayingBody(data, data.manageUrl, parts),
});

function leavingBody(
  { name, plan, changes = [], upgradeUrl }: TrialEndedData,
  parts: Parts,
): readonly Block[] {
  const { app, paragraph, greeting, list, button, signOff } = parts;
  return [
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
  ];
}

function stayingBody({ name, plan }: TrialEndedData, manageUrl: string, parts: Parts): readonly Block[] {
  const { app, paragraph, greeting, button, signOff } = parts;
  return [
    greeting(name),
    paragraph(
      `Your ${app.name} trial has ended, and your subscription${plan === undefined ? '' : ` to ${plan}`} has begun. `,
      'Nothing changes: your settings and data stay exactly as they are.',
    ),
    button({ label: 'See plan and invoices', url: manageUrl }),
    paragraph(
      'You can change the plan or cancel there at any time. If you have any questions, just reply to this email.',
    ),
    signOff(),
  ];
}
