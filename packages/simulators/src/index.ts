export {
  startSimulators,
  type RunningHubspot,
  type RunningStripe,
  type ServedAt,
  type Simulators,
  type SimulatorsOptions,
} from './start-simulators.js';
export {
  DEFAULT_START_AT,
  type ClockListener,
  type ClockMode,
  type ClockOptions,
  type VirtualClock,
} from './kernel/clock.js';
export type { HubspotControl } from './hubspot/control/hubspot-control.js';
export type { CheckoutOutcome, CheckoutSubmission } from './stripe/checkout-sessions/submit.js';
export type { PortalAct, PortalActOutcome } from './stripe/control/portal-control.js';
export type { StripeControl } from './stripe/control/control.js';
export type { SmartRetries, StripeSettings } from './stripe/settings.js';
export type { CatalogueEntry } from './stripe/control/seed-catalogue.js';
export type { CustomerTruth, InvoiceTruth, SubscriptionTruth } from './stripe/control/customer-truths.js';
export type { InstallTruth } from './hubspot/control/install-truths.js';
export type { FaultCounts } from './kernel/faults/fault-plan.js';
export type { FaultSettings } from './kernel/faults/fault-settings.js';
