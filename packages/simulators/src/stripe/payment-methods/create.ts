import { createHash } from 'node:crypto';

import type { CardBehaviour } from '../cards/behaviour.js';
import type { ReadCard } from '../cards/card-entry.js';
import type { TestCard } from '../cards/test-cards.js';
import type { PostalAddress } from '../customers/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { BankAccountObject, CardObject, PaymentMethodObject } from './object.js';

/** Whose payment method it is. */
export interface BillingDetails {
  readonly email: string | null;
  readonly name: string | null;
  readonly address?: PostalAddress | null;
}

const EMPTY_ADDRESS: PostalAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

/** Saves a card as a payment method of nobody yet; the number is dropped here. */
export function createCardPaymentMethod(
  world: StripeWorld,
  read: ReadCard,
  billing: BillingDetails,
): PaymentMethodObject {
  return save(world, read.card.behaviour, {
    ...newPaymentMethod(world, billing),
    type: 'card',
    card: cardOf(read),
  });
}

/** Saves the simulator's bank account, whose payments settle days later. */
export function createBankPaymentMethod(
  world: StripeWorld,
  settlesAs: 'failed' | 'succeeded',
  billing: BillingDetails,
): PaymentMethodObject {
  return save(
    world,
    { kind: 'delayed', settlesAs },
    {
      ...newPaymentMethod(world, billing),
      type: 'us_bank_account',
      us_bank_account: BANK_ACCOUNT,
    },
  );
}

/** The payment method a test token stands for: a new one on every use. */
export function createTokenPaymentMethod(world: StripeWorld, card: TestCard): PaymentMethodObject {
  const expYear = new Date(world.clock.now()).getUTCFullYear() + 1;
  return createCardPaymentMethod(world, { card, expMonth: 12, expYear }, { email: null, name: null });
}

/** Same number, same fingerprint, on every customer: how repeated trials are recognised. */
function fingerprintOf(card: TestCard): string {
  return createHash('sha256')
    .update(`card:${card.number}`)
    .digest('base64url')
    .replace(/[-_]/g, 'x')
    .slice(0, 16);
}

function save(
  world: StripeWorld,
  behaviour: CardBehaviour,
  method: PaymentMethodObject,
): PaymentMethodObject {
  world.state.paymentMethods.set(method.id, method);
  world.state.cardBehaviours.set(method.id, behaviour);
  return method;
}

function newPaymentMethod(world: StripeWorld, billing: BillingDetails): Omit<PaymentMethodObject, 'type'> {
  return {
    id: world.ids.next('pm_1', 23),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: billing.address ?? EMPTY_ADDRESS,
      email: billing.email,
      name: billing.name,
      phone: null,
      tax_id: null,
    },
    created: nowSeconds(world),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  };
}

function cardOf({ card, expMonth, expYear }: ReadCard): CardObject {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: card.brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint: fingerprintOf(card),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [card.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

const BANK_ACCOUNT: BankAccountObject = {
  account_holder_type: 'company',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  financial_connections_account: null,
  fingerprint: 'FFDMA0xfhBjWSZLu',
  last4: '6789',
  networks: { preferred: 'ach', supported: ['ach'] },
  routing_number: '110000000',
  status_details: null,
};
