import type { Parts } from '../document/parts.js';
import { integer, instant, link, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `usage-threshold`, sent once when a counter reaches 80 % of what the plan allows, and once when it reaches all of it. */
export interface UsageThresholdData extends Recipient {
  /** The limit's name in `hs-x.toml`, such as `records_per_month`. */
  readonly limit?: string;
  /** How much is used. */
  readonly used?: number;
  /** How much the plan allows. */
  readonly allowed?: number;
  /** The percentage reached: 80 or 100. Default 80. */
  readonly threshold?: number;
  /** When the count begins again, unix ms. */
  readonly resetsAt?: number;
  /** The plan, as people know it. */
  readonly plan?: string;
  /** Where to see the plans. Default: the app's address. */
  readonly upgradeUrl?: string;
}

/** Near the limit or at it: the numbers, the date they begin again, and the way to more. */
export const usageThreshold = defineTemplate<UsageThresholdData>({
  fields: {
    ...recipientFields,
    limit: words,
    used: integer,
    allowed: integer,
    threshold: integer,
    resetsAt: instant,
    plan: words,
    upgradeUrl: link,
  },
  subject: (data, { app }) =>
    isReached(data)
      ? `Your ${app.name} plan's ${thingsOf(data)} are used up`
      : `You have used ${String(data.threshold ?? 80)}% of your ${thingsOf(data)} in ${app.name}`,
  preview: (data, { date }) =>
    data.resetsAt === undefined
      ? 'What is used, what is left, and what you can do.'
      : `The count begins again on ${date(data.resetsAt)}.`,
  body: (data, parts) => {
    const { app, paragraph, greeting, facts, button, signOff } = parts;
    const rows = usageRows(data, parts);
    return [
      greeting(data.name),
      paragraph(isReached(data) ? reachedText(data, app.name) : nearText(data, app.name)),
      ...(rows.length === 0 ? [] : [facts(rows)]),
      button({ label: 'See your plan and others', url: data.upgradeUrl ?? app.url }),
      paragraph('If you expect to need more for a while, or wonder where it went, just reply to this email.'),
      signOff(),
    ];
  },
});

function isReached({ threshold = 80 }: UsageThresholdData): boolean {
  return threshold >= 100;
}

function reachedText(data: UsageThresholdData, appName: string): string {
  return (
    `Your HubSpot account has used all the ${thingsOf(data)} that ${planOf(data)} includes${periodOf(data)}. ` +
    `What needs more of them waits in ${appName} until the count begins again, or until you change to a larger plan. Nothing was deleted.`
  );
}

function nearText(data: UsageThresholdData, appName: string): string {
  return (
    `Your HubSpot account has used most of the ${thingsOf(data)} that ${planOf(data)} includes${periodOf(data)}. ` +
    `Everything goes on as before. Once all of them are used, what needs more waits in ${appName} until the count begins again.`
  );
}

function usageRows(data: UsageThresholdData, { date }: Parts): readonly { label: string; value: string }[] {
  const { used, allowed, resetsAt } = data;
  return [
    ...(used === undefined || allowed === undefined
      ? []
      : [{ label: 'Used', value: `${used.toLocaleString('en-US')} of ${allowed.toLocaleString('en-US')}` }]),
    ...(resetsAt === undefined ? [] : [{ label: 'Begins again on', value: date(resetsAt) }]),
  ];
}

function planOf({ plan }: UsageThresholdData): string {
  return plan === undefined ? 'your plan' : `your plan ${plan}`;
}

/** `records_per_month` counts records. */
function thingsOf({ limit }: UsageThresholdData): string {
  const name = limit?.replace(/_per_(month|day)$/, '').replaceAll('_', ' ');
  return name === undefined || name === '' ? 'units' : name;
}

function periodOf({ limit }: UsageThresholdData): string {
  const period = /_per_(month|day)$/.exec(limit ?? '')?.[1];
  return period === undefined ? '' : ` per ${period}`;
}
