/** What a card's author works with: the same `ctx.fn` and `ctx.config` as on the server, as far as a browser may see it. */
import type { CallFunction } from '../card-types.js';
import { callFunction } from '../call/call-function.js';
import type { BillingWatch } from '../watch/billing-watch.js';
import type { BillingSnapshot, SnapshotPlan } from '../wire/billing-snapshot.js';

/** A card's `ctx`: the same object as long as the card lives, so that effects may depend on it. */
export interface CardCtx {
  /**
   * Calls a function the app declares with `worker.fn`, or the built-in `hasFeature`. A rejection that the card
   * function does not catch becomes the right screen: upgrade prompt, calm retry, or a short error.
   */
  readonly fn: CallFunction;
  /** The public part of `hs-x.toml`; throws before the portal's billing is known, which the card waits for. */
  readonly config: CardConfig;
}

/** The public part of `hs-x.toml`. */
export interface CardConfig {
  readonly billing: {
    /** Where upgrade buttons lead, signed for this portal. */
    readonly upgrade_url: string;
    /** Plan names from the lowest rank to the highest. */
    readonly plans: readonly string[];
    /** Plans by name, without prices. */
    readonly plan: Readonly<Record<string, SnapshotPlan>>;
  };
}

/** The `ctx` of one card. */
export function createCardCtx(appUrl: string, watch: BillingWatch): CardCtx {
  const call = (name: string, args: Readonly<Record<string, unknown>> = {}) =>
    callFunction({ appUrl, name, args });
  return {
    fn: call as CallFunction, // names, arguments and results are the author's declaration: nothing here can check them
    get config() {
      const { snapshot } = watch.getState();
      if (snapshot) return cardConfig(snapshot);
      throw new Error('ctx.config was read before the billing of the portal was known: use <SetupPending>.');
    },
  };
}

function cardConfig({ links, plans }: BillingSnapshot): CardConfig {
  return {
    billing: {
      upgrade_url: links.upgradeUrl,
      plans: plans.map((plan) => plan.name),
      plan: Object.fromEntries(plans.map((plan) => [plan.name, plan])),
    },
  };
}
