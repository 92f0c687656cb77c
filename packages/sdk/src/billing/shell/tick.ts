/**
 * The clock's hand: works off what is due and nothing else. Stored webhooks first, then accounts whose `dueAt` has come, then what is
 * to be told to the world. Any process may tick; claims and versions keep two of them apart.
 */
import type { AccountKey } from '../../kernel/ids.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { keyText, type BillingEngine } from '../billing-engine.js';
import { isObservationDue } from '../due-at.js';
import { deliverEffects } from './deliver-effects.js';
import { observe } from './observe.js';
import { performIntents } from './perform-intents.js';
import { processEvents } from './process-events.js';
import { transact } from './transact.js';

/** Few enough that other processes have a share of what is due. */
const BATCH = 20;
/** Longer than the turns of a batch take while the provider is slow; past it, another process may repeat them, which changes nothing. */
const LEASE_MS = 2 * MINUTE_MS;
/** An account whose turn failed gets its next one after this time. */
const FAILED_TURN_MS = HOUR_MS;
/** Stored webhook bodies are dropped after this time. */
const BODY_RETENTION_MS = 30 * DAY_MS;
/** Counters are kept so long after their window: a year can be compared with the one before. */
const USAGE_RETENTION_MS = 400 * DAY_MS;

/** What one tick did. */
export interface TickReport {
  readonly events: number;
  readonly accounts: number;
  readonly effects: number;
}

/** Works off everything due at the clock's present instant. */
export async function tick(engine: BillingEngine): Promise<TickReport> {
  const events = await processEvents(engine);
  const accounts = await turnAccounts(engine);
  const effects = await deliverEffects(engine);
  const now = engine.clock.now();
  await engine.inbox.dropBodies(engine.scope, now - BODY_RETENTION_MS);
  await engine.usage.forget(engine.scope, { now, endedBefore: now - USAGE_RETENTION_MS });
  return { events, accounts, effects };
}

async function turnAccounts(engine: BillingEngine): Promise<number> {
  let turned = 0;
  const seen = new Set<string>();
  for (;;) {
    const now = engine.clock.now();
    const due = await engine.store.claimDue(engine.scope, { now, limit: BATCH, leaseMs: LEASE_MS });
    const fresh = due.filter((key) => !seen.has(keyText(key)));
    for (const key of fresh) {
      seen.add(keyText(key));
      await turnAccount(engine, key, now + LEASE_MS);
    }
    turned += fresh.length;
    if (fresh.length === 0) return turned;
  }
}

async function turnAccount(engine: BillingEngine, key: AccountKey, leaseEndsAt: Instant): Promise<void> {
  try {
    await performIntents(engine, key);
    const passed = await transact(engine, key, () => ({ kind: 'timePassed' }));
    const account = hasIntentDue(passed, engine.clock.now()) ? await performIntents(engine, key) : passed;
    const mustObserve = account.intents.length === 0 || isObservationDue(account, engine.clock.now());
    const { dueAt } = mustObserve ? await observe(engine, key) : account;
    if (dueAt !== null && dueAt <= engine.clock.now()) await postpone(engine, key, leaseEndsAt);
  } catch (error) {
    engine.logger.log('warn', 'account turn failed', { account: keyText(key), error });
    await postpone(engine, key, leaseEndsAt);
  }
}

function hasIntentDue({ intents: [next] }: Account, now: Instant): boolean {
  return next !== undefined && next.nextAttemptAt <= now;
}

/** An account is never left due after its turn: a batch of such would keep all others from theirs. An instant before that stays. */
async function postpone(engine: BillingEngine, key: AccountKey, leaseEndsAt: Instant): Promise<void> {
  const now = engine.clock.now();
  const { account } = await engine.store.load(key);
  const later = now + FAILED_TURN_MS;
  const { dueAt } = account;
  const isAhead = dueAt !== null && dueAt > now && dueAt !== leaseEndsAt;
  await engine.store.reschedule(key, isAhead ? Math.min(dueAt, later) : later);
}
