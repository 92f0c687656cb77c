import { FREE_PLAN, type AppAnswers } from './app-answers.js';

/** `[billing]` of a new app: the free plan reads, every paid plan writes, the highest automates and knows no limit. */
export function billingToml({ plans, provider }: AppAnswers): string {
  const paid = plans.filter((plan) => plan !== FREE_PLAN);
  const blocks = plans.map((plan) =>
    plan === FREE_PLAN
      ? freePlan()
      : paidPlan(plan, { provider, rank: paid.indexOf(plan), count: paid.length }),
  );
  const trial = provider === 'stripe' ? ['trial_days = 14'] : [];
  return [['[billing]', `provider = "${provider}"`, ...trial].join('\n'), ...blocks].join('\n\n');
}

function freePlan(): string {
  return [`[billing.plan.${FREE_PLAN}]`, 'stripe_price = ""', 'features = ["notes.read"]'].join('\n');
}

interface PaidPlace {
  readonly provider: AppAnswers['provider'];
  /** 0 for the lowest paid plan. */
  readonly rank: number;
  readonly count: number;
}

function paidPlan(plan: string, { provider, rank, count }: PaidPlace): string {
  const isHighest = rank === count - 1;
  const features = ['notes.read', 'notes.write', ...(isHighest ? ['notes.automate'] : [])];
  const limit = isHighest && count > 1 ? '-1' : `${10 ** rank}_000`;
  return [
    `[billing.plan.${plan}]`,
    `stripe_price = ${priceOf(plan, provider)}`,
    `features = [${features.map((feature) => `"${feature}"`).join(', ')}]`,
    `limits = { notes_per_month = ${limit} }`,
  ].join('\n');
}

function priceOf(plan: string, provider: AppAnswers['provider']): string {
  if (provider === 'invoice') return `"invoice_${plan}"`;
  return `{ test = "price_replace_test_${plan}", live = "price_replace_live_${plan}" }`;
}
