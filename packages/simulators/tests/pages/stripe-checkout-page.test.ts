import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { launchChromium } from '../../../../tests/support/chromium.js';
import { openPage, shoot, sidewaysOverflowPx } from './open-browser.js';
import { openCheckout, startStripe, type RunningStripe } from './start-stripe.js';

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

async function fillCard(number: string, expiry = '12 / 34', cvc = '123'): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiration').fill(expiry);
  await page.getByLabel('CVC').fill(cvc);
  await page.getByLabel('Cardholder name').fill('Northwind Trading');
}

const main = (): ReturnType<Page['locator']> => page.locator('button[data-main]');

describe('the Checkout page', () => {
  it('says what is bought, for how much, and that nothing is due during the trial', async () => {
    const { url } = await openCheckout(stripe);
    await page.goto(url);
    const summary = page.getByRole('region', { name: 'Order summary' });
    expect(await summary.innerText()).toContain('14 days free');
    expect(await summary.innerText()).toContain('Then $49.00 per month');
    expect(await summary.innerText()).toMatch(/Total due today\s+\$0\.00/);
    expect(await page.getByLabel('Email').inputValue()).toBe('admin@northwind-trading.example');
    expect(await page.getByText('starting December 4, 2026').isVisible()).toBe(true);
    await shoot(page, 'stripe-checkout');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
  });

  it('starts the trial with 4242 4242 4242 4242 and goes on to the success page', async () => {
    stripe.control.registerWebhook(`${stripe.shop}/webhooks`, ['checkout.session.completed']);
    const { id, url } = await openCheckout(stripe);
    await page.goto(url);
    await fillCard('4242 4242 4242 4242');
    await shoot(page, 'stripe-checkout-filled');
    await page.getByRole('button', { name: 'Start trial' }).click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
    expect(page.url()).toContain(`session=${id}`);
    const session = await stripe.client.checkout.sessions.retrieve(id, { expand: ['subscription'] });
    expect(session).toMatchObject({ status: 'complete', subscription: { status: 'trialing' } });
    expect(stripe.visits).toEqual(['checkout.session.completed', '/done']);
  });

  it('redirects before the webhook when webhooks are held', async () => {
    stripe.control.registerWebhook(`${stripe.shop}/webhooks`, ['checkout.session.completed']);
    stripe.control.holdWebhooks();
    await page.goto((await openCheckout(stripe)).url);
    await fillCard('4242424242424242');
    await main().click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
    expect(stripe.visits).toEqual(['/done']);
  });

  it('charges at once without a trial', async () => {
    const { id, url } = await openCheckout(stripe, { subscription_data: {} });
    await page.goto(url);
    expect(await page.getByRole('region', { name: 'Order summary' }).innerText()).toMatch(
      /Total due today\s+\$49\.00/,
    );
    await shoot(page, 'stripe-checkout-no-trial');
    await fillCard('4242424242424242');
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
    expect((await stripe.client.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
  });

  it.each([
    ['4000 0000 0000 0002', '12 / 34', '123', 'Your card was declined.', 'Card number'],
    ['4000 0000 0000 9995', '12 / 34', '123', 'Your card has insufficient funds.', 'Card number'],
    ['4242 4242 4242 4241', '12 / 34', '123', 'Your card number is incorrect.', 'Card number'],
    ['4242 4242 4242 4242', '01 / 20', '123', "Your card's expiration date is in the past.", 'Expiration'],
    ['4242 4242 4242 4242', '12 / 34', '1', "Your card's security code is incomplete.", 'CVC'],
  ])('refuses %s, %s, %s in words beside the field', async (number, expiry, cvc, message, label) => {
    const { id, url } = await openCheckout(stripe);
    await page.goto(url);
    await fillCard(number, expiry, cvc);
    await main().click();
    expect(await page.getByRole('alert').innerText()).toBe(message);
    const field = page.getByLabel(label, { exact: true });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(
      await page.locator(`#${(await field.getAttribute('aria-describedby')) ?? 'none'}`).innerText(),
    ).toBe(message);
    expect(await page.getByLabel('Card number').inputValue()).toBe('');
    if (number.endsWith('0002')) await shoot(page, 'stripe-checkout-declined');
    expect((await stripe.client.checkout.sessions.retrieve(id)).status).toBe('open');
  });

  it('lets another card pay after a decline', async () => {
    await page.goto((await openCheckout(stripe)).url);
    await fillCard('4000000000000002');
    await main().click();
    await page.getByRole('alert').waitFor();
    await fillCard('4242424242424242');
    await main().click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
  });

  it('asks the bank for 3-D Secure and goes on when it is completed', async () => {
    const { id, url } = await openCheckout(stripe);
    await page.goto(url);
    await fillCard('4000 0027 6000 3184');
    await main().click();
    await page.getByRole('heading', { name: 'Your bank asks you to confirm this payment' }).waitFor();
    await shoot(page, 'stripe-challenge');
    await page.getByRole('button', { name: 'Complete authentication' }).click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
    expect((await stripe.client.checkout.sessions.retrieve(id)).status).toBe('complete');
  });

  it('comes back with the reason when 3-D Secure fails', async () => {
    const { id, url } = await openCheckout(stripe);
    await page.goto(url);
    await fillCard('4000 0027 6000 3184');
    await main().click();
    await page.getByRole('button', { name: 'Fail authentication' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('unable to authenticate your payment method');
    expect((await stripe.client.checkout.sessions.retrieve(id)).status).toBe('open');
    await fillCard('4242424242424242');
    await main().click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
  });

  it('completes unpaid with a bank account, which settles days later', async () => {
    const { id, url } = await openCheckout(stripe, { subscription_data: {} });
    await page.goto(url);
    await page.getByText('US bank account').click();
    await shoot(page, 'stripe-checkout-bank');
    await main().click();
    await page.getByRole('heading', { name: 'Shop: done' }).waitFor();
    expect((await stripe.client.checkout.sessions.retrieve(id)).payment_status).toBe('unpaid');
    await stripe.clock.advanceBy(5 * 86_400_000);
    expect((await stripe.client.checkout.sessions.retrieve(id)).payment_status).toBe('paid');
  });

  it('leads back to cancel_url and can be opened again later', async () => {
    const { url } = await openCheckout(stripe);
    await page.goto(url);
    await page.getByRole('link', { name: /Back to/ }).click();
    await page.getByRole('heading', { name: 'Shop: back' }).waitFor();
    await page.goto(url);
    await page.getByRole('button', { name: 'Start trial' }).waitFor();
  });

  it('asks for an e-mail it does not know, and says when it is none', async () => {
    await page.goto((await openCheckout(stripe, { customer_email: undefined as never })).url);
    await page.getByLabel('Email').fill('not an address');
    await fillCard('4242424242424242');
    await main().click();
    expect(await page.getByRole('alert').innerText()).toBe('Your email is invalid.');
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
  });

  it('says that it has expired after a day, with the way back', async () => {
    const { url } = await openCheckout(stripe);
    await stripe.clock.advanceBy(86_400_000);
    await page.goto(url);
    await page.getByRole('heading', { name: 'This checkout has expired' }).waitFor();
    await shoot(page, 'stripe-checkout-expired');
    await page.getByRole('link', { name: 'Go back' }).click();
    await page.getByRole('heading', { name: 'Shop: back' }).waitFor();
  });

  it('works without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto((await openCheckout(stripe)).url);
    await plain.getByLabel('Card number').fill('4242424242424242');
    await plain.getByLabel('Expiration').fill('12/34');
    await plain.getByLabel('CVC').fill('123');
    await plain.getByRole('button', { name: 'Start trial' }).click();
    await plain.getByRole('heading', { name: 'Shop: done' }).waitFor();
    await context.close();
  });

  it('refuses to be framed', async () => {
    const response = await fetch((await openCheckout(stripe)).url);
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});
