import { instant, link, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `subscription-ended`, sent when a subscription is over. */
export interface SubscriptionEndedData extends Recipient {
  /** The plan that ended, as people know it. */
  readonly plan?: string;
  /** Until when the app keeps the portal's data, unix ms. */
  readonly dataKeptUntil?: number;
  /** Where to subscribe again. Default: the app's address. */
  readonly resubscribeUrl?: string;
}

/** One paragraph and a way back. No survey, no "are you sure?". */
export const subscriptionEnded = defineTemplate<SubscriptionEndedData>({
  fields: { ...recipientFields, plan: words, dataKeptUntil: instant, resubscribeUrl: link },
  subject: (_, { app }) => `Your ${app.name} subscription has ended`,
  preview: ({ dataKeptUntil }, { date }) =>
    dataKeptUntil === undefined
      ? 'You will not be charged again.'
      : `You will not be charged again. We keep your data until ${date(dataKeptUntil)}.`,
  body: (
    { name, plan, dataKeptUntil, resubscribeUrl },
    { app, paragraph, greeting, button, signOff, date },
  ) => [
    greeting(name),
    paragraph(
      `Your ${app.name}${plan === undefined ? '' : ` ${plan}`} subscription has ended, and you will not be charged again. `,
      dataKeptUntil === undefined
        ? 'Should you come back soon, your settings and data are still here.'
        : `We keep your settings and data until ${date(dataKeptUntil)}: come back by then and everything is as you left it.`,
    ),
    button({ label: 'Subscribe again', url: resubscribeUrl ?? app.url }),
    paragraph('Thank you for having been with us.'),
    signOff(),
  ],
});
