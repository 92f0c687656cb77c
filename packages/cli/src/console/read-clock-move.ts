const DAY_MS = 86_400_000;

/** The furthest one move goes: every day on the way is lived through. */
const MAX_MOVE_DAYS = 400;

/** Where the clock shall go, or why it cannot. */
export type ClockMove = { readonly toMs: number } | { readonly problem: string };

/** Reads a submitted clock form: `byMs`, or `to` as `2026-12-04T09:00` in UTC. */
export function readClockMove(form: Readonly<Record<string, unknown>>, nowMs: number): ClockMove {
  const toMs = targetOf(form, nowMs);
  if (Number.isNaN(toMs)) return { problem: 'That is no date. Choose one such as 2026-12-04 09:00.' };
  if (toMs < nowMs)
    return { problem: 'The clock cannot go back: what happened has happened. Restart to begin anew.' };
  if (toMs > nowMs + MAX_MOVE_DAYS * DAY_MS)
    return { problem: `One move goes at most ${MAX_MOVE_DAYS} days. Move in steps.` };
  return { toMs };
}

function targetOf({ byMs, to }: Readonly<Record<string, unknown>>, nowMs: number): number {
  if (typeof byMs === 'string' && /^\d{1,12}$/.test(byMs)) return nowMs + Number(byMs);
  return typeof to === 'string' ? Date.parse(`${to}Z`) : Number.NaN;
}
