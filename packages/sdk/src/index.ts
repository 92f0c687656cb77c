/** `@hs-x/sdk`: what a worker file imports. */
export { hasFeature, requireFeature, type Gated } from './billing/gate.js';
export { consume, type ConsumeOptions } from './billing/limits/consume.js';
export { refund, type RefundOptions } from './billing/limits/refund.js';
export { requireLimit, type RequireLimitOptions } from './billing/limits/require-limit.js';
export type { Limited } from './billing/limits/usage-desk.js';
export { usage } from './billing/limits/usage.js';
export {
  BillingUnavailable,
  LimitExceeded,
  PaymentRequired,
  PlanUpgradeRequired,
} from './billing/payment-errors.js';
export type { BillingSnapshot, LimitUsage, SnapshotPlan } from './contract/billing-snapshot.js';
export type {
  ControlPlaneBilling,
  MappedSubscription,
  Mapping,
  MappingObservation,
  MappingWish,
} from './contract/control-plane.js';
export type { AppConfig, BillingConfig, PlanConfig } from './contract/app-config.js';
export type * from './contract/app-types.js'; // a star, so that generated types can fill AppTypes
export type { Entitlement, EntitlementSource, EntitlementStatus } from './contract/entitlement.js';
export type { Loose } from './contract/loose.js';
export { ERROR_CODES, type ErrorCode } from './kernel/error-code.js';
export { HsxError, isHsxError } from './kernel/hsx-error.js';
export {
  createLogger,
  jsonLines,
  silentLogger,
  type LogFields,
  type Logger,
  type LogLevel,
  type LogSink,
} from './kernel/logger.js';
export { billing } from './worker/billing-plugin.js';
export type {
  ActionCtx,
  AppCtx,
  CardUser,
  CronCtx,
  Ctx,
  CtxEmail,
  CtxHttp,
  CtxKv,
  FunctionCtx,
  HttpAnswer,
  KvEntry,
  PortalCounts,
  StripeMapping,
  TriggerCtx,
} from './worker/ctx.js';
export { defineWorker, type Worker } from './worker/define-worker.js';
export { env } from './worker/env.js';
export type { EnrolledObject, Execution } from './worker/execution.js';
export { PAYMENT_EXECUTION_RULES, PAYMENT_OUTPUT_FIELDS } from './worker/payment-metadata.js';
export type {
  ActionHandler,
  ActionOptions,
  ExecutionRule,
  FieldOption,
  FieldType,
  FunctionHandler,
  FunctionOptions,
  InputField,
  OutputField,
  SupportedClient,
  SurfaceMetadata,
  ToolOptions,
} from './worker/surface-options.js';
export type {
  AppInstalledEvent,
  CronDailyEvent,
  HubspotWebhookEvent,
  StripeWebhookEvent,
  TriggerEvents,
  TriggerName,
} from './worker/trigger-events.js';
export {
  defineSource,
  type PullWish,
  type SyncField,
  type SyncOptions,
  type SyncPage,
  type SyncSchema,
  type SyncSource,
  type SyncValue,
  type SyncValueType,
} from './worker/sync/sync-source.js';
export type { SyncRow } from './worker/sync/sync-row.js';
export type { TriggerHandler, WorkerDefinition } from './worker/worker-definition.js';
