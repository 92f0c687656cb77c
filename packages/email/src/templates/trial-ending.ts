import { integer, instant, link, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `trial-ending`, sent three days before a trial ends. */
export interface TrialEndingData extends Recipient {
  /** Whole days left, 0 for today. */
  readonly daysLeft?: number;
  /** When the trial ends, unix ms. */
  readonly trialEndsAt?: number;
  /** Where to upgrade. Default: the app's address. */
  readonly upgradeUrl?: string;
  /** The plan on trial, as people know it. */
  readonly plan?: string;
}

/** Day 11: the trial ends soon. */
export const trialEnding = defineTemplate<TrialEndingData>({
  fields: { ...recipientFields, daysLeft: integer, trialEndsAt: instant, upgradeUrl: link, plan: words },
  subject: ({ daysLeft }, { app }) => `Your ${app.name} trial ends ${whenText(daysLeft)}`,
  preview: () => 'Keep everything you have set up: choose a plan before then.',
  body: (data, { app, paragraph, greeting, button, signOff, date }) => {
    const trial =
      data.plan === undefined ? `Your ${app.name} trial` : `Your trial of ${app.name} ${data.plan}`;
    const day = data.trialEndsAt === undefined ? '' : `, on ${date(data.trialEndsAt)}`;
    return [
      greeting(data.name),
      paragraph(`${trial} ends ${whenText(data.daysLeft)}${day}.`),
      paragraph('Upgrade before then and nothing changes: your settings and data stay exactly as they are.'),
      button({ label: 'Upgrade now', url: data.upgradeUrl ?? app.url }),
      paragraph('Not sure which plan fits? Reply to this email and we will help you choose.'),
      signOff(),
    ];
  },
});

function whenText(daysLeft: number | undefined): string {
  if (daysLeft === undefined) return 'soon';
  if (daysLeft <= 0) return 'today';
  return daysLeft === 1 ? 'tomorrow' : `in ${String(daysLeft)} days`;
}
