import type { PortalId } from '../../kernel/ids.js';
import type { Scope } from './scope.js';

/** Answers whose the trial of an identity is; claims are made and given back by `BillingStore.commit`, which lets nobody claim twice. */
export interface TrialLedger {
  /** The holders of those identities that are claimed. Throws STORE_UNAVAILABLE. */
  holders(
    scope: Scope,
    identities: readonly string[],
  ): Promise<readonly { readonly identity: string; readonly portalId: PortalId }[]>;
}
