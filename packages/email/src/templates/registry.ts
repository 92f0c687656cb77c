/** Every built-in mail by the name that the outbox and an app's `emails/` folder use. */
import type { Template } from '../template/template.js';
import { billingLink } from './billing-link.js';
import { lastAttempt } from './last-attempt.js';
import { operatorAlert } from './operator-alert.js';
import { paymentFailed } from './payment-failed.js';
import { planDowngraded } from './plan-downgraded.js';
import { planRestored } from './plan-restored.js';
import { setupDone } from './setup-done.js';
import { subscriptionEnded } from './subscription-ended.js';
import { trialCheckIn } from './trial-check-in.js';
import { trialEnded } from './trial-ended.js';
import { trialEnding } from './trial-ending.js';
import { usageReport } from './usage-report.js';
import { usageThreshold } from './usage-threshold.js';
import { welcomePayLater } from './welcome-pay-later.js';

/** The built-in templates by name. */
export const templates = {
  'billing-link': billingLink,
  'last-attempt': lastAttempt,
  'operator-alert': operatorAlert,
  'payment-failed': paymentFailed,
  'plan-downgraded': planDowngraded,
  'plan-restored': planRestored,
  'setup-done': setupDone,
  'subscription-ended': subscriptionEnded,
  'trial-check-in': trialCheckIn,
  'trial-ended': trialEnded,
  'trial-ending': trialEnding,
  'usage-report': usageReport,
  'usage-threshold': usageThreshold,
  'welcome-pay-later': welcomePayLater,
} as const;

/** The name of a built-in template. */
export type TemplateName = keyof typeof templates;

/** The data of a built-in template. */
export type TemplateData<Name extends TemplateName> =
  (typeof templates)[Name] extends Template<infer Data> ? Data : never;
