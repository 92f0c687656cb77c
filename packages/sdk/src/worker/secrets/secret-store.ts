import type { Scope } from '../../billing/ports/scope.js';
import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';

/** What is noted of a secret's value: the app ran with it, something genuine needed it, or a drill proved it. */
export type SecretSign = 'seen' | 'used' | 'probed';

/** A value of a secret, by its fingerprint. */
export interface SecretValueKey {
  readonly name: string;
  readonly fingerprint: string;
}

/** What is known of a value. */
export interface SecretUse extends SecretValueKey {
  readonly firstSeenAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly lastProbedAt: Instant | null;
}

/** What a store knows about secrets without holding one. Methods throw STORE_UNAVAILABLE. */
export interface SecretStore {
  /** Notes a sign of a value; a later one replaces the one before. */
  note(
    scope: Scope,
    sign: SecretValueKey & { readonly kind: SecretSign; readonly at: Instant },
  ): Promise<void>;
  /** Everything noted so far. */
  uses(scope: Scope): Promise<readonly SecretUse[]>;
  /** How many rows are sealed under an encryption key: install tokens, and stored webhook bodies. */
  sealedUnder(scope: Scope, keyId: string): Promise<{ readonly tokens: number; readonly bodies: number }>;
  /** Portals, in order, whose tokens are sealed under another key than this one, after the given portal. */
  tokensNotUnder(
    scope: Scope,
    wish: { readonly keyId: string; readonly after: PortalId; readonly limit: number },
  ): Promise<readonly PortalId[]>;
}
