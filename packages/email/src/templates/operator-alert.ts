import { instant, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `operator-alert`, sent to the app's own operator. */
export interface OperatorAlertData extends Recipient {
  /** What kind of alert it is, such as `unknown_price`. */
  readonly code?: string;
  /** What happened and what to do. */
  readonly message?: string;
  /** When, unix ms. */
  readonly raisedAt?: number;
}

/** Something needs a person who runs the app. */
export const operatorAlert = defineTemplate<OperatorAlertData>({
  fields: { ...recipientFields, code: words, message: words, raisedAt: instant },
  subject: ({ code, hubspotAccount }, { app }) =>
    `${app.name} alert: ${titleOf(code)}${hubspotAccount === undefined ? '' : ` (${hubspotAccount})`}`,
  preview: ({ message }) => message ?? 'Something needs a person to look at it.',
  body: ({ name, code, message, hubspotAccount, raisedAt }, parts) => {
    const { app, paragraph, greeting, facts, signOff, date } = parts;
    return [
      greeting(name),
      paragraph(message ?? `Something in ${app.name} needs a person to look at it.`),
      facts([
        { label: 'Alert', value: titleOf(code) },
        ...(hubspotAccount === undefined ? [] : [{ label: 'HubSpot account', value: hubspotAccount }]),
        ...(raisedAt === undefined ? [] : [{ label: 'Since', value: date(raisedAt) }]),
      ]),
      paragraph(
        'Where the app runs, "hs-x billing alerts" lists every open alert with its details and resolves it. ',
        'You hear of each alert once until it is resolved.',
      ),
      signOff(),
    ];
  },
  footer: (_, { app }) => [
    `You receive this email because hs-x.toml of ${app.name} names your address under [alerts].`,
  ],
});

/** `unknown_price` as "unknown price". */
function titleOf(code = 'a person is needed'): string {
  return code.replaceAll('_', ' ');
}
