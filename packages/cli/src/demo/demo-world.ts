import type { PlanConfig } from '@hs-x/sdk/config';
import { CliError } from '../cli-error.js';
import { firstPaidFeature } from '../dev/configure-hubspot.js';
import type { StartedDev } from '../dev/started-dev.js';
import { createWireBrowser, type WireBrowser } from './wire-browser.js';

/** A HubSpot portal that plays a part. */
export interface DemoPortal {
  readonly portalId: number;
  readonly name: string;
}

/** What the story is about in this app. */
export interface DemoPlans {
  readonly freePlan: string;
  readonly paidPlan: string;
  readonly paidFeature: string;
  readonly trialDays: number;
  /** Whether `billing()` writes the row; the guide's hand-wired style promises less. */
  readonly usesBilling: boolean;
}

/** The stage: everything running, one browser a portal. */
export interface DemoWorld {
  readonly dev: StartedDev;
  readonly plans: DemoPlans;
  browserOf(portal: DemoPortal): WireBrowser;
  /** The surface that tells paid from unpaid; found at the first install. */
  gate: DemoGate | undefined;
}

/** A card function or workflow action that asks for a paid feature. */
export interface DemoGate {
  readonly kind: 'function' | 'action';
  readonly name: string;
}

/** The three customers; the first two are in every simulated HubSpot, the third is made for the demo. */
export const PORTALS = {
  northwind: { portalId: 51200417, name: 'Northwind Trading' },
  alder: { portalId: 51200583, name: 'Alder & Finch' },
  tidewater: { portalId: 51200701, name: 'Tidewater Labs' },
} as const satisfies Readonly<Record<string, DemoPortal>>;

/** Sets the stage. Throws EXPECTATION_FAILED when the app sells nothing the story could be about. */
export function createDemoWorld(dev: StartedDev): DemoWorld {
  const browsers = new Map<number, WireBrowser>();
  const { portalId, name } = PORTALS.tidewater;
  dev.simulators.hubspot.control.createPortal({ portalId, portalName: name });
  return {
    dev,
    plans: plansOf(dev),
    gate: undefined,
    browserOf(portal) {
      const browser = browsers.get(portal.portalId) ?? createWireBrowser();
      browsers.set(portal.portalId, browser);
      return browser;
    },
  };
}

function plansOf(dev: StartedDev): DemoPlans {
  const config = dev.config();
  const plans = config.billing.plans
    .map((plan) => config.billing.plan[plan])
    .filter((plan) => plan !== undefined);
  const free = plans.find((plan) => pricesOf(plan) === 0);
  const paid = plans.find((plan) => plan.stripe_price.test.length > 0);
  if (config.billing.provider !== 'stripe' || !free || !paid) {
    throw new CliError({
      code: 'EXPECTATION_FAILED',
      message:
        'The demo plays a Stripe subscription, and this hs-x.toml has no free plan beside a plan with a test price.',
      hint: 'Set provider = "stripe", one plan with stripe_price = "" and one with a price.',
    });
  }
  return {
    freePlan: free.name,
    paidPlan: paid.name,
    paidFeature: firstPaidFeature(config),
    trialDays: config.billing.trial_days,
    usesBilling: dev.surfaces().usesBilling,
  };
}

function pricesOf({ stripe_price: price }: PlanConfig): number {
  return price.test.length + price.live.length;
}
