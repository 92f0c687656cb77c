/**
 * Usage the provider took and then dropped is not billed, and no try of ours can mend it: an operator is told, once for each meter and reason.
 * Nothing says when it is over, so the alert stays open until somebody resolves it; the nightly comparison shows what is missing of whom.
 */
import type { BillingEngine } from '../billing-engine.js';
import type { Effect } from '../decision.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import type { DroppedUsage, MeterErrorReport } from '../ports/meter-errors.js';
import { openStoredPayload } from './store-event.js';

/**
 * Raises an alert for each reason that the report of an event names; a meter that is not the app's is another product's. Repeating it is harmless. Throws
 * PROVIDER_UNAVAILABLE, PROVIDER_REFUSED or STORE_UNAVAILABLE.
 */
export async function noteMeterErrors(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  const { provider, rules, outbox, scope, clock } = engine;
  const report = await provider?.meterErrors?.read(await openStoredPayload(engine, event));
  if (!report || (report.eventName !== null && ![...rules.meters.values()].includes(report.eventName)))
    return;
  for (const dropped of report.errors) {
    const effect = droppedAlert(report, dropped, event);
    await outbox.add(scope, { portalId: null, effect, now: clock.now() });
  }
}

function droppedAlert(
  { eventName }: MeterErrorReport,
  { code, count }: DroppedUsage,
  { receivedAt: raisedAt }: ClaimedEvent,
): Effect {
  const reports = count === 1 ? 'One usage report' : `${count} usage reports`;
  const meter = eventName === null ? 'for a meter that does not exist' : `for the meter "${eventName}"`;
  return {
    kind: 'raiseAlert',
    key: `usage-dropped:${eventName ?? ''}:${code}`,
    alert: 'usage_dropped',
    message: `${reports} ${meter} ${count === 1 ? 'was' : 'were'} taken and then dropped by the provider: ${code}. That usage is not billed. Mend the cause, correct the meter there, then resolve this alert; usage_mismatch says whose usage is missing.`,
    raisedAt,
  };
}
