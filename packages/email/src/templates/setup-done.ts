import { link, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `setup-done`, promised by the success page when setting up took longer than ten seconds. */
export interface SetupDoneData extends Recipient {
  /** The plan now active, as people know it. */
  readonly plan?: string;
  /** Where to begin. Default: the app's address. */
  readonly openUrl?: string;
}

/** The account that took a moment is ready. */
export const setupDone = defineTemplate<SetupDoneData>({
  fields: { ...recipientFields, plan: words, openUrl: link },
  subject: (_, { app }) => `${app.name} is ready`,
  preview: () => 'Your account is set up. You can start now.',
  body: ({ name, plan, openUrl }, { app, paragraph, greeting, button, signOff }) => [
    greeting(name),
    paragraph(
      'Thank you for your patience: your account is set up',
      plan === undefined ? '' : `, and ${app.name} ${plan} is active`,
      '. You can start right away.',
    ),
    button({ label: `Open ${app.name}`, url: openUrl ?? app.url }),
    signOff(),
  ],
});
