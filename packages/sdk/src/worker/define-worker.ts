import { HsxError } from '../kernel/hsx-error.js';
import type { Loose } from '../contract/loose.js';
import { parseSchedule } from './schedule.js';
import type { TriggerName } from './trigger-events.js';
import type {
  ResourceOptions,
  SurfaceHandler,
  SyncDefinition,
  SyncOptions,
  ToolOptions,
  TriggerHandler,
  WorkerDefinition,
  WorkerPlugin,
} from './worker-definition.js';

/** What an author declares a worker with. A name declared twice is refused with REQUEST_INVALID. */
export interface Worker {
  /** Adds a handler for a trigger; several for one trigger run in the order of declaration. */
  trigger<Name extends TriggerName>(name: Name, handler: TriggerHandler<Name>): void;
  /** Declares a workflow action, called by HubSpot at `/actions/<name>`. */
  action(name: string, handler: SurfaceHandler): void;
  /** Declares an agent tool, called by HubSpot at `/tools/<name>`. */
  tool(name: string, options: ToolOptions): void;
  /** Declares a card function, called from a card as `ctx.fn(name, args)`. */
  fn(name: string, handler: SurfaceHandler): void;
  /** Declares a sync; it runs for every portal that has the app. */
  sync(source: Loose, options: SyncOptions): void;
  /** Declares something a plan limits, such as a connection, so that a downgrade can pause it and an upgrade resume it. */
  resource(options: ResourceOptions): void;
  /** Adds a whole capability, such as `billing()`. */
  use(plugin: WorkerPlugin): void;
}

const NAME = /^[A-Za-z][\w-]{0,63}$/;

/** Declares an app's worker; the file that exports it by default is what `hs-x dev` runs. */
export function defineWorker(declare: (parts: { worker: Worker }) => void): WorkerDefinition {
  const triggers = noTriggers();
  const actions = new Map<string, SurfaceHandler>();
  const tools = new Map<string, SurfaceHandler>();
  const functions = new Map<string, SurfaceHandler>();
  const syncs: SyncDefinition[] = [];
  const resources: ResourceOptions[] = [];
  let usesBilling = false;
  declare({
    worker: {
      trigger(name, handler) {
        if (!Object.hasOwn(triggers, name)) throw unknownTrigger(name, Object.keys(triggers));
        triggers[name].push(handler);
      },
      action: (name, handler) => declareOnce(actions, { kind: 'action', name, handler }),
      tool: (name, options) =>
        declareOnce(tools, { kind: 'tool', name, handler: (ctx, input) => options.run(ctx, input) }),
      fn: (name, handler) => declareOnce(functions, { kind: 'function', name, handler }),
      sync: (source, options) => {
        syncs.push({
          ...options,
          source: source as unknown,
          id: syncId(options, syncs),
          scheduleMs: parseSchedule(options.schedule),
        });
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

function noTriggers(): { [Name in TriggerName]: TriggerHandler<Name>[] } {
  return {
    'hubspot.app.installed': [],
    'hubspot.app.uninstalled': [],
    'hubspot.webhook': [],
    'billing.upgraded': [],
    'billing.downgraded': [],
    'billing.subscription_ended': [],
    'billing.retention_ended': [],
    'stripe.webhook': [],
    'cron.daily': [],
  };
}

function declareOnce(
  handlers: Map<string, SurfaceHandler>,
  declared: { kind: string; name: string; handler: SurfaceHandler },
): void {
  const { kind, name, handler } = declared;
  if (!NAME.test(name)) {
    throw refused(
      `The ${kind} name "${name}" is not allowed: a letter, then letters, digits, "-" or "_", at most 64.`,
    );
  }
  if (handlers.has(name)) throw refused(`The ${kind} "${name}" is declared twice; each name works once.`);
  handlers.set(name, handler);
}

/** A sync is named after the objects it writes; the second one into the same objects gets a number. */
function syncId(options: SyncOptions, others: readonly SyncDefinition[]): string {
  const same = others.filter((sync) => sync.into === options.into).length;
  return same === 0 ? options.into : `${options.into}-${same + 1}`;
}

function unknownTrigger(name: string, known: readonly string[]): HsxError {
  return refused(`There is no trigger "${name}"; there are: ${known.join(', ')}.`);
}

function refused(message: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message,
    hint: 'Correct the declaration in the worker file.',
  });
}
