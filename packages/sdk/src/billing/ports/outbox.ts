import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Effect } from '../decision.js';
import type { Scope } from './scope.js';

/** An effect with the portal it is about; null: it is about the app. */
export interface KeptEffect {
  readonly portalId: PortalId | null;
  readonly effect: Effect;
}

/** An effect taken for delivery. */
export interface ClaimedEffect extends KeptEffect {
  /** When it was added; for an alert that was raised again: when that was. */
  readonly createdAt: Instant;
  readonly attempts: number;
  /** When the claim lapses and others may take the effect. No two claims of an effect end at the same instant, so it also says which claim it is. */
  readonly claimedUntil: Instant;
}

/** How a delivery ended. `putOff`: it waits for something outside and no attempt is counted. */
export type EffectResult =
  | { readonly kind: 'delivered'; readonly at: Instant }
  | { readonly kind: 'putOff'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: Instant }
  | { readonly kind: 'dead'; readonly reason: string };

/** Keeps what is to be told to the world, from commit to delivery, and after it for those who ask. Methods throw STORE_UNAVAILABLE. */
export interface Outbox {
  /**
   * Adds an effect outside an account's commit, such as an author's mail. A known key is ignored; the alert of a known key that was
   * delivered before is delivered again.
   */
  add(scope: Scope, entry: { portalId: PortalId | null; effect: Effect; now: Instant }): Promise<void>;
  /** Takes effects whose time has come, oldest first. */
  claim(
    scope: Scope,
    wish: { now: Instant; limit: number; leaseMs: number },
  ): Promise<readonly ClaimedEffect[]>;
  /** The effect of a key, whatever became of it; null: nobody added one. */
  find(scope: Scope, key: string): Promise<KeptEffect | null>;
  /** Notes how it ended, for whoever has the claim: once it has lapsed and another one has taken the effect, this changes nothing. */
  settle(
    scope: Scope,
    claim: Pick<ClaimedEffect, 'effect' | 'claimedUntil'>,
    result: EffectResult,
  ): Promise<void>;
  /** Gives back the claims of processes that died; only for a store that one process uses alone. */
  release(scope: Scope): Promise<void>;
}
