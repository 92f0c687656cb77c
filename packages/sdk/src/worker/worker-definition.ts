/** What an author declared: names and handlers, nothing started. A runtime turns it into a server. */
import type { LimitName } from '../contract/app-types.js';
import type { Loose } from '../contract/loose.js';
import type { Instant } from '../kernel/instant.js';
import type { Ctx, TriggerCtx } from './ctx.js';
import type { TriggerName } from './trigger-events.js';

/** What a trigger handler may answer: nothing, or `redirect`, which sends the browser on after an install. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- an async handler without a return answers void
export type TriggerAnswer = void | { readonly redirect: string };

/** Handles one trigger. */
export type TriggerHandler<Name extends TriggerName> = (ctx: TriggerCtx<Name>) => Promise<TriggerAnswer>;

/** Handles a workflow action, an agent tool or a card function for one portal. */
export type SurfaceHandler = (ctx: Ctx, input: Loose) => Promise<Loose>;

/** An agent tool. */
export interface ToolOptions {
  run(ctx: Ctx, input: Loose): Promise<Loose>;
}

/** A sync of a source into HubSpot objects. */
export interface SyncOptions {
  /** The HubSpot object type that is written. */
  readonly into: string;
  /** How often it runs a portal: a number and `s`, `m`, `h` or `d`, such as `5m`. */
  readonly schedule: string;
  readonly schema: Loose;
  /** Runs before every run, each time; what it throws skips the run. */
  beforeRun?(ctx: Ctx): Promise<void>;
}

/** A declared sync. */
export interface SyncDefinition extends SyncOptions {
  readonly id: string;
  readonly source: Loose;
  readonly scheduleMs: number;
}

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
  readonly actions: ReadonlyMap<string, SurfaceHandler>;
  readonly tools: ReadonlyMap<string, SurfaceHandler>;
  readonly functions: ReadonlyMap<string, SurfaceHandler>;
  readonly syncs: readonly SyncDefinition[];
  readonly resources: readonly ResourceOptions[];
  /** Whether `worker.use(billing())` was called: HS-X does the billing, not the author's triggers. */
  readonly usesBilling: boolean;
}

/** Engine-internal actions of the guide: callable by the app itself, never published to HubSpot. */
export const UNPUBLISHED_ACTIONS: ReadonlySet<string> = new Set(['reconcileBilling', 'downgradeReconcile']);
