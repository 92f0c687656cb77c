/**
 * Carries a diff out, step by step and nothing else. Every step is found again by what it made (a product's id, a price's lookup key, an
 * endpoint's address), so that a push that was interrupted is finished by the next one.
 */
import type Stripe from 'stripe';
import { callStripe } from '../errors.js';
import { BILLING_EVENT_TYPES } from '../event-types.js';
import type { CatalogueDiff, CatalogueStep, OfferedProduct } from './catalogue-diff.js';

/** The signing secret of a sender that a push has made. The two senders sign what they send to one address with a secret each. */
export interface MadeSecret {
  /** `endpoint`: the webhook endpoint; `destination`: the event destination of meter errors. */
  readonly sender: 'endpoint' | 'destination';
  readonly secret: string;
  /** Whether a sender of the same kind stays at the address, with its own secret. */
  readonly isBesideAnother: boolean;
}

/** Told at once of the signing secret of a new endpoint or event destination: Stripe's API never shows it again. */
export type OnSigningSecret = (made: MadeSecret) => void;

/** What a push leaves behind. */
export interface PushedCatalogue {
  /** The price ids of each plan, the one sold first. */
  readonly priceIds: readonly { readonly plan: string; readonly priceIds: readonly string[] }[];
}

/** Makes exactly the steps of the diff. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED; the steps before it are done then. */
export async function pushCatalogue(
  stripe: Stripe,
  { steps, plans }: CatalogueDiff,
  onSigningSecret: OnSigningSecret,
): Promise<PushedCatalogue> {
  const made: MadePrices = new Map();
  for (const step of steps) await carryOut(stripe, step, { made, onSigningSecret });
  return {
    priceIds: plans.map(({ plan, prices }) => ({ plan, priceIds: prices.map((price) => idOf(price, made)) })),
  };
}

/** Ids of new prices by their lookup key. */
type MadePrices = Map<string, string>;

interface Making {
  readonly made: MadePrices;
  readonly onSigningSecret: OnSigningSecret;
}

async function carryOut(
  stripe: Stripe,
  step: CatalogueStep,
  { made, onSigningSecret }: Making,
): Promise<void> {
  switch (step.kind) {
    case 'createProduct': {
      const { id, name, plan } = step;
      await callStripe('make a product', () =>
        stripe.products.create({ id, name, metadata: { hsx_plan: plan } }),
      );
      return;
    }
    case 'updateProduct': {
      const { id, name, isActive } = step.to;
      await callStripe('change a product', () => stripe.products.update(id, { name, active: isActive }));
      return;
    }
    case 'createPrice':
      made.set(step.wished.lookupKey, await createPrice(stripe, step));
      return;
    case 'moveLookupKey':
      await moveLookupKey(stripe, step);
      return;
    case 'setPortal':
      await setPortal(stripe, step, made);
      return;
    case 'createEndpoint':
      onSigningSecret(await createEndpoint(stripe, step));
      return;
    case 'updateEndpoint':
      await updateEndpoint(stripe, step);
      return;
    case 'createDestination':
      onSigningSecret(await createDestination(stripe, step));
  }
}

type StepOf<Kind extends CatalogueStep['kind']> = Extract<CatalogueStep, { kind: Kind }>;

async function createPrice(stripe: Stripe, step: StepOf<'createPrice'>): Promise<string> {
  const { productId, plan, replaces, wished } = step;
  const { id } = await callStripe('make a price', () =>
    stripe.prices.create({
      product: productId,
      currency: wished.currency,
      unit_amount: wished.amountMinor,
      recurring: { interval: wished.interval, interval_count: wished.intervalCount },
      lookup_key: wished.lookupKey,
      // Only from the price that was shown: a key somebody else has taken since is refused.
      ...(replaces === null ? {} : { transfer_lookup_key: true }),
      ...taxBehaviorOf(replaces),
      metadata: { hsx_plan: plan },
    }),
  );
  return id;
}

/** Whether tax is in the amount is settled once for each price; a new amount keeps what the old one said. */
function taxBehaviorOf(
  replaces: StepOf<'createPrice'>['replaces'],
): Pick<Stripe.PriceCreateParams, 'tax_behavior'> {
  const behavior = replaces?.taxBehavior ?? null;
  return behavior === 'inclusive' || behavior === 'exclusive' ? { tax_behavior: behavior } : {};
}

async function moveLookupKey(stripe: Stripe, step: StepOf<'moveLookupKey'>): Promise<void> {
  const { priceId, lookupKey, from } = step;
  const transfer = from === null ? {} : { transfer_lookup_key: true };
  await callStripe('move a lookup key', () =>
    stripe.prices.update(priceId, { lookup_key: lookupKey, ...transfer }),
  );
}

async function setPortal(stripe: Stripe, step: StepOf<'setPortal'>, made: MadePrices): Promise<void> {
  const { configurationId, settings, isSwitchedOn, allowedUpdates, products } = step;
  await callStripe('set the portal configuration', () =>
    stripe.billingPortal.configurations.update(configurationId, {
      features: {
        subscription_update: {
          ...Object.fromEntries(settings.map(({ setting, to }) => [setting, to])),
          ...(isSwitchedOn ? { enabled: true, default_allowed_updates: allowedUpdates as Allowed[] } : {}),
          ...(products === null ? {} : { products: products.map((product) => productParam(product, made)) }),
        },
      },
    }),
  );
}

type UpdateParams = NonNullable<
  Stripe.BillingPortal.ConfigurationUpdateParams.Features['subscription_update']
>;
type Allowed = Extract<UpdateParams['default_allowed_updates'], readonly unknown[]>[number];
type ProductParam = Extract<UpdateParams['products'], readonly unknown[]>[number];

function productParam({ productId, prices, quantity }: OfferedProduct, made: MadePrices): ProductParam {
  return {
    product: productId,
    prices: prices.map((price) => idOf(price, made)),
    ...(quantity === null
      ? {}
      : {
          adjustable_quantity: {
            enabled: quantity.enabled,
            minimum: quantity.minimum,
            ...(quantity.maximum === null ? {} : { maximum: quantity.maximum }),
          },
        }),
  };
}

async function createEndpoint(
  stripe: Stripe,
  { url, apiVersion, besides }: StepOf<'createEndpoint'>,
): Promise<MadeSecret> {
  const endpoint = await callStripe('make the webhook endpoint', () =>
    stripe.webhookEndpoints.create({
      url,
      enabled_events: [...BILLING_EVENT_TYPES],
      api_version: apiVersion as Stripe.WebhookEndpointCreateParams.ApiVersion,
      description: 'HS-X billing',
    }),
  );
  return { sender: 'endpoint', secret: endpoint.secret ?? '', isBesideAnother: besides !== null };
}

async function createDestination(
  stripe: Stripe,
  { url, events }: StepOf<'createDestination'>,
): Promise<MadeSecret> {
  const destination = await callStripe('make the event destination', () =>
    stripe.v2.core.eventDestinations.create({
      name: 'HS-X meter errors',
      type: 'webhook_endpoint',
      event_payload: 'thin',
      enabled_events: [...events],
      webhook_endpoint: { url },
      include: ['webhook_endpoint.signing_secret'],
    }),
  );
  const secret = destination.webhook_endpoint?.signing_secret ?? '';
  return { sender: 'destination', secret, isBesideAnother: false };
}

/** The list is written as a whole, so that what else it holds now is kept. */
async function updateEndpoint(stripe: Stripe, step: StepOf<'updateEndpoint'>): Promise<void> {
  const { id, addedEvents, isSwitchedOn } = step;
  await callStripe('change the webhook endpoint', async () => {
    const { enabled_events: events } = await stripe.webhookEndpoints.retrieve(id);
    const all = [
      ...new Set([...events, ...addedEvents]),
    ] as Stripe.WebhookEndpointUpdateParams.EnabledEvent[];
    await stripe.webhookEndpoints.update(id, {
      ...(addedEvents.length === 0 ? {} : { enabled_events: all }),
      ...(isSwitchedOn ? { disabled: false } : {}),
    });
  });
}

function idOf(price: OfferedProduct['prices'][number], made: MadePrices): string {
  if (typeof price === 'string') return price;
  return price.kind === 'existing' ? price.price.id : (made.get(price.wished.lookupKey) ?? '');
}
