import type { BillingEngine } from '../billing-engine.js';

/** Whether an event of the type tells an app that meters of usage that was dropped. */
export function isMeterErrorReport({ provider, rules }: BillingEngine, type: string): boolean {
  return rules.meters.size > 0 && provider?.meterErrors?.isReport(type) === true;
}
