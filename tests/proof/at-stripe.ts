/** What happens at the provider, past the app: on its billing pages, in the merchant's dashboard. */
import type { PortalAct, SubscriptionTruth } from '@hs-x/simulators';
import { PLANS } from './proof-config.js';
import type { ProofWorld } from './proof-world.js';

/** What is needed of a world to act at its provider. */
export type StripeSide = Pick<ProofWorld, 'now' | 'stripe'>;

/** Plans for sale. */
export type Paid = 'team' | 'scale';
/** Cards by what becomes of them. */
export type Card = 'good' | 'failsLater' | 'declined';
/** Deeds that need no more than their name. */
export type PlainAtStripe = 'pauseCollection' | 'payInvoice' | 'resumeCollection' | 'undo';

/** A deed at the provider. */
export type StripeDeed =
  | { readonly kind: PlainAtStripe }
  | { readonly kind: 'changePlan'; readonly plan: Paid }
  | { readonly kind: 'cancel'; readonly how: 'atPeriodEnd' | 'atDate' | 'now' }
  | { readonly kind: 'updateCard'; readonly card: Card }
  /** A running trial is moved to an earlier day; 0: to this instant. */
  | { readonly kind: 'shortenTrial'; readonly days: number }
  | MerchantDeed;

/** A deed of the merchant, or of a customer's bank; it needs no subscription. */
export type MerchantDeed =
  | { readonly kind: 'refund'; readonly share: 'all' | 'part' }
  | { readonly kind: 'dispute' }
  | { readonly kind: 'decideDispute'; readonly outcome: 'lost' | 'won' }
  | { readonly kind: 'deleteCustomer' };

const AT_STRIPE: readonly string[] = [
  'cancel',
  'changePlan',
  'decideDispute',
  'deleteCustomer',
  'dispute',
  'pauseCollection',
  'payInvoice',
  'refund',
  'resumeCollection',
  'shortenTrial',
  'undo',
  'updateCard',
] satisfies readonly StripeDeed['kind'][];

/** Whether the deed is done at the provider. */
export function isAtStripe(deed: { readonly kind: string }): deed is StripeDeed {
  return AT_STRIPE.includes(deed.kind);
}

/** Does it, to the portal's running subscription; without one nothing happens. */
export async function actAtStripe(world: StripeSide, portalId: string, deed: StripeDeed): Promise<void> {
  const customer = world.stripe
    .truth()
    .find(({ metadata, isDeleted }) => metadata.hsx_portal === portalId && !isDeleted);
  if (customer && isMerchants(deed)) return actAsMerchant(world, customer.id, deed);
  const subscription = customer?.subscriptions.find(
    ({ status }) => !status.startsWith('incomplete') && status !== 'canceled',
  );
  if (!customer || !subscription || isMerchants(deed)) return;
  const { id, latestInvoice } = subscription;
  const inPortal = (act: PortalAct) => actInPortal(world, customer.id, act);
  const update = async (fields: Readonly<Record<string, string>> | null) => {
    await callStripe(world, `/v1/subscriptions/${id}`, fields);
  };
  switch (deed.kind) {
    case 'undo':
      return inPortal({ kind: 'keep', subscriptionId: id });
    case 'updateCard':
      return inPortal({ kind: 'update_card', entry: cardEntry(deed.card, portalId) });
    case 'payInvoice':
      return latestInvoice ? inPortal({ kind: 'pay_invoice', invoiceId: latestInvoice.id }) : undefined;
    case 'changePlan':
      return changePlan(world, subscription, deed.plan);
    case 'pauseCollection':
      return update({ 'pause_collection[behavior]': 'void' });
    case 'resumeCollection':
      return update({ pause_collection: '' });
    case 'cancel':
      if (deed.how === 'atPeriodEnd') return inPortal({ kind: 'cancel', subscriptionId: id });
      if (deed.how === 'now') return update(null);
      return update({ cancel_at: String(secondsIn(world, 5)) });
    case 'shortenTrial': {
      const { status, trialEndAt } = subscription;
      const endsAt = secondsIn(world, deed.days);
      if (status !== 'trialing' || trialEndAt === null || endsAt * 1_000 >= trialEndAt) return;
      return update({ trial_end: deed.days === 0 ? 'now' : String(endsAt) });
    }
  }
}

function secondsIn({ now }: StripeSide, days: number): number {
  return Math.floor(now / 1_000) + days * 24 * 3_600;
}

const MERCHANTS: readonly string[] = [
  'decideDispute',
  'deleteCustomer',
  'dispute',
  'refund',
] satisfies readonly MerchantDeed['kind'][];

function isMerchants(deed: StripeDeed): deed is MerchantDeed {
  return MERCHANTS.includes(deed.kind);
}

async function actAsMerchant(world: StripeSide, customerId: string, deed: MerchantDeed): Promise<void> {
  const { charges, disputes } = world.stripe.world.state;
  const paid = [...charges.values()].filter(
    ({ customer, paid: isPaid }) => customer === customerId && isPaid,
  );
  const charge = paid.filter(({ disputed, refunded }) => !disputed && !refunded).at(-1);
  switch (deed.kind) {
    case 'deleteCustomer':
      await callStripe(world, `/v1/customers/${customerId}`, null);
      return;
    case 'refund': {
      if (!charge) return;
      const amount = deed.share === 'part' ? { amount: '100' } : {};
      await callStripe(world, '/v1/refunds', { charge: charge.id, ...amount });
      return;
    }
    case 'dispute':
      if (charge && charge.amount_refunded < charge.amount) world.stripe.control.openDispute(charge.id);
      return;
    case 'decideDispute': {
      const open = [...disputes.values()].find(
        ({ charge: id, status }) => status === 'needs_response' && paid.some((each) => each.id === id),
      );
      if (open) world.stripe.control.closeDispute(open.id, deed.outcome);
    }
  }
}

async function changePlan(world: StripeSide, subscription: SubscriptionTruth, plan: Paid): Promise<void> {
  const item = world.stripe.world.state.subscriptions.get(subscription.id)?.items.data[0];
  const price = PLANS.find(({ name }) => name === plan)?.priceId;
  if (!item || !price || subscription.priceIds.includes(price)) return;
  await callStripe(world, `/v1/subscriptions/${subscription.id}`, {
    'items[0][id]': item.id,
    'items[0][price]': price,
  });
}

async function actInPortal(world: StripeSide, customerId: string, act: PortalAct): Promise<void> {
  const session = await callStripe(world, '/v1/billing_portal/sessions', {
    customer: customerId,
    return_url: 'https://app.proof.test/billing',
  });
  if (session) world.stripe.control.actInPortal(session.id, act);
}

/** A call of the merchant or of Stripe's own pages, repeated until Stripe has answered it for good. `fields` null: a deletion. */
async function callStripe(
  world: StripeSide,
  path: string,
  fields: Readonly<Record<string, string>> | null,
): Promise<{ readonly id: string } | undefined> {
  const init = {
    method: fields === null ? 'DELETE' : 'POST',
    headers: {
      authorization: `Bearer ${world.stripe.secretKey}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(fields === null ? {} : { body: new URLSearchParams(fields).toString() }),
  };
  for (let attempt = 1; attempt <= 30; attempt++) {
    const response = await world.stripe.fetch(`${world.stripe.origin}${path}`, init).catch(() => null);
    if (response && response.status < 500 && response.status !== 429) {
      return response.ok ? ((await response.json()) as { id: string }) : undefined;
    }
  }
  return undefined;
}

/** Each portal has its own good card; the one that fails later is the same for all, and so is its fingerprint. */
export function cardEntry(name: Card, portalId: string) {
  const numbers: Readonly<Record<Card, string>> = {
    good: portalId === '101' ? '4242424242424242' : '5555555555554444',
    failsLater: '4000000000000341',
    declined: '4000000000000002',
  };
  return { number: numbers[name], expiry: '12/34', cvc: '123' };
}
