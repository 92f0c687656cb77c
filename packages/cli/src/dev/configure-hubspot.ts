/** Tells the simulated HubSpot what a developer fills in there: the app's addresses, scopes, card, actions and tools. */
import type { AppConfig } from '@hs-x/sdk/config';
import type { RunningHubspot } from '../simulators/load-simulators.js';
import type { WorkerSurfaces } from './app-messages.js';

/** What is configured. */
export interface HubspotSetup {
  readonly appUrl: string;
  readonly clientSecret: string;
  readonly config: AppConfig;
  readonly surfaces: WorkerSurfaces;
}

/** Configures the app in the simulated HubSpot; again after every reload. */
export function configureHubspot(hubspot: RunningHubspot, setup: HubspotSetup): void {
  const { appUrl, clientSecret, config, surfaces } = setup;
  hubspot.control.configureApp({
    name: config.app.name,
    clientSecret,
    redirectUrls: [`${appUrl}/oauth/callback`],
    scopes: config.hubspot.scopes,
    optionalScopes: config.hubspot.optional_scopes,
    appOrigin: appUrl,
    card: cardOf(config, surfaces),
    actions: surfaces.actions.map((name) => ({ name, label: inWords(name) })),
    tools: surfaces.tools.map((name) => ({ name, label: inWords(name) })),
  });
}

/** The card calls the first declared function; an app without one gets the built-in answer about its first paid feature. */
function cardOf(config: AppConfig, surfaces: WorkerSurfaces) {
  const title = config.app.name;
  const [fn] = surfaces.functions;
  return fn === undefined
    ? { title, fn: 'hasFeature', args: { feature: firstPaidFeature(config) } }
    : { title: `${title}: ${inWords(fn)}`, fn, args: {} };
}

/** A feature some paid plan has and the free plan has not; any feature when there is no such. */
export function firstPaidFeature({ billing }: AppConfig): string {
  const plans = billing.plans.map((name) => billing.plan[name]).filter((plan) => plan !== undefined);
  const isFree = (plan: (typeof plans)[number]): boolean =>
    plan.stripe_price.test.length + plan.stripe_price.live.length + (plan.price ?? []).length === 0;
  const free = new Set(plans.filter(isFree).flatMap((plan) => plan.features));
  const paid = plans.filter((plan) => !isFree(plan)).flatMap((plan) => plan.features);
  const candidates = [...paid, ...billing.features, ...free].filter((feature) => feature !== '*');
  return candidates.find((feature) => !free.has(feature)) ?? candidates[0] ?? 'app';
}

/** `saveInsight` as "Save insight". */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
