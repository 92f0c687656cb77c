import type Stripe from 'stripe';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { launchChromium } from '../../../../tests/support/chromium.js';
import { openPage, shoot, sidewaysOverflowPx } from './open-browser.js';
import { openCheckout, startStripe, type RunningStripe } from './start-stripe.js';

const DAY_MS = 86_400_000;

let browser: Browser;
let stripe: RunningStripe;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stripe = await startStripe();
  page = await openPage(browser);
});
afterEach(async () => {
  await page.context().close();
  await stripe.close();
});

interface Subscriber {
  readonly customer: string;
  readonly subscription: string;
}

async function subscribe(number = '4242424242424242', trialDays?: number): Promise<Subscriber> {
  const { id } = await openCheckout(stripe, {
    subscription_data: trialDays === undefined ? {} : { trial_period_days: trialDays },
  });
  stripe.control.submitCheckout(id, {
    payment: { kind: 'card', entry: { number, expiry: '12/34', cvc: '123' } },
  });
  const session = await stripe.client.checkout.sessions.retrieve(id);
  return { customer: idOf(session.customer), subscription: idOf(session.subscription) };
}

async function openPortal(
  { customer }: Subscriber,
  more: Partial<Stripe.BillingPortal.SessionCreateParams> = {},
): Promise<void> {
  const session = await stripe.client.billingPortal.sessions.create({
    customer,
    return_url: `${stripe.shop}/billing`,
    ...more,
  });
  await page.goto(session.url);
}

const read = (one: Subscriber): Promise<Stripe.Subscription> =>
  stripe.client.subscriptions.retrieve(one.subscription);

describe('the billing portal page', () => {
  it('shows plan, price, next date, card and invoices, and leads back', async () => {
    const one = await subscribe();
    await openPortal(one);
    const text = await page.getByRole('main').innerText();
    expect(text).toContain('Ledger Sync Team');
    expect(text).toContain('$49.00 per month');
    expect(text).toContain('renews on December 20, 2026');
    expect(text).toContain('Visa •••• 4242, expires 12/2034');
    expect(text).toMatch(/November 20, 2026\s+\$49\.00\s+Paid/);
    await shoot(page, 'stripe-portal');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
    await page.getByRole('link', { name: 'Return to Ledger Sync' }).click();
    await page.getByRole('heading', { name: 'Shop: billing' }).waitFor();
  });

  it('changes the plan in two steps', async () => {
    const one = await subscribe();
    await openPortal(one);
    await page.getByRole('link', { name: 'Update subscription' }).click();
    await page.getByRole('radio', { name: /Ledger Sync Scale/ }).check();
    await shoot(page, 'stripe-portal-plans');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Ledger Sync Scale, $199.00 per month').waitFor();
    await shoot(page, 'stripe-portal-confirm');
    await page.getByRole('button', { name: 'Confirm' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Your subscription was updated.');
    expect((await read(one)).items.data[0]?.price.id).toBe('price_scale');
  });

  it('cancels at the end of the period and takes it back', async () => {
    const one = await subscribe('4242424242424242', 14);
    await openPortal(one);
    await page.getByRole('link', { name: 'Cancel subscription' }).click();
    await page.getByText('available until December 4, 2026').waitFor();
    await shoot(page, 'stripe-portal-cancel');
    await page.getByRole('button', { name: 'Cancel subscription' }).click();
    await page.getByText('will be canceled on December 4, 2026').waitFor();
    expect((await read(one)).cancel_at).toBe((await read(one)).trial_end);
    await shoot(page, 'stripe-portal-ending');
    await page.getByRole('button', { name: "Don't cancel subscription" }).click();
    await page.getByText('Your subscription continues.').waitFor();
    expect((await read(one)).cancel_at).toBeNull();
  });

  it('takes a new card after a failed payment, and pays the open invoice with it', async () => {
    const one = await subscribe('4000000000000341', 14);
    await stripe.clock.advanceBy(15 * DAY_MS);
    expect((await read(one)).status).toBe('past_due');
    await openPortal(one);
    await page.getByText('Your last payment failed').waitFor();
    await shoot(page, 'stripe-portal-past-due');
    await page.getByRole('button', { name: 'Pay now' }).click();
    expect(await page.getByRole('alert').innerText()).toBe('Your card was declined.');
    await page.getByRole('link', { name: 'Update payment method' }).click();
    await fillCard('4000000000000002');
    expect(await page.getByRole('alert').innerText()).toBe('Your card was declined.');
    await shoot(page, 'stripe-portal-card');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
    await fillCard('5555 5555 5555 4444');
    await page.getByText('Mastercard •••• 4444').waitFor();
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByText('Your invoice was paid.').waitFor();
    expect((await read(one)).status).toBe('active');
  });

  it('opens a deep link at its task and goes where the link says afterwards', async () => {
    const one = await subscribe();
    await openPortal(one, {
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'redirect', redirect: { return_url: `${stripe.shop}/thanks` } },
      },
    });
    await fillCard('4242424242424242');
    await page.getByRole('heading', { name: 'Shop: thanks' }).waitFor();
    await openPortal(one, {
      flow_data: { type: 'subscription_cancel', subscription_cancel: { subscription: one.subscription } },
    });
    await page.getByRole('heading', { name: 'Cancel your subscription' }).waitFor();
    await page.getByRole('link', { name: 'Go back' }).click();
    await page.getByRole('heading', { name: 'Shop: billing' }).waitFor();
  });

  it('says so when the link is dead', async () => {
    const one = await subscribe();
    await openPortal(one);
    await stripe.clock.advanceBy(DAY_MS);
    await page.reload();
    await page.getByRole('heading', { name: 'This link is no longer valid' }).waitFor();
  });
});

describe('the hosted invoice page', () => {
  it('shows a paid invoice with its lines', async () => {
    const one = await subscribe();
    const invoice = await stripe.client.invoices.retrieve(idOf((await read(one)).latest_invoice));
    await page.goto(invoice.hosted_invoice_url ?? '');
    await page.getByRole('heading', { name: '$49.00 was paid' }).waitFor();
    await shoot(page, 'stripe-invoice');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
  });

  it('says why an open invoice could not be paid', async () => {
    const one = await subscribe('4000000000000341', 14);
    await stripe.clock.advanceBy(15 * DAY_MS);
    const invoice = await stripe.client.invoices.retrieve(idOf((await read(one)).latest_invoice));
    await page.goto(invoice.hosted_invoice_url ?? '');
    await page.getByRole('button', { name: 'Pay $49.00' }).click();
    expect(await page.getByRole('alert').innerText()).toBe('Your card was declined.');
  });
});

/** The id of something Stripe answers as an id or, expanded, as an object. */
function idOf(reference: string | { readonly id?: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}

async function fillCard(number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiration').fill('12 / 34');
  await page.getByLabel('CVC').fill('123');
  await page.getByRole('button', { name: 'Save card' }).click();
}
