import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.js';
import { picture, WIDTHS } from './picture.js';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';

const PORTAL = 51200417;

let browser: Browser;
let world: World;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  context = await browser.newContext({ viewport: WIDTHS.desktop });
  page = await context.newPage();
});
afterEach(async () => {
  await context.close();
  await world.close();
});

async function install(): Promise<void> {
  await page.goto(`${world.appUrl}/oauth/start`);
  await page.getByRole('button', { name: 'Connect app' }).click();
}

async function fillCard(number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiration').fill('12 / 34');
  await page.getByLabel('CVC').fill('123');
  await page.getByLabel('Cardholder name').fill('Accounts Payable');
  await page.locator('button[data-main]').click();
}

const openRecord = () => page.goto(`${world.simulators.hubspot.origin}/contacts/${PORTAL}/record/0-1/101`);
const cardState = () => page.locator('[data-card-state]').getAttribute('data-card-state');

describe.each(['node', 'workerd'] as const)('in a real browser, the app in %s', (runtime) => {
  beforeEach(async () => {
    world = await startWorld({ runtime });
  });

  it('installs, consents, pays with 4242 4242 4242 4242, waits for setup, and the feature works', async () => {
    await page.goto(`${world.appUrl}/oauth/start`);
    await picture(page, '1-consent');
    await page.getByRole('button', { name: 'Connect app' }).click();
    await page.waitForURL(/\/c\/pay\//);
    await picture(page, '2-checkout');
    world.simulators.stripe.control.holdWebhooks();
    const sawSettingUp = page.waitForResponse((answer) => answer.url().includes('/billing/done'));
    await fillCard('4242 4242 4242 4242');
    expect(await (await sawSettingUp).text()).toContain('Setting up your account…');
    await page.waitForURL(/\/contacts\//);
    await openRecord();
    expect(await cardState()).toBe('available');
    await picture(page, '4-card-unlocked');
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing', source: 'stripe' });
  });
});

describe('in a real browser', () => {
  beforeEach(async () => {
    world = await startWorld();
  });

  it('shows "Setting up your account…" until the row is there', async () => {
    await install();
    await page.waitForURL(/\/c\/pay\//);
    world.simulators.stripe.control.holdWebhooks();
    world.simulators.stripe.control.failRequests({ kind: 'server_error', phase: 'before', count: 1_000 });
    await fillCard('4242 4242 4242 4242');
    await page.getByRole('heading', { name: 'Setting up your account…' }).waitFor();
    await picture(page, '3-setting-up');
  });

  it('keeps the portal locked when the card is declined, and says why beside the field', async () => {
    await install();
    await page.waitForURL(/\/c\/pay\//);
    await fillCard('4000 0000 0000 0002');
    await page.getByText('declined').first().waitFor();
    await picture(page, '5-declined');
    await world.settle();
    await openRecord();
    expect(await cardState()).not.toBe('available');
    await picture(page, '6-card-locked');
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
  });

  it('lets a person bounce out of checkout and pay later from the card', async () => {
    await install();
    await page.waitForURL(/\/c\/pay\//);
    await page.locator('a[href*="/billing/cancel"]').first().click();
    await page.getByRole('heading').first().waitFor();
    await picture(page, '7-cancelled');
    await openRecord();
    const upgrade = page.getByRole('link', { name: 'See plans and upgrade' });
    const [plans] = await Promise.all([context.waitForEvent('page'), upgrade.click()]);
    page = plans;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await picture(page, '8-plans');
    await page.getByRole('button', { name: /trial/i }).first().click();
    await page.waitForURL(/\/c\/pay\//);
    await fillCard('4242 4242 4242 4242');
    await page.waitForURL(/\/contacts\//);
    await openRecord();
    expect(await cardState()).toBe('available');
  });

  it('changes and cancels the plan on the billing page, and comes back', async () => {
    await install();
    await page.waitForURL(/\/c\/pay\//);
    await fillCard('4242 4242 4242 4242');
    await page.waitForURL(/\/contacts\//);
    await page.goto(`${world.appUrl}/billing/portal`);
    await picture(page, '9-billing');
    await page.getByRole('button', { name: 'Manage billing' }).click();
    await page.waitForURL(/\/p\/session\//);
    await picture(page, '10-billing-page');
  });

  it('tells a browser it does not know nothing about a portal', async () => {
    await install();
    await page.waitForURL(/\/c\/pay\//);
    const stranger = await browser.newPage();
    await stranger.goto(`${world.appUrl}/billing/portal?portal=${PORTAL}`);
    const text = await stranger.locator('body').innerText();
    expect(text).toContain('We don’t recognize this browser');
    expect(text).not.toContain('Team');
    await stranger.close();
  });
});
