/**
 * What every published action says about payment in HubSpot: the output fields a branch can ask for, and the sentences a person reads in
 * the workflow's history. Added to the author's own when the project files are made.
 */
import type { ExecutionRule, OutputField } from './surface-options.js';

/** The output fields of a step that was refused; absent from a step that ran. */
export const PAYMENT_OUTPUT_FIELDS: Readonly<
  Record<'errorCode' | 'errorMessage' | 'upgradeUrl', OutputField>
> = {
  errorCode: { type: 'string', label: 'Error code' },
  errorMessage: { type: 'string', label: 'Error message' },
  upgradeUrl: { type: 'string', label: 'Link to the billing page' },
};

/** The sentences for the workflow's history. */
export const PAYMENT_EXECUTION_RULES: readonly ExecutionRule[] = [
  {
    labelName: 'hsxPaymentRequired',
    conditions: { errorCode: 'PAYMENT_REQUIRED' },
    text: 'Skipped: the app’s subscription is not active. {{errorMessage}} Subscribe or update the payment method: {{upgradeUrl}}',
  },
  {
    labelName: 'hsxPlanUpgradeRequired',
    conditions: { errorCode: 'PLAN_UPGRADE_REQUIRED' },
    text: 'Skipped: the app’s plan does not include this step. Upgrade: {{upgradeUrl}}',
  },
  {
    labelName: 'hsxLimitExceeded',
    conditions: { errorCode: 'LIMIT_EXCEEDED' },
    text: 'Skipped: the app’s plan allows no more of this. {{errorMessage}} Upgrade: {{upgradeUrl}}',
  },
];
