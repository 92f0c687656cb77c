/** Bookkeeping of provider writes: wished, tried, postponed, done. */
import { HOUR_MS, SECOND_MS, type Instant } from '../kernel/instant.js';
import type { Account, ProviderIntent } from './account.js';

type IntentWish = ProviderIntent extends infer Intent
  ? Intent extends ProviderIntent
    ? Omit<Intent, 'generation' | 'wishedAt' | 'attempts' | 'nextAttemptAt'>
    : never
  : never;

const FIRST_RETRY_MS = 5 * SECOND_MS;

/** The account with one more provider write to do, after those already waiting. */
export function addIntent(account: Account, wish: IntentWish, now: Instant): Account {
  const progress = { generation: account.nextGeneration, wishedAt: now, attempts: 0, nextAttemptAt: now };
  return {
    ...account,
    intents: [...account.intents, { ...wish, ...progress }],
    nextGeneration: account.nextGeneration + 1,
  };
}

/** The account without the intent: it is done, refused or pointless. */
export function dropIntent(account: Account, generation: number): Account {
  return { ...account, intents: account.intents.filter((intent) => intent.generation !== generation) };
}

/** The account with the intent put off: 5 s after the first failure, doubling up to an hour. */
export function postponeIntent(account: Account, generation: number, now: Instant): Account {
  const later = (intent: ProviderIntent): ProviderIntent => {
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** intent.attempts, HOUR_MS);
    return { ...intent, attempts: intent.attempts + 1, nextAttemptAt: now + waitMs };
  };
  return {
    ...account,
    intents: account.intents.map((intent) => (intent.generation === generation ? later(intent) : intent)),
  };
}

/** The pending checkout intent, the newest when a wish has overtaken another. */
export function pendingCheckout(account: Account): Extract<ProviderIntent, { kind: 'openCheckout' }> | null {
  return account.intents.filter((intent) => intent.kind === 'openCheckout').at(-1) ?? null;
}

/** The intent of this generation; null when it is done or was dropped. */
export function intentOf(account: Account, generation: number): ProviderIntent | null {
  return account.intents.find((intent) => intent.generation === generation) ?? null;
}
