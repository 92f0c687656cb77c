/**
 * An alert becomes a row and a log line, then an effect for each place where operators hear of it: every place has its own tries, and none
 * can lose the alert or hold billing up. That an operator could not be told is told to nobody else: it would fail the same way, without end.
 */
import type { AlertEntry } from '../../contract/admin/alert-entry.js';
import type { BillingEngine } from '../billing-engine.js';
import type { Effect } from '../decision.js';
import type { ClaimedEffect } from '../ports/outbox.js';

/** The mail that tells an operator of an alert. */
export const ALERT_MAIL = 'operator-alert';
/** The code of an alert that did not reach an operator: it is a row and a log line only. */
export const ALERT_UNDELIVERED = 'alert_undelivered';

/** Keeps the alert and tells of it once for every time it opens. Throws STORE_UNAVAILABLE; the same raise again is harmless. */
export async function raiseAlert(
  engine: BillingEngine,
  { portalId, createdAt }: ClaimedEffect,
  effect: Extract<Effect, { kind: 'raiseAlert' }>,
): Promise<void> {
  const { alerts, scope, outbox, clock, logger } = engine;
  const { key, alert: code, message, details = {}, raisedAt: at = createdAt } = effect;
  const alert = await alerts.store.raise(scope, { key, code, message, details, portalId, at });
  if (alert.resolvedAt !== null) return;
  if (alert.firstRaisedAt === at) logger.log('error', message, { alert: code, alertKey: key, portalId });
  if (code === ALERT_UNDELIVERED) return;
  for (const told of tellingsOf(engine, alert)) {
    await outbox.add(scope, { portalId, effect: told, now: clock.now() });
  }
}

/** One effect a place; their keys name the alert and when it opened, so that each place is told once. */
function tellingsOf({ alerts }: BillingEngine, alert: AlertEntry): readonly Effect[] {
  const { key, code, message, portalId, firstRaisedAt: raisedAt } = alert;
  const keyFor = (place: string) => `alert:${place}:${key}:${raisedAt}`;
  const notice = { key, code, message, portalId, raisedAt };
  const byWebhook = alerts.sinks.map(({ name }): Effect => ({
    kind: 'deliverAlert',
    key: keyFor(name),
    sink: name,
    notice,
  }));
  if (alerts.email === null) return byWebhook;
  const data = { code, message, raisedAt, ...(portalId === null ? {} : { hubspotAccount: portalId }) };
  const mail = { template: ALERT_MAIL, to: alerts.email, data };
  return [{ kind: 'sendEmail', key: keyFor('email'), ...mail }, ...byWebhook];
}
