/** What an error means for a sync's turn: paused, put off or failed, and when it is tried again. Pure. */
import { isHsxError } from '../../kernel/hsx-error.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/instant.js';
import type { RefusedRecord } from '../../hubspot/index.js';
import type { OwnPause } from './sync-row.js';
import type { SyncProgress } from './sync-runs.js';

/** How a turn ended. */
export type TurnEnd =
  /** The run is over. */
  | { readonly kind: 'ended' }
  /** The run goes on with its next turn, behind everybody who waits. */
  | { readonly kind: 'more' }
  | { readonly kind: 'paused'; readonly reason: OwnPause; readonly dueAt: Instant }
  /** Paused by a person, a downgrade or the author's code. */
  | { readonly kind: 'left'; readonly dueAt: Instant }
  /** The portal has removed the app: no turn comes before it is installed again. */
  | { readonly kind: 'gone' }
  /** Nobody's fault: something outside is down or busy. */
  | { readonly kind: 'putOff'; readonly dueAt: Instant; readonly error: unknown }
  | { readonly kind: 'failed'; readonly dueAt: Instant; readonly error: unknown };

/** What a turn has done so far. */
export interface TurnState {
  progress: SyncProgress;
  readonly refused: RefusedRecord[];
}

/** When it was, and of which sync. */
export interface TurnFacts {
  readonly now: Instant;
  readonly scheduleMs: number;
  /** Turns in a row that came to nothing before this one. */
  readonly failures: number;
}

/** No wait is longer than this, or than the schedule where that is longer. */
export const LONGEST_WAIT_MS = HOUR_MS;
/** Without a word of HubSpot's: its window is ten seconds (usage guidelines, read 2026-11-20). */
const RATE_WAIT_MS = 10 * SECOND_MS;
/** HubSpot asks for two seconds at least when a resource is locked (its error handling page, read 2026-11-20). */
const LOCKED_WAIT_MS = 2 * SECOND_MS;
const FIRST_WAIT_MS = 10 * SECOND_MS;
/** Doublings of a wait; more of them only overflow. */
const MOST_DOUBLINGS = 10;

/** What the error means. What is not known is the author's fault or HubSpot's refusal: `failed`. */
export function endOfError(error: unknown, facts: TurnFacts): TurnEnd {
  const { now, scheduleMs } = facts;
  if (isHsxError(error, 'LIMIT_EXCEEDED')) {
    const { resetsAt } = error.details;
    const inAnHour = now + LONGEST_WAIT_MS;
    const dueAt =
      typeof resetsAt === 'number' ? Math.min(Math.max(resetsAt, now), inAnHour) : now + scheduleMs;
    return { kind: 'paused', reason: 'limit', dueAt };
  }
  if (isHsxError(error, 'PAYMENT_REQUIRED') || isHsxError(error, 'PLAN_UPGRADE_REQUIRED'))
    return { kind: 'paused', reason: 'billing', dueAt: now + scheduleMs };
  if (isHsxError(error, 'INSTALL_REVOKED') || httpStatusOf(error) === 401)
    return { kind: 'paused', reason: 'uninstalled', dueAt: now + LONGEST_WAIT_MS };
  if (isHsxError(error, 'BILLING_UNAVAILABLE') || isHsxError(error, 'STORE_UNAVAILABLE'))
    return { kind: 'putOff', dueAt: now + MINUTE_MS, error };
  if (isHsxError(error, 'HUBSPOT_UNAVAILABLE'))
    return { kind: 'putOff', dueAt: now + hubspotWait(error, facts), error };
  return { kind: 'failed', dueAt: now + Math.min(scheduleMs, doubled(MINUTE_MS, facts)), error };
}

function hubspotWait(error: unknown, facts: TurnFacts): number {
  const { retryAfterMs } = isHsxError(error) ? error.details : {};
  const status = httpStatusOf(error);
  const least = status === 423 ? LOCKED_WAIT_MS : 0;
  const usual = status === 429 ? RATE_WAIT_MS : doubled(FIRST_WAIT_MS, facts);
  const waitMs = typeof retryAfterMs === 'number' ? retryAfterMs : usual;
  return Math.min(Math.max(waitMs, least), LONGEST_WAIT_MS);
}

function doubled(firstMs: number, { failures }: TurnFacts): number {
  return Math.min(firstMs * 2 ** Math.min(failures, MOST_DOUBLINGS), LONGEST_WAIT_MS);
}

function httpStatusOf(error: unknown): unknown {
  return isHsxError(error) ? error.details.httpStatus : undefined;
}
