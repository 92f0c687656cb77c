/**
 * When to ask the server again. A card asks only while it waits for something (a first row, a payment just begun, the
 * minute after an upgrade), quickly at first, then slower, and stops by itself: HubSpot allows an app twenty requests
 * at a time per account (HubSpot's documentation, read 2026-11-20), and a card cannot tell whether its tab is in view.
 */
import type { BillingSnapshot } from '../wire/billing-snapshot.js';

const QUICK_MS = 2_000;

interface Pace {
  readonly untilMs: number;
  readonly everyMs: number;
}

/** A checkout in another tab takes from half a minute to the better part of an hour. */
const AFTER_CLICK: readonly Pace[] = [
  { untilMs: 2 * 60_000, everyMs: QUICK_MS },
  { untilMs: 15 * 60_000, everyMs: 10_000 },
  { untilMs: 60 * 60_000, everyMs: 60_000 },
];

/** A row is normally there within seconds of the installation. */
const DURING_SETUP: readonly Pace[] = [
  { untilMs: 30_000, everyMs: QUICK_MS },
  { untilMs: 5 * 60_000, everyMs: 10_000 },
  { untilMs: 30 * 60_000, everyMs: 60_000 },
];

/** What is known when the question comes up. */
export interface PollQuestion {
  readonly snapshot: BillingSnapshot;
  /** The server's time as far as the card can tell. */
  readonly now: number;
  /** Since the card began to wait for a row. */
  readonly waitedMs: number;
  /** Since a button led to a billing page; null when none did. */
  readonly sinceClickMs: number | null;
  /** Whether an upgrade prompt is on screen. */
  readonly isPromptShown: boolean;
}

/** Milliseconds until the next look at the snapshot; null: nothing to wait for. */
export function pollDelayMs(question: PollQuestion): number | null {
  const { snapshot, now, sinceClickMs, isPromptShown } = question;
  if (!snapshot.isReady) return paceAt(DURING_SETUP, question.waitedMs);
  if (isPromptShown && (snapshot.justUpgradedUntil ?? 0) > now) return QUICK_MS;
  return sinceClickMs === null ? null : paceAt(AFTER_CLICK, sinceClickMs);
}

function paceAt(paces: readonly Pace[], elapsedMs: number): number | null {
  return paces.find((pace) => elapsedMs < pace.untilMs)?.everyMs ?? null;
}
