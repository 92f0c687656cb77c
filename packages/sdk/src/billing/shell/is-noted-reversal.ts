import type { BillingEngine } from '../billing-engine.js';

/** Whether an event of the type is one of a refund or dispute that the engine notes. */
export function isNotedReversal({ provider, rules }: BillingEngine, type: string): boolean {
  return !rules.isHandWired && provider?.reversals?.isReversal(type) === true;
}
