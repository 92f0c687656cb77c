/**
 * Reports metered usage, each hour once: closed first, then sent under an identifier made of what it is, then noted. A crash in between sends the
 * same again, which the provider knows; after a day, when it no longer does, its own count is read first.
 */
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/instant.js';
import { isHsxError } from '../../kernel/hsx-error.js';
import type { BillingEngine } from '../billing-engine.js';
import type { Effect } from '../decision.js';
import { howToReport, minuteOf, usageReportOf } from '../limits/usage-report.js';
import type { ReportResult, SealedSlice } from '../ports/meter-ledger.js';
import type { UsageMeters } from '../ports/usage-meters.js';

/** An hour is closed so long after its end, for the sake of calls on their way; the invoice of its period stays open for about an hour. */
const SEAL_AFTER_MS = MINUTE_MS;
const BATCH = 50;
/** Longer than a batch takes when each call runs into its time limit. */
const LEASE_MS = 30 * MINUTE_MS;
const FIRST_RETRY_MS = 30 * SECOND_MS;
const MAX_RETRY_MS = HOUR_MS;

/** Closes the hours that are over and reports those not reported yet; returns how many were taken. Throws STORE_UNAVAILABLE. */
export async function reportUsage(engine: BillingEngine): Promise<number> {
  const { provider, rules, meterLedger, scope, clock } = engine;
  const meters = provider?.usageMeters;
  if (!meters || rules.meters.size === 0) return 0;
  await meterLedger.seal(scope, clock.now() - SEAL_AFTER_MS);
  for (let taken = 0; ;) {
    const slices = await meterLedger.claim(scope, { now: clock.now(), limit: BATCH, leaseMs: LEASE_MS });
    const isUp = await reportAll(engine, meters, slices);
    taken += slices.length;
    if (slices.length < BATCH || !isUp) return taken;
  }
}

/** Whether the provider can be reached. While it cannot, the rest is put off untried. */
async function reportAll(
  engine: BillingEngine,
  meters: UsageMeters,
  slices: readonly SealedSlice[],
): Promise<boolean> {
  let isUp = true;
  for (const slice of slices) {
    const result: ReportResult = isUp
      ? await report(engine, meters, slice)
      : putOff(slice, UNREACHABLE, engine.clock.now());
    if (result.kind === 'failed' && result.reason === UNREACHABLE) isUp = false;
    await engine.meterLedger.settle(slice, result);
  }
  return isUp;
}

const UNREACHABLE = 'PROVIDER_UNAVAILABLE';

async function report(engine: BillingEngine, meters: UsageMeters, slice: SealedSlice): Promise<ReportResult> {
  const now = engine.clock.now();
  try {
    const result = await sendOrLook(engine, meters, slice);
    if (result.kind === 'held') await alert(engine, slice, heldAlert(slice, result.reason));
    else if (slice.attempts > 0) await alert(engine, slice, refusalIsOver(slice, now));
    return result;
  } catch (error) {
    if (!isHsxError(error)) throw error;
    const { code, message } = error;
    if (code !== UNREACHABLE && code !== 'PROVIDER_REFUSED') throw error;
    const { limit, key } = slice;
    engine.logger.log('warn', 'usage not reported', { limit, portalId: key.portalId, error });
    if (code !== UNREACHABLE) await alert(engine, slice, refusedAlert(slice, message));
    return putOff(slice, code, now);
  }
}

async function sendOrLook(
  { rules, clock }: BillingEngine,
  meters: UsageMeters,
  slice: SealedSlice,
): Promise<ReportResult> {
  const eventName = rules.meters.get(slice.limit);
  if (eventName === undefined) return { kind: 'held', reason: 'hs-x.toml no longer meters the limit' };
  const usage = await usageReportOf(slice, eventName);
  const how = howToReport(slice, clock.now());
  if (how === 'tooOld') return { kind: 'held', reason: 'the provider takes no usage as old as this' };
  if (how === 'look') {
    const counted = await meters.total(minuteOf(usage));
    if (counted === usage.amount) return { kind: 'reported' };
    if (counted !== 0) return { kind: 'held', reason: `the provider has counted ${counted} instead` };
  }
  await meters.report(usage);
  return { kind: 'reported' };
}

function putOff({ attempts }: SealedSlice, reason: string, now: Instant): ReportResult {
  const waitMs = Math.min(FIRST_RETRY_MS * 2 ** attempts, MAX_RETRY_MS);
  return { kind: 'failed', reason, retryAt: now + waitMs };
}

type AlertEffect = Extract<Effect, { kind: 'raiseAlert' | 'resolveAlert' }>;

async function alert(
  { outbox, scope, clock }: BillingEngine,
  { key }: SealedSlice,
  effect: AlertEffect,
): Promise<void> {
  await outbox.add(scope, { portalId: key.portalId, effect, now: clock.now() });
}

function heldAlert({ key, limit, slice, amount }: SealedSlice, reason: string): AlertEffect {
  const hour = new Date(slice.startsAt).toISOString();
  return {
    kind: 'raiseAlert',
    key: `usage-held:${key.portalId}:${limit}:${slice.customerId}:${slice.startsAt}`,
    alert: 'usage_held',
    message: `${amount} ${limit} of portal ${key.portalId} (customer ${slice.customerId}) in the hour from ${hour} were not reported: ${reason}. Compare with the provider's meter and correct it there.`,
  };
}

/** One alert a limit: what the provider refuses of one portal it refuses of all. */
function refusedAlert({ limit }: SealedSlice, message: string): AlertEffect {
  return {
    kind: 'raiseAlert',
    key: `meter-refused:${limit}`,
    alert: 'meter_refused',
    message: `Usage of ${limit} is not billed at present. ${message} It is tried again, after a while every hour.`,
  };
}

function refusalIsOver({ limit }: SealedSlice, now: Instant): AlertEffect {
  const alertKey = `meter-refused:${limit}`;
  return { kind: 'resolveAlert', key: `resolve:${alertKey}:${now}`, alertKey };
}
