import type { Parts } from '../document/parts.js';
import { usageLine, usagePhrase, type UsageLine } from '../template/count-fields.js';
import { currency, instant, integer, link, listOf, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `usage-report`, the optional monthly mail. */
export interface UsageReportData extends Recipient {
  /** The first instant the report covers, unix ms. */
  readonly periodStartsAt?: number;
  /** The last instant the report covers, unix ms. */
  readonly periodEndsAt?: number;
  /** The plan, as people know it. */
  readonly plan?: string;
  /** What was used, one row a thing. */
  readonly usage?: readonly UsageLine[];
  /** What was charged in the period, in minor units; said only together with `currency`. */
  readonly amountMinor?: number;
  /** ISO 4217, such as `usd`. */
  readonly currency?: string;
  /** Where to look closer. Default: the app's address. */
  readonly openUrl?: string;
  /** Where to stop these reports; left out: by reply. */
  readonly stopUrl?: string;
}

/** What the app did for the portal in a month. */
export const usageReport = defineTemplate<UsageReportData>({
  fields: {
    ...recipientFields,
    periodStartsAt: instant,
    periodEndsAt: instant,
    plan: words,
    usage: listOf(usageLine),
    amountMinor: integer,
    currency,
    openUrl: link,
    stopUrl: link,
  },
  subject: (_, { app }) => `Your month with ${app.name}`,
  preview: ({ usage = [] }, { app }) =>
    usage[0] === undefined ? `What ${app.name} did for you.` : `${usage[0].label}: ${usagePhrase(usage[0])}.`,
  body: (data, parts) => {
    const { app, heading, paragraph, greeting, facts, button, finePrint, link: linkTo, signOff } = parts;
    const rows = reportRows(data, parts);
    return [
      heading(`Your month with ${app.name}`),
      greeting(data.name),
      paragraph(`Here is what ${app.name} did for you${periodText(data, parts)}.`),
      ...(rows.length === 0 ? [] : [facts(rows)]),
      button({ label: `Open ${app.name}`, url: data.openUrl ?? app.url }),
      signOff(),
      data.stopUrl === undefined
        ? finePrint('Rather not get this report? Reply with "stop" and we will switch it off.')
        : finePrint(linkTo({ label: 'Stop sending me this report', url: data.stopUrl })),
    ];
  },
});

function reportRows(data: UsageReportData, { money }: Parts): readonly { label: string; value: string }[] {
  const { usage = [], plan, amountMinor, currency: code } = data;
  return [
    ...usage.map((line) => ({ label: line.label, value: usagePhrase(line) })),
    ...(plan === undefined ? [] : [{ label: 'Plan', value: plan }]),
    ...(amountMinor === undefined || code === undefined
      ? []
      : [{ label: 'Charged', value: money(amountMinor, code) }]),
  ];
}

function periodText({ periodStartsAt, periodEndsAt }: UsageReportData, { date }: Parts): string {
  if (periodStartsAt === undefined || periodEndsAt === undefined) return ' last month';
  return ` from ${date(periodStartsAt)} to ${date(periodEndsAt)}`;
}
