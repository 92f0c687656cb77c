import { STRIPE_API_VERSION, type StripeEndpoint } from '@hs-x/sdk/stripe';
import type { DoctorFacts, PriceFacts, StripeFacts } from '../doctor-facts.js';
import { fine, problem, warning, type Asked, type Finding } from '../finding.js';
import { checkCatalogue } from './check-catalogue.js';
import { unanswered } from './unanswered.js';

const PUSH = 'hs-x billing plans push';
/** Where every HS-X app hears Stripe. */
const WEBHOOK_PATH = '/webhooks/stripe';

/** Stripe's side, mode by mode: who is told, what is sold, what customers may do, what did not arrive. */
export function checkStripe({ stripe }: DoctorFacts): readonly Finding[] {
  return stripe.flatMap((facts) => {
    const { endpoints, mode } = facts;
    if (!('value' in endpoints)) return [unanswered('stripe.access', mode, endpoints)];
    return [
      fine('stripe.access', `Stripe answers in ${mode} mode.`),
      ...checkEndpoints(endpoints.value, facts),
      ...checkPortal(facts),
      ...checkPrices(facts),
      ...checkCatalogue(facts),
      ...checkUndelivered(facts),
    ];
  });
}

function checkEndpoints(
  all: readonly StripeEndpoint[],
  { mode, isOwn, appUrl }: StripeFacts,
): readonly Finding[] {
  const check = 'stripe.endpoint';
  if (isOwn && appUrl === null) return [warning(`${check}.unknown`, UNKNOWN, SET_APP_URL)];
  const address = `${appUrl ?? ''}${WEBHOOK_PATH}`;
  const ours = all.filter(({ url }) => (isOwn ? url === address : url.endsWith(WEBHOOK_PATH)));
  const [endpoint] = ours.toSorted((one, other) => Number(other.isEnabled) - Number(one.isEnabled));
  if (endpoint === undefined) {
    if (!isOwn) return [warning(check, `There is no webhook endpoint in ${mode} mode yet.`, PUSH)];
    return [problem(check, `No webhook endpoint in ${mode} mode leads to ${address}: no event comes.`, PUSH)];
  }
  const wrongMode = isOwn ? [] : otherModesEndpoint(all, { mode, address });
  const several = ours.filter(({ isEnabled }) => isEnabled).length > 1 && isOwn;
  return [
    ...wrongMode,
    ...(several ? [warning(`${check}.several`, SEVERAL(mode), 'Delete all but one in the Dashboard.')] : []),
    ...checkEndpoint(endpoint, mode),
  ];
}

const UNKNOWN = 'The webhook endpoint was not looked at: APP_URL is missing, or no address Stripe can reach.';
const SET_APP_URL = 'Set APP_URL to the https address of the app, such as APP_URL=https://app.example.com.';

const SEVERAL = (mode: string) =>
  `Several enabled webhook endpoints in ${mode} mode lead to the app: each signs with a secret of its own.`;

/** One deployment has one mode: what the other one sends it, it refuses. */
function otherModesEndpoint(
  all: readonly StripeEndpoint[],
  { mode, address }: { readonly mode: string; readonly address: string },
): readonly Finding[] {
  const isThere = all.some(({ url, isEnabled }) => isEnabled && url === address);
  if (!isThere) return [];
  const words = `An endpoint in ${mode} mode leads to this app, which runs in the other mode and refuses its events.`;
  return [warning('stripe.endpoint.mode', words, 'Give each mode a deployment of its own.')];
}

function checkEndpoint(endpoint: StripeEndpoint, mode: string): readonly Finding[] {
  const { url, isEnabled, missingEvents, apiVersion } = endpoint;
  const found: Finding[] = [];
  if (!isEnabled) {
    found.push(problem('stripe.endpoint.enabled', `The ${mode} webhook endpoint ${url} is disabled.`, PUSH));
  }
  if (missingEvents.length > 0) {
    const some = missingEvents.slice(0, 3).join(', ');
    const rest = missingEvents.length > 3 ? ` and ${missingEvents.length - 3} more` : '';
    const words = `The ${mode} webhook endpoint is not told of ${some}${rest}.`;
    found.push(problem('stripe.endpoint.events', words, PUSH));
  }
  if (apiVersion !== STRIPE_API_VERSION) {
    const seen = apiVersion ?? 'the account’s default';
    const words = `The ${mode} webhook endpoint speaks API version ${seen}; HS-X is made for ${STRIPE_API_VERSION}.`;
    found.push(warning('stripe.endpoint.version', words, PUSH));
  }
  if (found.length > 0) return found;
  return [fine('stripe.endpoint', `The ${mode} webhook endpoint ${url} is as it should be.`)];
}

function checkPortal({ portal, mode }: StripeFacts): readonly Finding[] {
  const check = 'stripe.portal';
  if (!('value' in portal)) {
    if (portal.code !== 'NOT_FOUND') return [unanswered(check, mode, portal)];
    const next = `Save it once in the Stripe Dashboard (Settings, Billing, Customer portal), then: ${PUSH}`;
    return [problem(check, `${mode} mode: ${portal.reason}`, next)];
  }
  const { changes } = portal.value;
  if (changes.length === 0) return [fine(check, `The customer portal in ${mode} mode is as HS-X needs it.`)];
  return changes.map(({ setting, from, to, consequence }) => {
    const words = `The customer portal in ${mode} mode has ${setting} "${from}" instead of "${to}": ${consequence}.`;
    return warning(check, words, PUSH);
  });
}

function checkPrices({ prices, mode }: StripeFacts): readonly Finding[] {
  const check = 'stripe.prices';
  if (!('value' in prices)) return [unanswered(check, mode, prices)];
  const sold = new Set<string>();
  const found = prices.value.flatMap((price) => {
    const isSold = !sold.has(price.plan);
    sold.add(price.plan);
    return checkPrice(price, { mode, isSold });
  });
  if (found.length > 0 || prices.value.length === 0) return found;
  const count = prices.value.length === 1 ? 'The price' : `All ${prices.value.length} prices`;
  return [fine(check, `${count} of hs-x.toml can be sold in ${mode} mode.`)];
}

/** The first price of a plan is sold; the others are former ones, and may well be archived. */
function checkPrice(
  { plan, priceId, state }: PriceFacts,
  { mode, isSold }: { readonly mode: string; readonly isSold: boolean },
): readonly Finding[] {
  const check = 'stripe.prices';
  const name = `Price ${priceId} of plan ${plan}`;
  if (state === null) {
    return [problem(check, `${name} does not exist in ${mode} mode.`, 'hs-x billing plans check')];
  }
  if (!state.isRecurring) {
    const words = `${name} is charged once; a subscription needs a recurring one.`;
    return [problem(check, words, 'Make a recurring price and name it in hs-x.toml.')];
  }
  if (state.isActive || !isSold) return [];
  const words = `${name} is archived in ${mode} mode: nobody can buy it.`;
  return [problem(check, words, 'Make it active in the Stripe Dashboard, or name another one first.')];
}

function checkUndelivered({ undelivered, mode, isOwn }: StripeFacts): readonly Finding[] {
  const check = 'stripe.undelivered';
  if (!isOwn) return [];
  const count: Asked<number> = undelivered;
  if (!('value' in count)) return [unanswered(check, mode, count)];
  if (count.value === 0) return [fine(check, 'Every event of the last three days has been accepted.')];
  const events = count.value === 1 ? 'One event' : `${count.value} events`;
  const words = `${events} of the last three days have not been accepted by every endpoint.`;
  return [
    warning(check, words, 'Look at Developers, Webhooks in the Dashboard; then: hs-x billing reconcile'),
  ];
}
