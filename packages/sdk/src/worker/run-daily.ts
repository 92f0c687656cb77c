/**
 * `cron.daily` once a UTC day, from `reconcile_hour` on, whichever process comes first. What billing could not be asked about has further
 * turns the same day, ten minutes apart; they are remembered in the store, so that another process can take them over. A day missed entirely
 * is not made up for.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';
import { runCron, wholeDay, type WaitingHandler } from './run-cron.js';

const WAITING_KEY = 'hsx:cron.daily:waiting';
/** Between two turns of one day. */
const PAUSE_MS = 10 * MINUTE_MS;

/** What is left of a day. */
interface WaitingTurn {
  readonly day: number;
  /** 1 for the day's second turn, and so on. */
  readonly turn: number;
  readonly notBefore: Instant;
  readonly handlers: readonly WaitingHandler[];
}

/** Runs what is due of the day's work; answers whether anything was. Throws STORE_UNAVAILABLE, and the next call tries again. */
export async function runDaily(parts: AppParts): Promise<boolean> {
  const { engine, config, definition } = parts;
  if (definition.triggers['cron.daily'].length === 0) return false;
  const now = engine.clock.now();
  const day = Math.floor(now / DAY_MS);
  const scheduledAt = day * DAY_MS + config.billing.reconcile_hour * HOUR_MS;
  if (now < scheduledAt) return false;
  const turn = (await takeTurn(parts, { day, turn: 0, now }))
    ? firstTurn(parts, day)
    : await nextTurn(parts, day);
  if (!turn) return false;
  const handlers = await runCron(parts, { scheduledAt }, turn.handlers);
  const notBefore = engine.clock.now() + PAUSE_MS;
  await keep(parts, { day, turn: turn.turn + 1, notBefore, handlers });
  return true;
}

function firstTurn(parts: AppParts, day: number): WaitingTurn {
  return { day, turn: 0, notBefore: 0, handlers: wholeDay(parts) };
}

/** A further turn of the day, when one waits, its time has come and no other process has taken it. */
async function nextTurn(parts: AppParts, day: number): Promise<WaitingTurn | null> {
  const { scope, clock } = parts.engine;
  const now = clock.now();
  const waiting = (await parts.kv.get(scope, { key: WAITING_KEY, now })) as WaitingTurn | null;
  if (waiting?.day !== day || now < waiting.notBefore) return null;
  return (await takeTurn(parts, { day, turn: waiting.turn, now })) ? waiting : null;
}

function takeTurn(
  { engine, once }: AppParts,
  { day, turn, now }: { day: number; turn: number; now: Instant },
): Promise<boolean> {
  const { app, mode } = engine.scope;
  const suffix = turn === 0 ? '' : `:${turn}`;
  return once.useOnce({ key: `cron.daily:${app}:${mode}:${day}${suffix}`, expiresAt: now + 2 * DAY_MS, now });
}

async function keep({ engine, kv }: AppParts, waiting: WaitingTurn): Promise<void> {
  const { scope, clock } = engine;
  if (waiting.handlers.length === 0) return kv.delete(scope, WAITING_KEY);
  await kv.put(scope, { key: WAITING_KEY, value: waiting, expiresAt: clock.now() + DAY_MS });
}
