/**
 * A write that happens once, however often it is tried. Within a day the idempotency key sees to that: a copy that was slow on its way is
 * answered like the one that was faster. It does not when the key is spent: Stripe forgets it after a day, and what failed under it, be it
 * a 500, fails again under it for as long, whatever has changed since (docs.stripe.com/api/idempotent_requests, read 2026-11). Then whether an
 * earlier try did it is looked up, and only if not a new key is used.
 */
import Stripe from 'stripe';
import type { ProviderCommand } from '../../billing/ports/payment-provider.js';
import { DAY_MS, type Instant } from '../../kernel/instant.js';
import { idempotencyKey } from './idempotency-key.js';

/** What to write, and how to tell whether it is done. */
export interface OnceOnly<Written> {
  readonly command: ProviderCommand & { readonly wishedAt: Instant };
  readonly now: Instant;
  /** What the key stands for: the same key never comes with other parameters. */
  readonly params: object;
  write(options: { readonly idempotencyKey: string }): Promise<Written>;
  /** What an earlier try left; null: nothing. Must read what is exact at once, never Stripe's search. */
  find(): Promise<Written | null>;
}

/** How long Stripe surely remembers a key. */
const KEY_LIFETIME_MS = DAY_MS;
/** Keys spent on failures before the wish is left to a later try. */
const MOST_KEYS = 3;

/** What the command wishes for: done now, or by an earlier try. */
export async function writeOnce<Written>(once: OnceOnly<Written>): Promise<Written> {
  const { command, now, params } = once;
  let isKeySpent = now - command.wishedAt >= KEY_LIFETIME_MS;
  for (let attempt = 1; ; attempt++) {
    const found = isKeySpent ? await once.find() : null;
    if (found !== null) return found;
    try {
      return await once.write({ idempotencyKey: await idempotencyKey(command, params, attempt) });
    } catch (error) {
      if (!isReplayedFailure(error) || attempt === MOST_KEYS) throw error;
      isKeySpent = true;
    }
  }
}

/** It tells of the first try and nothing of the present. */
function isReplayedFailure(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.headers?.['idempotent-replayed'] === 'true';
}
