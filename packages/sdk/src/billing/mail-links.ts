/**
 * From what billing announces to what the mails of `@hs-x/email` say. Announcements are pure: they cannot sign links and know no template.
 * So a mail gets its link when it leaves, and this is the one place that knows which field a template calls it by.
 */
import type { Entitlement } from '../contract/entitlement.js';
import { isRecord } from '../kernel/fields.js';
import type { PortalId } from '../kernel/ids.js';
import { DAY_MS, type Instant } from '../kernel/instant.js';

type MailData = Readonly<Record<string, unknown>>;

/** What a mail is about when it leaves. */
export interface MailOccasion {
  readonly template: string;
  readonly data: MailData;
  readonly portalId: PortalId;
  /** The portal's row now: the end of a trial reads differently to somebody who stays. */
  readonly row: Entitlement | null;
  readonly billingUrl: string;
  readonly now: Instant;
}

/** The field each built-in template calls its button's link by. */
const LINK_FIELDS: Readonly<Record<string, string>> = {
  'billing-link': 'billingUrl',
  'last-attempt': 'updatePaymentUrl',
  'payment-failed': 'updatePaymentUrl',
  'plan-downgraded': 'restoreUrl',
  'plan-restored': 'openUrl',
  'setup-done': 'openUrl',
  'subscription-ended': 'resubscribeUrl',
  'trial-check-in': 'openUrl',
  'trial-ended': 'upgradeUrl',
  'trial-ending': 'upgradeUrl',
  'usage-threshold': 'upgradeUrl',
  'welcome-pay-later': 'nextUrl',
};

/** Names that announcements and templates do not share. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'last-attempt': { graceEndsAt: 'accessEndsAt' },
  'payment-failed': { nextAttemptAt: 'retryAt' },
  'plan-restored': { toPlan: 'plan' },
  'subscription-ended': { retentionEndsAt: 'dataKeptUntil' },
};

/** Whether the mail is one of those that lead to the portal's billing page. */
export function hasMailLink(template: string): boolean {
  return Object.hasOwn(LINK_FIELDS, template);
}

/** The data as the template reads it, with its link. What an author gave goes first. */
export function mailDataOf(occasion: MailOccasion): MailData {
  const { template, data, portalId, billingUrl } = occasion;
  const names = RENAMED[template] ?? {};
  const renamed = Object.entries(data).map(([name, value]) => [names[name] ?? name, shapeOf(name, value)]);
  return {
    hubspotAccount: portalId,
    [linkFieldOf(occasion)]: billingUrl,
    ...daysLeftOf(occasion),
    ...(Object.fromEntries(renamed) as MailData),
  };
}

/** Whoever stays after a trial has nothing to upgrade: the link manages what has begun. */
function linkFieldOf({ template, row }: MailOccasion): string {
  const goesOn = row?.subscriptionId !== undefined && (row.status === 'active' || row.status === 'past_due');
  if (template === 'trial-ended' && goesOn) return 'manageUrl';
  return LINK_FIELDS[template] ?? 'billingUrl';
}

function daysLeftOf({ template, data, now }: MailOccasion): MailData {
  const { trialEndsAt } = data;
  if (template !== 'trial-ending' || typeof trialEndsAt !== 'number') return {};
  return { daysLeft: Math.max(0, Math.round((trialEndsAt - now) / DAY_MS)) };
}

/** `{ syncs: 9 }` is `[{ kind: 'sync', count: 9 }]` in a mail. */
function shapeOf(name: string, value: unknown): unknown {
  if ((name !== 'paused' && name !== 'resumed') || !isRecord(value)) return value;
  return Object.entries(value).map(([limit, count]) => ({ kind: singularOf(limit), count }));
}

/** Limits are named in the plural: `syncs`, `inboxes`, `custom_replies`. */
function singularOf(limit: string): string {
  const words = limit.replaceAll('_', ' ');
  if (words.endsWith('ies')) return `${words.slice(0, -3)}y`;
  return words.replace(/(?<=x|ch|sh|ss)es$|(?<!s)s$/, '');
}
