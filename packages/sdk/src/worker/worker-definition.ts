/** What an author declared: names and handlers, nothing started. A runtime turns it into a server. */
import type { LimitName } from '../contract/app-types.js';
import type { Instant } from '../kernel/instant.js';
import type { Ctx, TriggerCtx } from './ctx.js';
import type { ActionOptions, FunctionOptions, ToolOptions } from './surface-options.js';
import type { SyncDefinition } from './sync/declare-sync.js';
import type { TriggerName } from './trigger-events.js';

/** What a trigger handler may answer: nothing, or `redirect`, which sends the browser on after an install. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- an async handler without a return answers void
export type TriggerAnswer = void | { readonly redirect: string };

/** Handles one trigger. */
export type TriggerHandler<Name extends TriggerName> = (ctx: TriggerCtx<Name>) => Promise<TriggerAnswer>;

/** One thing a plan limits, as its author's list shows it. */
export interface ResourceInstance {
  readonly id: string;
  /** The oldest instances are the ones a downgrade keeps; unix ms. */
  readonly createdAt: Instant;
  readonly isPaused: boolean;
  /** Why it is paused: `downgrade` when HS-X paused it; anything else is left alone. */
  readonly pausedReason: string | null;
}

/** Something of the author's that a plan limits. `pause` and `resume` may be called twice for one instance. */
export interface ResourceOptions {
  /** The limit of `hs-x.toml` that says how many a plan allows; the name mails use, too. */
  readonly limit: LimitName;
  list(ctx: Ctx): Promise<readonly ResourceInstance[]>;
  pause(ctx: Ctx, id: string): Promise<void>;
  resume(ctx: Ctx, id: string): Promise<void>;
}

/** Something `worker.use` takes; so far only {@link BillingPlugin}. */
export interface WorkerPlugin {
  readonly kind: 'billing';
}

/** Every declaration of one worker. */
export interface WorkerDefinition {
  readonly triggers: { readonly [Name in TriggerName]: readonly TriggerHandler<Name>[] };
  /** By name; with nothing but `run` where the author gave a handler alone. */
  readonly actions: ReadonlyMap<string, ActionOptions>;
  readonly tools: ReadonlyMap<string, ToolOptions>;
  readonly functions: ReadonlyMap<string, FunctionOptions>;
  readonly syncs: readonly SyncDefinition[];
  readonly resources: readonly ResourceOptions[];
  /** Whether `worker.use(billing())` was called: HS-X does the billing, not the author's triggers. */
  readonly usesBilling: boolean;
}

/** Engine-internal actions of the guide: callable by the app itself, never published to HubSpot. */
export const UNPUBLISHED_ACTIONS: ReadonlySet<string> = new Set(['reconcileBilling', 'downgradeReconcile']);
