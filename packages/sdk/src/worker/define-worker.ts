import { declarationRefused, declareSurface } from './declare-surface.js';
import type {
  ActionHandler,
  ActionOptions,
  FunctionHandler,
  FunctionOptions,
  ToolOptions,
} from './surface-options.js';
import { declareSync, type SyncDefinition } from './sync/declare-sync.js';
import type { SyncOptions, SyncSource } from './sync/sync-source.js';
import type { TriggerName } from './trigger-events.js';
import type { ResourceOptions, TriggerHandler, WorkerDefinition, WorkerPlugin } from './worker-definition.js';

/** What an author declares a worker with. A name declared twice is refused with REQUEST_INVALID. */
export interface Worker {
  /** Adds a handler for a trigger; several for one trigger run in the order of declaration. */
  trigger<Name extends TriggerName>(name: Name, handler: TriggerHandler<Name>): void;
  /** Declares a workflow action, called by HubSpot at `/actions/<name>`: its handler, or options with `run` and what HubSpot shows of it. */
  action(name: string, action: ActionHandler | ActionOptions): void;
  /** Declares an agent tool, called by HubSpot at `/tools/<name>`. */
  tool(name: string, options: ToolOptions): void;
  /** Declares a card function, called from a card as `ctx.fn(name, args)`. */
  fn(name: string, fn: FunctionHandler | FunctionOptions): void;
  /**
   * Declares a sync: records go from the source into HubSpot objects, for every portal that has the app, at the pace of its schedule. How it goes is seen
   * at `sync:<portal>:<id>`; a person who sets `status: 'paused'` there stops it at the next page.
   */
  sync<Row>(source: SyncSource<Row>, options: SyncOptions<Row>): void;
  /** Declares a sync whose source has no `pull`: it keeps its schedule, asks `beforeRun`, and moves nothing. */
  sync(source: SourceWithoutPull, options: SyncOptions): void;
  /** Declares something a plan limits, such as a connection, so that a downgrade can pause it and an upgrade resume it. */
  resource(options: ResourceOptions): void;
  /** Adds a whole capability, such as `billing()`. */
  use(plugin: WorkerPlugin): void;
}

/** Something that is no {@link SyncSource} yet. */
export type SourceWithoutPull =
  string | number | { readonly pull?: undefined; readonly [field: string]: unknown };

/** Declares an app's worker; the file that exports it by default is what `hs-x dev` runs. */
export function defineWorker(declare: (parts: { worker: Worker }) => void): WorkerDefinition {
  const triggers = noTriggers();
  const actions = new Map<string, ActionOptions>();
  const tools = new Map<string, ToolOptions>();
  const functions = new Map<string, FunctionOptions>();
  const syncs: SyncDefinition[] = [];
  const resources: ResourceOptions[] = [];
  let usesBilling = false;
  declare({
    worker: {
      trigger(name, handler) {
        if (!Object.hasOwn(triggers, name)) throw unknownTrigger(name, Object.keys(triggers));
        triggers[name].push(handler);
      },
      ...surfaceDeclarations({ actions, tools, functions }),
      sync: (source: unknown, options: SyncOptions) => {
        syncs.push(declareSync(source, options, syncs));
      },
      resource: (options) => {
        resources.push(options);
      },
      use: (plugin) => {
        usesBilling ||= plugin.kind === 'billing';
      },
    },
  });
  return { triggers, actions, tools, functions, syncs, resources, usesBilling };
}

/** A handler alone is short for options with nothing else. */
function surfaceDeclarations(surfaces: {
  readonly actions: Map<string, ActionOptions>;
  readonly tools: Map<string, ToolOptions>;
  readonly functions: Map<string, FunctionOptions>;
}): Pick<Worker, 'action' | 'tool' | 'fn'> {
  const { actions, tools, functions } = surfaces;
  return {
    action(name, action) {
      const options = typeof action === 'function' ? { run: action } : action;
      declareSurface(actions, { kind: 'action', name, options });
    },
    tool(name, options) {
      declareSurface(tools, { kind: 'tool', name, options });
    },
    fn(name, fn) {
      const options = typeof fn === 'function' ? { run: fn } : fn;
      declareSurface(functions, { kind: 'function', name, options });
    },
  };
}

function noTriggers(): { [Name in TriggerName]: TriggerHandler<Name>[] } {
  return {
    'hubspot.app.installed': [],
    'hubspot.app.uninstalled': [],
    'hubspot.webhook': [],
    'billing.upgraded': [],
    'billing.downgraded': [],
    'billing.subscription_ended': [],
    'billing.retention_ended': [],
    'billing.usage_threshold': [],
    'stripe.webhook': [],
    'cron.daily': [],
  };
}

function unknownTrigger(name: string, known: readonly string[]): Error {
  return declarationRefused(`There is no trigger "${name}"; there are: ${known.join(', ')}.`);
}
