/** The success page waits ten seconds at most. When the subscription shows later than that, the promised mail says so, once. */
import { isSetUp } from '../access.js';
import { mailTo, silence, type Announcement, type Change } from './announcement.js';

/** Keeps the promise as soon as the row gives access. */
export function announceSetup({ after, rules, now }: Change): Announcement {
  const row = after.entitlement;
  if (!after.isSetupMailPromised || !row || !isSetUp(row, rules, now)) return silence(after);
  const plan = rules.plans.named(row.plan)?.title ?? row.plan;
  const key = `setup-done:${after.key.portalId}:${row.subscriptionId ?? row.source}`;
  return {
    account: { ...after, isSetupMailPromised: false },
    effects: mailTo(after, { key, template: 'setup-done', data: { plan } }),
  };
}
