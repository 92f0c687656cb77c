import { invalidRequest, parameterMissing, resourceMissing } from '../api/failure.js';
import { emit } from '../events/emit.js';
import { findMeter } from '../meters/create.js';
import { newMetadata, type Metadata } from '../metadata.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { PriceInterval, PriceObject } from './object.js';

/** The recurring part of a new price; with a meter it bills what that has counted, afterwards. */
export interface NewRecurring {
  readonly interval: PriceInterval;
  /** Default 1. */
  readonly interval_count?: number;
  readonly usage_type?: 'licensed' | 'metered';
  readonly meter?: string;
}

/** What a new price is created with. */
export interface NewPrice {
  /** Default: a new `price_…`. */
  readonly id?: string;
  readonly productId: string;
  /** Three letters, any case. */
  readonly currency: string;
  /** In the currency's smallest unit. */
  readonly amountMinor: number;
  /** Absent for a one-time price. */
  readonly recurring?: NewRecurring | undefined;
  readonly lookupKey?: string | undefined;
  /** Takes the lookup key from the price that has it; without, a taken key is refused. */
  readonly transferLookupKey?: boolean | undefined;
  readonly nickname?: string | undefined;
  readonly active?: boolean | undefined;
  readonly taxBehavior?: PriceObject['tax_behavior'] | undefined;
  readonly metadata?: Metadata | null | undefined;
}

/** Creates a price and says so. */
export function createPrice(world: StripeWorld, given: NewPrice): PriceObject {
  if (!/^[a-z]{3}$/i.test(given.currency)) {
    throw invalidRequest(`Invalid currency: ${given.currency}.`, { param: 'currency' });
  }
  if (given.lookupKey !== undefined) {
    claimLookupKey(world, given.lookupKey, { mayTransfer: given.transferLookupKey ?? false });
  }
  requireMeter(world, given.recurring);
  const price = newPrice(world, given);
  world.state.prices.set(price.id, price);
  emit(world, { type: 'price.created', object: price });
  return price;
}

/** Since usage records are gone, a metered price needs a meter (API 2025-03-31.basil, read 2026-11-20). */
function requireMeter(world: StripeWorld, recurring: NewRecurring | undefined): void {
  const { usage_type: usageType = 'licensed', meter } = recurring ?? {};
  if (meter !== undefined) findMeter(world, meter, 'recurring[meter]');
  if (usageType === 'metered' && meter === undefined) throw parameterMissing('recurring[meter]');
  if (usageType === 'licensed' && meter !== undefined) {
    throw invalidRequest('A meter can only be set when usage_type is metered.', {
      param: 'recurring[meter]',
    });
  }
}

/** The price with this id; refuses a missing one. */
export function findPrice(world: StripeWorld, id: string, param?: string): PriceObject {
  const found = world.state.prices.get(id);
  if (found === undefined)
    throw resourceMissing({ noun: 'price', id, ...(param === undefined ? {} : { param }) });
  return found;
}

/** Frees a lookup key for a new holder: a key names at most one price. */
export function claimLookupKey(
  world: StripeWorld,
  lookupKey: string,
  options: { readonly mayTransfer: boolean },
): void {
  const holder = [...world.state.prices.values()].find((price) => price.lookup_key === lookupKey);
  if (holder === undefined) return;
  if (!options.mayTransfer) {
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key. Set \`transfer_lookup_key=true\` to transfer it.`,
      { param: 'lookup_key' },
    );
  }
  const freed: PriceObject = { ...holder, lookup_key: null };
  world.state.prices.set(holder.id, freed);
  emit(world, { type: 'price.updated', object: freed, before: holder });
}

function newPrice(world: StripeWorld, given: NewPrice): PriceObject {
  return {
    id: given.id ?? world.ids.next('price_1', 23),
    object: 'price',
    active: given.active ?? true,
    billing_scheme: 'per_unit',
    created: nowSeconds(world),
    currency: given.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: given.lookupKey ?? null,
    metadata: newMetadata(given.metadata),
    nickname: given.nickname ?? null,
    product: given.productId,
    recurring:
      given.recurring === undefined
        ? null
        : {
            interval: given.recurring.interval,
            interval_count: given.recurring.interval_count ?? 1,
            meter: given.recurring.meter ?? null,
            trial_period_days: null,
            usage_type: given.recurring.usage_type ?? 'licensed',
          },
    tax_behavior: given.taxBehavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: given.recurring === undefined ? 'one_time' : 'recurring',
    unit_amount: given.amountMinor,
    unit_amount_decimal: String(given.amountMinor),
  };
}
