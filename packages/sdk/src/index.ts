/** `@hs-x/sdk`: what a worker file imports. */
export { hasFeature, requireFeature, type Gated } from './billing/gate.js';
export { BillingUnavailable, PaymentRequired, PlanUpgradeRequired } from './billing/payment-errors.js';
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
  AppCtx,
  Ctx,
  CtxEmail,
  CtxHttp,
  CtxKv,
  HttpAnswer,
  KvEntry,
  StripeMapping,
  TriggerCtx,
} from './worker/ctx.js';
export { defineWorker, type Worker } from './worker/define-worker.js';
export { env } from './worker/env.js';
export type {
  AppInstalledEvent,
  CronDailyEvent,
  HubspotWebhookEvent,
  StripeWebhookEvent,
  TriggerEvents,
  TriggerName,
} from './worker/trigger-events.js';
export type {
  SurfaceHandler,
  SyncOptions,
  ToolOptions,
  TriggerHandler,
  WorkerDefinition,
} from './worker/worker-definition.js';
