import { STRIPE_API_VERSION } from '../client.js';
import type { StripeEndpoint } from '../stripe-account.js';
import type { CatalogueDiff, CatalogueStep } from './catalogue-diff.js';
import { catalogueFinding, type CatalogueFinding } from './catalogue-finding.js';
import type { CatalogueState } from './catalogue-state.js';
import type { CatalogueWish } from './catalogue-wish.js';
import { endpointsAt } from './diff-endpoint.js';
import { diffCatalogue } from './diff-catalogue.js';
import { findPriceProblems } from './find-price-problems.js';

const PUSH = 'hs-x billing plans push';

/** Everything of a catalogue that keeps an app from selling, or sells otherwise than it should. Empty: all is well. */
export function findCatalogueProblems(
  wish: CatalogueWish,
  state: CatalogueState,
): readonly CatalogueFinding[] {
  const diff = diffCatalogue(wish, state);
  return [
    ...wish.plans.flatMap((plan) => findPriceProblems(plan, state, wish.mode)),
    ...portalProblems(diff, wish),
    ...endpointProblems(wish, state.endpoints),
    ...destinationProblems(diff, wish),
  ];
}

function portalProblems(diff: CatalogueDiff, { mode }: CatalogueWish): readonly CatalogueFinding[] {
  const missing = diff.obstacles.filter(({ what }) => what === 'portal');
  return [
    ...missing.map(({ message, next }) => catalogueFinding('portal.missing', { message, next })),
    ...diff.steps.filter((step) => step.kind === 'setPortal').flatMap((step) => portalFindings(step, mode)),
  ];
}

function portalFindings(
  step: Extract<CatalogueStep, { kind: 'setPortal' }>,
  mode: string,
): readonly CatalogueFinding[] {
  const { settings, isSwitchedOn, offeredPlans } = step;
  const found = settings.map(({ setting, from, to, consequence }) => {
    const message = `The customer portal in ${mode} mode has ${setting} "${from}" instead of "${to}": ${consequence}.`;
    return catalogueFinding('portal.setting', { message, next: PUSH });
  });
  if (isSwitchedOn) {
    const message = `The customer portal in ${mode} mode lets nobody change the plan.`;
    found.push(catalogueFinding('portal.switch', { message, next: PUSH }));
  }
  if (offeredPlans.length > 0) {
    const plans = offeredPlans.length === 1 ? 'plan' : 'plans';
    const message = `The customer portal in ${mode} mode does not offer ${plans} ${offeredPlans.join(', ')} at the prices that are sold.`;
    found.push(catalogueFinding('portal.products', { message, next: PUSH }));
  }
  return found;
}

function destinationProblems(
  { steps, obstacles }: CatalogueDiff,
  { mode }: CatalogueWish,
): readonly CatalogueFinding[] {
  const others = obstacles.filter(({ what }) => what === 'destination');
  const isMissing = steps.some(({ kind }) => kind === 'createDestination');
  const message = `No event destination in ${mode} mode tells the app of usage that Stripe takes and then drops.`;
  return [...(isMissing ? [{ message, next: PUSH }] : []), ...others].map((words) =>
    catalogueFinding('destination.missing', { message: words.message, next: words.next }),
  );
}

function endpointProblems(
  { endpointUrl: url, mode }: CatalogueWish,
  all: readonly StripeEndpoint[],
): readonly CatalogueFinding[] {
  if (url === null) {
    const message =
      'The webhook endpoint was not looked at: APP_URL is missing, or no address Stripe can reach.';
    const next = 'Set APP_URL to the https address of the app, such as APP_URL=https://app.example.com.';
    return [catalogueFinding('endpoint.unknown', { message, next })];
  }
  const { right, other } = endpointsAt(url, all);
  const present = right ?? other;
  if (present === null) {
    const message = `No webhook endpoint in ${mode} mode leads to ${url}: no event comes.`;
    return [catalogueFinding('endpoint.missing', { message, next: PUSH })];
  }
  return [...endpointFindings(present), ...(right?.isEnabled && other ? [several(url, other)] : [])];
}

function endpointFindings({
  id,
  isEnabled,
  missingEvents,
  apiVersion,
}: StripeEndpoint): readonly CatalogueFinding[] {
  const found: CatalogueFinding[] = [];
  if (!isEnabled)
    found.push(
      catalogueFinding('endpoint.disabled', {
        message: `The webhook endpoint ${id} is switched off.`,
        next: PUSH,
      }),
    );
  if (missingEvents.length > 0) {
    const message = `The webhook endpoint ${id} is not sent ${missingEvents.join(', ')}.`;
    found.push(catalogueFinding('endpoint.events', { message, next: PUSH }));
  }
  if (apiVersion !== STRIPE_API_VERSION) {
    const seen = apiVersion ?? 'the account’s default';
    const message = `The webhook endpoint ${id} speaks API version ${seen}; HS-X is made for ${STRIPE_API_VERSION}.`;
    found.push(catalogueFinding('endpoint.version', { message, next: PUSH }));
  }
  return found;
}

function several(url: string, { id, apiVersion }: StripeEndpoint): CatalogueFinding {
  const message = `Two enabled webhook endpoints lead to ${url}; ${id} is the one of API version ${apiVersion ?? 'by default'}.`;
  const next = `Once the app runs with the new signing secret, switch ${id} off in the Stripe Dashboard (Developers, Webhooks).`;
  return catalogueFinding('endpoint.several', { message, next });
}
