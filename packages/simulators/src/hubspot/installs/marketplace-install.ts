import type { MarketplaceVariant } from '../developer-app.js';

/** Where a Marketplace install stands; which page its `returnUrl` shows follows from it. */
export type MarketplaceStage = 'app_sign_in' | 'consent' | 'handed_over' | 'canceled';

/** One walk through the Marketplace flow. */
export interface MarketplaceInstall {
  readonly id: string;
  readonly appId: number;
  readonly portalId: number;
  readonly userId: number;
  readonly variant: MarketplaceVariant;
  readonly stage: MarketplaceStage;
  /** What the app bound to its own account in leg 1. */
  readonly state?: string;
  /** The code handed to the app; the install counts once the app exchanged it. */
  readonly code?: string;
}
