/** What an author declared: names and handlers, nothing started. A runtime turns it into a server. */
import type { Loose } from '../contract/loose.js';
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
  /** Whether `worker.use(billing())` was called: HS-X does the billing, not the author's triggers. */
  readonly usesBilling: boolean;
}

/** Engine-internal actions of the guide: callable by the app itself, never published to HubSpot. */
export const UNPUBLISHED_ACTIONS: ReadonlySet<string> = new Set(['reconcileBilling', 'downgradeReconcile']);
