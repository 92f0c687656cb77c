import { currency, instant, integer, link } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `payment-failed`, sent once for each failed attempt that will be followed by another. */
export interface PaymentFailedData extends Recipient {
  /** When the provider tries again, unix ms. */
  readonly retryAt?: number;
  /** Where the card is updated in one click, without another login. Default: the app's address. */
  readonly updatePaymentUrl?: string;
  /** What was due, in minor units; said only together with `currency`. */
  readonly amountMinor?: number;
  /** ISO 4217, such as `usd`. */
  readonly currency?: string;
}

/** The dunning mail: short, a real date, one button, and somebody who answers. */
export const paymentFailed = defineTemplate<PaymentFailedData>({
  fields: {
    ...recipientFields,
    retryAt: instant,
    updatePaymentUrl: link,
    amountMinor: integer,
    currency,
  },
  subject: (_, { app }) => `Your ${app.name} payment didn't go through`,
  preview: ({ retryAt }, { date }) =>
    retryAt === undefined
      ? "We'll retry soon. Updating your card takes a minute."
      : `We'll retry on ${date(retryAt)}. Updating your card takes a minute.`,
  body: (data, { app, paragraph, greeting, button, signOff, date, money }) => {
    const { amountMinor, currency: code } = data;
    const amount = amountMinor === undefined || code === undefined ? '' : ` (${money(amountMinor, code)})`;
    const retry = data.retryAt === undefined ? 'in the next few days' : `on ${date(data.retryAt)}`;
    return [
      greeting(data.name),
      paragraph(
        `Your card on file was declined when we tried to renew your ${app.name} subscription${amount}. `,
        `We'll retry ${retry}. To update your card now and avoid any interruption, click below.`,
      ),
      button({ label: 'Update payment method', url: data.updatePaymentUrl ?? app.url }),
      paragraph('If you have any questions, just reply to this email.'),
      signOff(),
    ];
  },
});
