import type { HubspotConfig } from '../contract/hubspot-config.js';

/** The `[hubspot]` table of a file that says nothing about HubSpot; what a case cares about is filled in. */
export function buildHubspotConfig(more: Partial<HubspotConfig> = {}): HubspotConfig {
  return {
    scopes: ['oauth'],
    optional_scopes: [],
    description: null,
    distribution: 'marketplace',
    platform: '2026.09',
    support_email: null,
    settings: null,
    card: [],
    webhook: [],
    ...more,
  };
}
