/**
 * The one helper every paid code path asks. It reads the row once a request and portal, never calls a provider, and never
 * remembers anything across requests: that is where stale entitlements live.
 */
import type { FeatureName } from '../contract/app-types.js';
import type { Entitlement } from '../contract/entitlement.js';
import type { Clock } from '../kernel/clock.js';
import { judge, judgeAccess } from './gate-verdict.js';
import { BillingUnavailable, isPaymentError } from './payment-errors.js';
import type { Plan } from './plan-table.js';
import type { Rules } from './rules.js';

/** Where a context keeps its gate. */
export const GATE: unique symbol = Symbol.for('hs-x.gate');

/** What the helper needs of a request: made once a request, by the dispatcher. */
export interface Gate {
  readonly rules: Rules;
  readonly clock: Clock;
  /** The portal's row, read at most once: awaited at first, there at once from then on, since each wait costs more than the judgement. */
  row(): Promise<Entitlement | null> | Entitlement | null;
  /** Asks for one observation in the background, however often it is called; the gate does not wait for it. */
  wantObservation(): void;
}

/** A context the helper accepts: any `ctx`. */
export interface Gated {
  readonly [GATE]: Gate;
}

/** Makes the gate of one request: the row is read on the first question and kept for the request's life. */
export function createGate(parts: Omit<Gate, 'row'> & { read: () => Promise<Entitlement | null> }): Gate {
  let row: ReturnType<Gate['row']> | undefined;
  const read = async () => {
    try {
      return (row = await parts.read());
    } catch (cause) {
      throw new BillingUnavailable('the entitlement row cannot be read.', cause);
    }
  };
  let isWanted = false;
  const wantObservation = () => {
    if (!isWanted) parts.wantObservation();
    isWanted = true;
  };
  return { ...parts, wantObservation, row: () => (row === undefined ? (row = read()) : row) };
}

/**
 * Returns when the portal may use the feature. Throws `PaymentRequired` (no access at all), `PlanUpgradeRequired` (access, but
 * not to this feature) or `BillingUnavailable` (nobody can say now).
 */
export async function requireFeature(ctx: Gated, feature: FeatureName): Promise<void> {
  const gate = ctx[GATE];
  const row = gate.row();
  const verdict = judge(row instanceof Promise ? await row : row, feature, gate.rules, gate.clock.now());
  if (verdict.wantsObservation) gate.wantObservation();
  if (!verdict.isAllowed) throw verdict.error;
}

/** The plan whose limits hold now. Throws `PaymentRequired` without access, or `BillingUnavailable`; asks for no feature. */
export async function requireAccess(ctx: Gated): Promise<Plan> {
  const gate = ctx[GATE];
  const verdict = judgeAccess(await gate.row(), gate.rules, gate.clock.now());
  if (verdict.wantsObservation) gate.wantObservation();
  if (!verdict.isAllowed) throw verdict.error;
  return verdict.plan;
}

/** Whether the portal may use the feature. An outage is thrown, not answered: a payer never sees an upgrade prompt for a hiccup. */
export async function hasFeature(ctx: Gated, feature: FeatureName): Promise<boolean> {
  try {
    await requireFeature(ctx, feature);
    return true;
  } catch (error) {
    if (isPaymentError(error)) return false;
    throw error;
  }
}
