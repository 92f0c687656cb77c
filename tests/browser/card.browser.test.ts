/** A developer sees the app's card without an account at HubSpot: in `hs-x dev`, on a contact's page of the console. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDev, type StartedDev } from '../../packages/cli/src/dev/start-dev.js';
import { launchChromium } from '../support/chromium.js';
import { picture, WIDTHS } from './picture.js';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLE = join(REPOSITORY, 'examples', 'billing-guide');
const CARD_FILE = 'cards/editable-insights.tsx';
const PORTAL = 51200417;
const DAY_MS = 86_400_000;
const HOUR_MS = DAY_MS / 24;

let folder: string;
let dev: StartedDev;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const pageErrors: string[] = [];
beforeAll(async () => {
  folder = copyOfExample();
  dev = await startDev({ folder, port: 0, consolePort: 0, clock: 'running', isTemporary: true });
  browser = await launchChromium();
  context = await browser.newContext({ viewport: WIDTHS.desktop });
  page = await context.newPage();
  page.on('pageerror', (error) => pageErrors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') pageErrors.push(message.text());
  });
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The example, with two days of grace after a failed payment, in a folder whose files a test may change. */
function copyOfExample(): string {
  const copy = mkdtempSync(join(tmpdir(), 'hs-x-card-'));
  for (const part of ['cards', 'lib', 'worker.ts', 'tsconfig.json']) {
    cpSync(join(EXAMPLE, part), join(copy, part), { recursive: true });
  }
  const toml = readFileSync(join(EXAMPLE, 'hs-x.toml'), 'utf8');
  writeFileSync(
    join(copy, 'hs-x.toml'),
    toml.replace('trial_days = 14', 'trial_days = 14\npast_due_grace_days = 2'),
  );
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const card = (): Locator => page.getByRole('region', { name: 'Insights', exact: true });

async function payWith(checkout: Page, number: string): Promise<void> {
  await checkout.waitForURL(/\/c\/pay\//);
  await checkout.getByLabel('Card number').fill(number);
  await checkout.getByLabel('Expiration').fill('12 / 34');
  await checkout.getByLabel('CVC').fill('123');
  await checkout.getByLabel('Cardholder name').fill('Accounts Payable');
  await checkout.locator('button[data-main]').click();
}

it('a portal that has not paid sees the upgrade prompt', async () => {
  await page.goto(`${dev.appUrl}/oauth/start`);
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.waitForURL(/\/c\/pay\//);
  await page.goto(dev.consoleUrl ?? '');
  await page.getByRole('link', { name: 'Card of Northwind Trading' }).click();
  await page.waitForURL(`**/portals/${PORTAL}/record`);
  const prompt = card().getByRole('link', { name: 'Upgrade to Team' });
  await prompt.waitFor();
  expect(await prompt.getAttribute('target')).toBe('_blank');
  expect(await card().getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Upgrade to Team']);
  await picture(page, 'card-1-prompt');
});

it('the portal pays in a new tab, comes back, and the card follows without a reload', async () => {
  await page.evaluate('window.isTheSamePage = true');
  const { control, world } = dev.simulators.stripe;
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    card().getByRole('link', { name: 'Upgrade to Team' }).click(),
  ]);
  await tab.getByRole('button', { name: /: Team/ }).click();
  await tab.waitForURL(/\/c\/pay\//);
  // The payment is made, and no word of it reaches the app yet.
  control.holdWebhooks();
  control.failRequests({ kind: 'server_error', phase: 'before', count: 1_000 });
  await payWith(tab, '4000 0000 0000 0341');
  await tab.getByRole('heading', { name: 'Setting up your account…' }).waitFor();
  await page.bringToFront();
  await card().getByText('Just upgraded? Refresh in a moment').waitFor();
  await picture(page, 'card-2-just-upgraded');

  world.state.requestFaults.length = 0;
  control.releaseWebhooks();
  await card().getByRole('heading', { name: 'What we know' }).waitFor();
  expect(await page.evaluate('window.isTheSamePage')).toBe(true);
  expect(await card().getByText('Team: trial').count()).toBe(1);
  await tab.close();
});

it('the panel is worked with by keyboard alone', async () => {
  await card().getByRole('textbox', { name: 'New insight' }).focus();
  await page.keyboard.type('Renews in March, asks for an annual plan.');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Save insight');
  await page.keyboard.press('Enter');
  await card().getByText('Renews in March').waitFor();
  await page.getByRole('status').getByText('The insight is saved.').waitFor();
  const usage = card().getByRole('progressbar', { name: /records per month/i });
  expect(await usage.getAttribute('aria-valuemax')).toBe('50000');
  await picture(page, 'card-3-panel');
});

it('the settings tab shows the plan, its use and the ways to change it', async () => {
  await page.getByRole('link', { name: 'App settings' }).click();
  await page.getByRole('heading', { name: 'Plan and billing' }).waitFor();
  expect(await page.getByRole('definition').first().innerText()).toBe('Team');
  expect(await page.getByRole('progressbar').count()).toBe(2);
  expect(await page.getByRole('link', { name: /opens in a new tab/ }).count()).toBeGreaterThan(1);
  await picture(page, 'card-8-settings');
  await page.getByRole('link', { name: 'Contact record' }).click();
  await card().getByRole('heading', { name: 'What we know' }).waitFor();
});

it('while the app is unreachable the card says so calmly, and comes back by itself', async () => {
  const outage = page.getByRole('switch', { name: 'Let the app be unreachable' });
  await outage.check();
  await card().getByRole('textbox', { name: 'New insight' }).fill('Never lost');
  await card().getByRole('button', { name: 'Save insight' }).click();
  await card().getByRole('heading', { name: 'Temporarily unavailable' }).waitFor();
  expect(await card().getByRole('button', { name: 'Try again' }).count()).toBe(1);
  expect(await card().innerText()).not.toMatch(/upgrade|pay/i);
  await picture(page, 'card-4-outage');
  await outage.uncheck();
  await card().getByRole('heading', { name: 'What we know' }).waitFor();
});

it('a failed payment is a banner over the working card until the grace ends, then all there is', async () => {
  await dev.advanceBy(14 * DAY_MS + 4 * HOUR_MS);
  await page.reload();
  const banner = card().getByRole('alert');
  await banner.getByText('Your payment failed').waitFor();
  await banner.getByRole('link', { name: 'Update card' }).waitFor();
  await card().getByRole('heading', { name: 'What we know' }).waitFor();
  await picture(page, 'card-5-grace');
  await dev.advanceBy(2 * DAY_MS + HOUR_MS);
  await page.reload();
  await card().getByRole('heading', { name: 'Your payment failed' }).waitFor();
  expect(await card().getByRole('link', { name: 'Update card' }).count()).toBe(1);
  expect(await card().getByRole('textbox').count()).toBe(0);
  await picture(page, 'card-6-on-hold');
});

it('what is wrong with a card stands in its place, and goes when it is mended and saved', async () => {
  const file = join(folder, CARD_FILE);
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace('What we know', 'What we know</Heading><Heading'));
  await card().getByRole('alert').getByText('The card could not be shown.').waitFor();
  expect(await card().innerText()).toContain('editable-insights.tsx');
  await picture(page, 'card-7-broken');
  writeFileSync(file, good);
  await card().getByRole('heading', { name: 'Your payment failed' }).waitFor();
  expect(pageErrors).toEqual([]);
});
