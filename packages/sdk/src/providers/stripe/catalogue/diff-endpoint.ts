/**
 * The webhook endpoint. Its API version cannot be changed (stripe 23.1.0, `WebhookEndpointUpdateParams`, read 2026-11): another version is another
 * endpoint, and the one before stays until the app knows the new secret, as Stripe advises (docs.stripe.com/webhooks/versioning, read 2026-11).
 */
import { STRIPE_API_VERSION } from '../client.js';
import type { StripeEndpoint } from '../stripe-account.js';
import type { CatalogueObstacle } from './catalogue-diff.js';
import type { PartDiff } from './diff-portal.js';

/** Compares the endpoints at the app's address; `url` null: it is not known, or Stripe cannot reach it. */
export function diffEndpoint(url: string | null, endpoints: readonly StripeEndpoint[]): PartDiff {
  if (url === null) return { steps: [], kept: [], obstacles: [NO_ADDRESS] };
  const { right, other } = endpointsAt(url, endpoints);
  if (right === null) {
    const step = {
      kind: 'createEndpoint',
      url,
      apiVersion: STRIPE_API_VERSION,
      besides: other?.id ?? null,
    } as const;
    return { steps: [step], kept: [], obstacles: [] };
  }
  if (right.isEnabled && right.missingEvents.length === 0)
    return { steps: [], kept: [{ what: 'endpoint', plan: null, name: url }], obstacles: [] };
  const { id, missingEvents: addedEvents, isEnabled } = right;
  const step = { kind: 'updateEndpoint', id, url, addedEvents, isSwitchedOn: !isEnabled } as const;
  return { steps: [step], kept: [], obstacles: [] };
}

/** The endpoint of HS-X's API version, an enabled one first, and an enabled one of another version. */
export function endpointsAt(
  url: string,
  endpoints: readonly StripeEndpoint[],
): { readonly right: StripeEndpoint | null; readonly other: StripeEndpoint | null } {
  const ours = endpoints.filter((endpoint) => endpoint.url === url);
  const right = ours
    .filter(({ apiVersion }) => apiVersion === STRIPE_API_VERSION)
    .toSorted((one, other) => Number(other.isEnabled) - Number(one.isEnabled));
  const other = ours.find(({ apiVersion, isEnabled }) => isEnabled && apiVersion !== STRIPE_API_VERSION);
  return { right: right[0] ?? null, other: other ?? null };
}

const NO_ADDRESS: CatalogueObstacle = {
  what: 'endpoint',
  plan: null,
  message: 'The webhook endpoint was not looked at: APP_URL is missing, or no address Stripe can reach.',
  next: 'Set APP_URL to the https address of the app, such as APP_URL=https://app.example.com.',
};
