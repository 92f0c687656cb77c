/** `@hs-x/sdk/billing`: the helper, and what adapters and operators' tools work with. */
export { hasAccess, isSetUp, mayStartCheckout, needsPayment } from './access.js';
export type { Account, Grant, Install, KnownSubscription } from './account.js';
export { emptyAccount } from './account.js';
export {
  accountKey,
  keyText,
  type Alerting,
  type BillingEngine,
  type CheckoutUrls,
} from './billing-engine.js';
export { decide } from './decide/index.js';
export type { AlertNotice, Decision, Effect, JournalEntry } from './decision.js';
export { explain } from './explain/explain.js';
export type { ExplainWish } from './explain/explain-wish.js';
export { hasFeature, requireFeature, type Gated } from './gate.js';
export type { Input } from './input.js';
export type {
  ListCursor,
  ListedSubscription,
  ObservedCustomer,
  ObservedInvoice,
  ObservedSubscription,
  SubscriptionPage,
  SubscriptionStatus,
} from './observation.js';
export {
  BillingUnavailable,
  isPaymentError,
  LimitExceeded,
  PaymentRequired,
  PlanUpgradeRequired,
  type PaymentError,
} from './payment-errors.js';
export type { Checkpoints } from './checkpoints.js';
export { allowanceOf, UNLIMITED } from './limits/allowance.js';
export { usageAnchorsOf } from './limits/account-anchors.js';
export { anchoredWindow, counterWindow, type UsageAnchor } from './limits/usage-anchor.js';
export type { UsageWindow } from './limits/usage-window.js';
export { createPlanTable, type Plan, type PlanTable } from './plan-table.js';
export { knownFeatures } from './plan-diff/known-features.js';
export { losesSomething, type PlanFile } from './plan-diff/portal-difference.js';
export type * from './ports/alert-sink.js';
export type * from './ports/alert-store.js';
export type * from './ports/billing-store.js';
export type * from './ports/bounce-reader.js';
export type * from './ports/inbox.js';
export type * from './ports/listed-subscriptions.js';
export type * from './ports/mailer.js';
export type * from './ports/meter-ledger.js';
export type * from './ports/outbox.js';
export type * from './ports/partner-provider.js';
export type * from './ports/payment-provider.js';
export type * from './ports/scope.js';
export type * from './ports/trial-ledger.js';
export type * from './ports/usage-ledger.js';
export type * from './ports/usage-meters.js';
export type * from './ports/webhook-request.js';
export type { AlertEntry, AlertQuery } from '../contract/admin/alert-entry.js';
export { addsUp, type Coverage } from './reconcile/coverage.js';
export type { DriftCause, UnexplainedCause } from './reconcile/compare-listed.js';
export type { ReconcileReport, ReconcileRun } from './reconcile/reconcile-run.js';
export { createRules, type Rules } from './rules.js';
export { compareUsage, type UsageComparison } from './shell/compare-usage.js';
export { diffPlans, type PlanDiffWish } from './shell/diff-plans.js';
export { observe } from './shell/observe.js';
export {
  lastReconcileReport,
  reconcile,
  type ReconcileResult,
  type ReconcileWish,
} from './shell/reconcile.js';
export { reportUsage } from './shell/report-usage.js';
export { startCheckout } from './shell/start-checkout.js';
export { tick } from './shell/tick.js';
export { transact } from './shell/transact.js';
export { transferSubscription, type TransferWish } from './shell/transfer-subscription.js';
