import { instant, link } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `billing-link`, sent to the portal's own address when a browser that nobody knows asks for billing. */
export interface BillingLinkData extends Recipient {
  /** The way to the billing page. Default: the app's address. */
  readonly billingUrl?: string;
  /** When the link stops working, unix ms. */
  readonly linkExpiresAt?: number;
}

/** The link to billing that somebody asked for. */
export const billingLink = defineTemplate<BillingLinkData>({
  fields: { ...recipientFields, billingUrl: link, linkExpiresAt: instant },
  subject: (_, { app }) => `Your ${app.name} billing link`,
  preview: () => 'Plan, card and invoices, one click away.',
  body: (
    { name, billingUrl, linkExpiresAt },
    { app, paragraph, greeting, button, finePrint, signOff, date },
  ) => [
    greeting(name),
    paragraph(
      `Here is the link you asked for. It opens billing for ${app.name}: plan, payment method and invoices.`,
    ),
    button({ label: 'Open billing', url: billingUrl ?? app.url }),
    finePrint(
      linkExpiresAt === undefined ? '' : `The link works until ${date(linkExpiresAt)}. `,
      'Whoever has it can open billing, so please do not forward it. If you did not ask for it, you can ignore this email.',
    ),
    signOff(),
  ],
});
