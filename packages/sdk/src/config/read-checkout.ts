import type { CheckoutConfig } from '../contract/app-config.js';
import { isFree } from './check-plans.js';
import { CHECKOUT_LOCALES } from './checkout-locales.js';
import { didYouMean } from './did-you-mean.js';
import type { ProblemLog } from './problem-log.js';
import type { ReadPlan } from './read-plan.js';
import { showChoices } from './show-value.js';
import { TableReader } from './table-reader.js';
import type { TomlTable } from './toml-tree.js';

const LOCALE_ALLOWED = 'a language of Stripe Checkout, such as "auto", "en" or "pt-BR"';

/** The `[billing.checkout]` table, and the plans it may name. */
export interface CheckoutSource {
  readonly table: TomlTable | undefined;
  readonly plans: readonly ReadPlan[];
  readonly log: ProblemLog;
}

/** Reads `[billing.checkout]`. */
export function readCheckout({ table, plans, log }: CheckoutSource): CheckoutConfig {
  const checkout = new TableReader({ name: 'billing.checkout', path: 'billing.checkout', table, log });
  return {
    plan: readSoldPlan(checkout, plans),
    automatic_tax: checkout.switch('automatic_tax', false),
    tax_id_collection: checkout.switch('tax_id_collection', false),
    promotion_codes: checkout.switch('promotion_codes', false),
    locale: checkout.choice('locale', {
      choices: CHECKOUT_LOCALES,
      fallback: 'auto',
      allowed: LOCALE_ALLOWED,
    }),
    payment_method_collection: checkout.choice('payment_method_collection', {
      choices: ['always', 'if_required'],
      fallback: 'always',
    }),
  };
}

/** The plan sold after an install: one that costs something. */
function readSoldPlan(checkout: TableReader<'billing.checkout'>, plans: readonly ReadPlan[]): string | null {
  const node = checkout.node('plan');
  if (node === undefined) return null;
  const { log } = checkout;
  const key = checkout.keyOf('plan');
  const paid = plans.filter((plan) => !isFree(plan)).map(({ config }) => config.name);
  const allowed = paid.length === 0 ? 'a plan that costs something' : showChoices(paid);
  if (node.kind !== 'text') {
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed });
  } else if (paid.includes(node.value)) {
    return node.value;
  } else if (plans.some(({ config }) => config.name === node.value)) {
    const advice = 'That plan is free: there is nothing to check out.';
    log.refuse({ node, key, code: 'UNKNOWN_VALUE', allowed, advice });
  } else {
    log.refuse({ node, key, code: 'UNKNOWN_VALUE', allowed, didYouMean: didYouMean(node.value, paid) });
  }
  return null;
}
