import { problem, skipped, type Finding, type Unanswered } from '../finding.js';

/** What to say of a question to Stripe that got no answer: a refusal is told as what it is; who cannot be reached is another matter. */
export function unanswered(check: string, mode: string, { reason, code }: Unanswered): Finding {
  return code === 'PROVIDER_REFUSED'
    ? problem(check, `${mode} mode: ${reason}`, 'hs-x secrets set STRIPE_SECRET')
    : skipped(check, `${mode} mode: ${reason}`);
}
