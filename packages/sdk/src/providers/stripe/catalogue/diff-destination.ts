/**
 * The event destination that tells of usage a meter dropped. Thin events cannot come by the webhook endpoint: thin and snapshot payloads need a
 * destination each, which may lead to one address and have a signing secret each (stripe 23.1.0, `EventDestinationCreateParams`, and
 * spatie/laravel-stripe-webhooks issue 188, read 2026-11).
 */
import { METER_ERROR_EVENT_TYPES } from '../event-types.js';
import type { CatalogueObstacle } from './catalogue-diff.js';
import type { CatalogueState } from './catalogue-state.js';
import type { CatalogueWish } from './catalogue-wish.js';
import type { PartDiff } from './diff-portal.js';

/** Compares the destinations at the app's address; an app that meters nothing, or whose address is not known, needs none. */
export function diffDestination(
  { destinationUrl: url }: CatalogueWish,
  { destinations }: CatalogueState,
): PartDiff {
  if (url === null) return { steps: [], kept: [], obstacles: [] };
  if (destinations === null) return { steps: [], kept: [], obstacles: [UNREAD] };
  const ours = destinations.filter((destination) => destination.url === url);
  const right = ours.find(
    ({ isEnabled, events }) => isEnabled && METER_ERROR_EVENT_TYPES.every((type) => events.includes(type)),
  );
  if (right) return { steps: [], kept: [{ what: 'destination', plan: null, name: url }], obstacles: [] };
  const [other] = ours;
  if (other) return { steps: [], kept: [], obstacles: [incomplete(other.id)] };
  return {
    steps: [{ kind: 'createDestination', url, events: METER_ERROR_EVENT_TYPES }],
    kept: [],
    obstacles: [],
  };
}

const UNREAD: CatalogueObstacle = {
  what: 'destination',
  plan: null,
  message: 'Event destinations were not looked at: the Stripe key may not read them.',
  next: 'Allow the key to read and write Event destinations, or make one in the Dashboard as the README says.',
};

/** What a person made otherwise, a person changes: the same destination may tell others. */
function incomplete(id: string): CatalogueObstacle {
  return {
    what: 'destination',
    plan: null,
    message: `The event destination ${id} is switched off or is not sent ${METER_ERROR_EVENT_TYPES.join(' and ')}.`,
    next: 'Change it in the Stripe Dashboard (Workbench, Event destinations).',
  };
}
