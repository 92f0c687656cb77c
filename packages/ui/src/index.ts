/** `@hs-x/ui`: cards that know what the portal has paid for. */
export type * from './card-types.js'; // a star, so that a card's declaration can fill CardTypes
export { CardError, type CardErrorKind, type PaymentRefusal } from './call/card-error.js';
export { CardFrame, type CardContext, type CardFrameProps, type CardOptions } from './card/card-frame.js';
export { hsxCard, type CardInput } from './card/hsx-card.js';
export type { CardContent } from './card/use-card-run.js';
export { BillingSettings } from './components/billing-settings.js';
export { FeatureGate, type FeatureGateProps } from './components/feature-gate.js';
export { PaymentFailedBanner } from './components/payment-failed-banner.js';
export { PlanBadge } from './components/plan-badge.js';
export { SetupPending } from './components/setup-pending.js';
export { TrialBanner } from './components/trial-banner.js';
export type { UpgradePromptProps } from './components/upgrade-prompt-props.js';
export { UpgradePrompt } from './components/upgrade-prompt.js';
export { UsageBar, type UsageBarProps } from './components/usage-bar.js';
export type { CardConfig, CardCtx } from './context/card-ctx.js';
export { useBilling, type Billing } from './context/use-billing.js';
export { useCard, type CardHandle } from './context/use-card.js';
export type {
  BillingLinks,
  BillingSnapshot,
  BillingSource,
  BillingStatus,
  Instant,
  LimitUsage,
  SnapshotPlan,
} from './wire/billing-snapshot.js';
