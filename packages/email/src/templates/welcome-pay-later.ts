import { integer, link, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `welcome-pay-later`, sent after an install that could not lead to checkout, such as one from the Marketplace. */
export interface WelcomePayLaterData extends Recipient {
  /** The next step: checkout, behind a link that may be used again. Default: the app's address. */
  readonly nextUrl?: string;
  /** The plan the link leads to, as people know it. */
  readonly plan?: string;
  /** Days of free trial, if there is one. */
  readonly trialDays?: number;
}

/** The welcome of an install from the Marketplace, with the step that HubSpot has no room for. */
export const welcomePayLater = defineTemplate<WelcomePayLaterData>({
  fields: { ...recipientFields, nextUrl: link, plan: words, trialDays: integer },
  subject: (_, { app }) => `Welcome to ${app.name}: one step left`,
  preview: (_, { app }) => `${app.name} is connected to HubSpot. Choose how to start.`,
  body: ({ name, nextUrl, plan, trialDays = 0 }, { app, paragraph, greeting, button, signOff }) => [
    greeting(name),
    paragraph(
      `${app.name} is installed and connected to your HubSpot account. One step is left: ${stepText(plan, trialDays)}.`,
    ),
    button({ label: trialDays > 0 ? 'Start your free trial' : 'Choose your plan', url: nextUrl ?? app.url }),
    paragraph(
      'It takes about two minutes, and you can come back to this email whenever it suits you. ',
      'Until then, the free features are yours to use.',
    ),
    signOff(),
  ],
});

function stepText(plan: string | undefined, trialDays: number): string {
  const of = plan === undefined ? '' : ` of ${plan}`;
  if (trialDays > 0) return `starting your ${String(trialDays)}-day free trial${of}`;
  return plan === undefined ? 'choosing a plan' : `subscribing to ${plan}`;
}
