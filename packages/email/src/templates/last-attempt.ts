import { currency, instant, integer, link } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `last-attempt`, sent when a payment failed and the provider will not try again. */
export interface LastAttemptData extends Recipient {
  /** Where the card is updated and the invoice paid. Default: the app's address. */
  readonly updatePaymentUrl?: string;
  /** When paid features stop, unix ms; left out: they have stopped. */
  readonly accessEndsAt?: number;
  /** What is due, in minor units; said only together with `currency`. */
  readonly amountMinor?: number;
  /** ISO 4217, such as `usd`. */
  readonly currency?: string;
}

/** The last dunning mail: no further retry comes, so it says so. */
export const lastAttempt = defineTemplate<LastAttemptData>({
  fields: {
    ...recipientFields,
    updatePaymentUrl: link,
    accessEndsAt: instant,
    amountMinor: integer,
    currency,
  },
  subject: (_, { app }) => `Last notice: your ${app.name} payment didn't go through`,
  preview: () => "We won't try your card again. Updating it keeps your subscription.",
  body: (data, { app, paragraph, greeting, strong, button, signOff, date, money }) => {
    const { amountMinor, currency: code } = data;
    const amount = amountMinor === undefined || code === undefined ? '' : `${money(amountMinor, code)} to `;
    const access =
      data.accessEndsAt === undefined
        ? 'Until it is paid, paid features are switched off.'
        : `Without a payment, paid features are switched off on ${date(data.accessEndsAt)}.`;
    return [
      greeting(data.name),
      paragraph(
        `We tried several times to charge ${amount}your card for ${app.name}, and it was declined each time. `,
        strong("This was the last attempt: we won't try again."),
        ` ${access} Your data stays where it is.`,
      ),
      button({ label: 'Update payment method', url: data.updatePaymentUrl ?? app.url }),
      paragraph('If something went wrong on our side, or you need more time, just reply to this email.'),
      signOff(),
    ];
  },
});
