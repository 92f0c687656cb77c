import { expect, test } from 'vitest';
import { loadAppConfig } from '@hs-x/sdk/config';
import { stripePriceLines } from '../src/billing/stripe-price-lines.js';

/** The line for `team`, which has `price_new` and then `price_old` in test mode. */
function lineFor(stripePrice: string, plans = [{ plan: 'team', priceIds: ['price_new', 'price_old'] }]) {
  const price = 'price = { amount_minor = 4_900, currency = "usd", interval = "month" }';
  const config = loadAppConfig(
    `[billing]\nprovider = "stripe"\n[billing.plan.team]\n${stripePrice}\n${price}\n`,
    { fileName: 'hs-x.toml' },
  );
  return stripePriceLines({ config, mode: 'test', plans })[0]?.line;
}

test('the line of a plan that had no price names those of the mode', () => {
  expect(lineFor('')).toBe('stripe_price = { test = ["price_new", "price_old"] }');
});

test('the other mode’s prices stay', () => {
  expect(lineFor('stripe_price = { test = "price_old", live = "price_live" }')).toBe(
    'stripe_price = { test = ["price_new", "price_old"], live = "price_live" }',
  );
});

test('an id that stood for both modes is left only to the one it belongs to', () => {
  expect(lineFor('stripe_price = "price_old"')).toBe('stripe_price = { test = ["price_new", "price_old"] }');
  expect(lineFor('stripe_price = "price_of_live"')).toBe(
    'stripe_price = { test = ["price_new", "price_old"], live = "price_of_live" }',
  );
});

test('nothing is said of a plan whose line is right already', () => {
  expect(lineFor('stripe_price = ["price_new", "price_old"]')).toBeUndefined();
});
