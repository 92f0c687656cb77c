/**
 * A create that happens once. Within a day the idempotency key sees to that. It does not when the key is
 * spent: Stripe forgets it after a day, and when the first answer was a 500 it repeats that 500 under the
 * same key for as long (docs.stripe.com/api/idempotent_requests, read 2026-11). Then whether the first try
 * created anything is looked up, and only if not a new key is used.
 */
import Stripe from 'stripe';
import type { ProviderCommand } from '../../billing/ports.js';
import { DAY_MS, type Instant } from '../../kernel/instant.js';
import { idempotencyKey } from './idempotency-key.js';

/** What to create, and how to tell whether it exists. */
export interface OnceOnly<Created> {
  readonly command: ProviderCommand & { readonly wishedAt: Instant };
  readonly now: Instant;
  /** What the key stands for: the same key never comes with other parameters. */
  readonly params: object;
  create(options: { readonly idempotencyKey: string }): Promise<Created>;
  /** What an earlier try created; null: nothing. Must read what is exact at once, never Stripe's search. */
  find(): Promise<Created | null>;
}

/** How long Stripe surely remembers a key. */
const KEY_LIFETIME_MS = DAY_MS;
/** Keys spent on 500s before the wish is left to a later try. */
const MOST_KEYS = 3;

/** The thing the command wishes for: created now, or by an earlier try. */
export async function createOnce<Created>(once: OnceOnly<Created>): Promise<Created> {
  const { command, now, params } = once;
  let isKeySpent = now - command.wishedAt >= KEY_LIFETIME_MS;
  for (let attempt = 1; ; attempt++) {
    const found = isKeySpent ? await once.find() : null;
    if (found !== null) return found;
    try {
      return await once.create({ idempotencyKey: await idempotencyKey(command, params, attempt) });
    } catch (error) {
      if (!isReplayedFailure(error) || attempt === MOST_KEYS) throw error;
      isKeySpent = true;
    }
  }
}

function isReplayedFailure(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return false;
  return (error.statusCode ?? 0) >= 500 && error.headers?.['idempotent-replayed'] === 'true';
}
