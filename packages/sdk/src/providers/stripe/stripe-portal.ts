import { silentLogger, type Logger } from '../../kernel/logger.js';
import { createStripeClient } from './client.js';
import {
  planPortalConfiguration,
  pushPortalConfiguration,
  type PortalConfigurationPlan,
} from './portal-configuration.js';

/** Stripe's customer portal for operators' tools: what differs from the settings HS-X needs, and setting them. */
export interface StripePortal {
  /** What a push would change; nothing is written. Throws NOT_FOUND without a saved portal, PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
  plan(): Promise<PortalConfigurationPlan>;
  /** Makes the planned changes and nothing else. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
  push(plan: PortalConfigurationPlan): Promise<void>;
}

/** The portal of the account the key belongs to; `origin` as in `stripeProvider`. */
export function stripePortal(options: {
  readonly secretKey: string;
  readonly origin?: string;
  readonly logger?: Logger;
}): StripePortal {
  const { secretKey, origin, logger = silentLogger } = options;
  const stripe = createStripeClient({ secretKey, logger, ...(origin === undefined ? {} : { origin }) });
  return {
    plan: () => planPortalConfiguration(stripe),
    push: (plan) => pushPortalConfiguration(stripe, plan),
  };
}
