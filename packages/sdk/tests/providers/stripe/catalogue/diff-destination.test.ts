import { describe, expect, it } from 'vitest';
import type { CatalogueDestination } from '../../../../src/providers/stripe/catalogue/catalogue-state.js';
import { diffDestination } from '../../../../src/providers/stripe/catalogue/diff-destination.js';
import { METER_ERROR_EVENT_TYPES } from '../../../../src/providers/stripe/event-types.js';

const URL = 'https://app.example.com/webhooks/stripe';
const RIGHT: CatalogueDestination = {
  id: 'ed_1',
  url: URL,
  isEnabled: true,
  events: METER_ERROR_EVENT_TYPES,
};

function diff(destinations: readonly CatalogueDestination[] | null, destinationUrl: string | null = URL) {
  const wish = { mode: 'test', plans: [], endpointUrl: URL, destinationUrl } as const;
  const state = { prices: new Map(), products: new Map(), portal: null, endpoints: [], destinations };
  const { steps, kept, obstacles } = diffDestination(wish, state);
  return {
    steps: steps.map(({ kind }) => kind),
    kept: kept.length,
    obstacles: obstacles.map(({ what }) => what),
  };
}

describe('the event destination of meter errors', () => {
  it.each([
    ['is made where there is none at the address', diff([{ ...RIGHT, url: 'https://else.example' }]), 'step'],
    ['is kept where it is right', diff([RIGHT]), 'kept'],
    ['is left to a person where it is switched off', diff([{ ...RIGHT, isEnabled: false }]), 'obstacle'],
    ['is left to a person where an event is missing', diff([{ ...RIGHT, events: [] }]), 'obstacle'],
    ['is left to a person where the key may not look', diff(null), 'obstacle'],
    ['is not needed by an app that meters nothing', diff(null, null), 'nothing'],
  ])('%s', (_title, found, outcome) => {
    expect(found).toEqual({
      steps: outcome === 'step' ? ['createDestination'] : [],
      kept: outcome === 'kept' ? 1 : 0,
      obstacles: outcome === 'obstacle' ? ['destination'] : [],
    });
  });
});
