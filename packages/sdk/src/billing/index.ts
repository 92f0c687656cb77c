/** `@hs-x/sdk/billing`: the helper, and what adapters and operators' tools work with. */
export { hasAccess, isSetUp, mayStartCheckout, needsPayment } from './access.js';
export type { Account, Grant, Install, KnownSubscription } from './account.js';
export { emptyAccount } from './account.js';
export { accountKey, keyText, type BillingEngine, type CheckoutUrls } from './billing-engine.js';
export { decide } from './decide/index.js';
export type { Decision, Effect, JournalEntry } from './decision.js';
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
  PaymentRequired,
  PlanUpgradeRequired,
} from './payment-errors.js';
export type { Checkpoints } from './checkpoints.js';
export { createPlanTable, type Plan, type PlanTable } from './plan-table.js';
export type * from './ports.js';
export { addsUp, type Coverage } from './reconcile/coverage.js';
export type { DriftCause, UnexplainedCause } from './reconcile/compare-listed.js';
export type { ReconcileReport, ReconcileRun } from './reconcile/reconcile-run.js';
export { createRules, type Rules } from './rules.js';
export { observe } from './shell/observe.js';
export {
  lastReconcileReport,
  reconcile,
  type ReconcileResult,
  type ReconcileWish,
} from './shell/reconcile.js';
export { startCheckout } from './shell/start-checkout.js';
export { tick } from './shell/tick.js';
export { transact } from './shell/transact.js';
export { transferSubscription, type TransferWish } from './shell/transfer-subscription.js';
