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
  /** The paid plans next to the one sold; absent when it is the smallest or largest. */
  readonly smallerPlan?: string;
  readonly largerPlan?: string;
  readonly retentionDays: number;
  /** Whether the worker has the functions `connectSheet` and `sheets`, so that a downgrade has something to pause. */
  readonly hasSheets: boolean;
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

/** The customers; the first and `alder` are in every simulated HubSpot, the others are made for the demo. */
export const PORTALS = {
  northwind: { portalId: 51200417, name: 'Northwind Trading' },
  northwindEast: { portalId: 51200642, name: 'Northwind East' },
  alder: { portalId: 51200583, name: 'Alder & Finch' },
  tidewater: { portalId: 51200701, name: 'Tidewater Labs' },
} as const satisfies Readonly<Record<string, DemoPortal>>;

/** Sets the stage. Throws EXPECTATION_FAILED when the app sells nothing the story could be about. */
export function createDemoWorld(dev: StartedDev): DemoWorld {
  const browsers = new Map<number, WireBrowser>();
  addPortals(dev);
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

function addPortals({ simulators }: StartedDev): void {
  const { control } = simulators.hubspot;
  const { northwind, northwindEast, tidewater } = PORTALS;
  const admin = adminEmailOf(control.portals(), northwind);
  control.createPortal({ portalId: tidewater.portalId, portalName: tidewater.name });
  control.createPortal({
    portalId: northwindEast.portalId,
    portalName: northwindEast.name,
    adminEmail: admin,
  });
}

/** The address of the portal's Super Admin. */
export function adminEmailOf(
  portals: ReturnType<StartedDev['simulators']['hubspot']['control']['portals']>,
  { portalId }: DemoPortal,
): string {
  const portal = portals.find((one) => one.portalId === portalId);
  return portal?.users.find((user) => user.isSuperAdmin)?.email ?? '';
}

function plansOf(dev: StartedDev): DemoPlans {
  const config = dev.config();
  const plans = config.billing.plans
    .map((plan) => config.billing.plan[plan])
    .filter((plan) => plan !== undefined);
  const free = plans.find((plan) => pricesOf(plan) === 0);
  const sold = plans.filter((plan) => plan.stripe_price.test.length > 0);
  const paid = sold.find((plan) => plan.name === config.billing.checkout.plan) ?? sold[0];
  if (config.billing.provider !== 'stripe' || !free || !paid) {
    throw new CliError({
      code: 'EXPECTATION_FAILED',
      message:
        'The demo plays a Stripe subscription, and this hs-x.toml has no free plan beside a plan with a test price.',
      hint: 'Set provider = "stripe", one plan with stripe_price = "" and one with a price.',
    });
  }
  const { functions, usesBilling } = dev.surfaces();
  const [smaller, larger] = [sold[sold.indexOf(paid) - 1], sold[sold.indexOf(paid) + 1]];
  return {
    freePlan: free.name,
    paidPlan: paid.name,
    ...(smaller ? { smallerPlan: smaller.name } : {}),
    ...(larger ? { largerPlan: larger.name } : {}),
    retentionDays: config.billing.retention_days,
    hasSheets: functions.includes('connectSheet') && functions.includes('sheets'),
    paidFeature: firstPaidFeature(config),
    trialDays: config.billing.trial_days,
    usesBilling,
  };
}

function pricesOf({ stripe_price: price }: PlanConfig): number {
  return price.test.length + price.live.length;
}
