import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDev, type StartedDev } from '../../packages/cli/src/dev/start-dev.js';
import { launchChromium } from '../support/chromium.js';

const FOLDER = fileURLToPath(new URL('../../examples/billing-guide/', import.meta.url));

let dev: StartedDev;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  dev = await startDev({ folder: FOLDER, port: 0, consolePort: 0, clock: 'running', isTemporary: true });
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
});

it('from the console of hs-x dev: install, pay, see the card unlock, turn the clock past the trial', async () => {
  await page.goto(dev.consoleUrl ?? '');
  await page.getByRole('link', { name: 'Install the app' }).click();
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.waitForURL(/\/c\/pay\//);
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiration').fill('12 / 34');
  await page.getByLabel('CVC').fill('123');
  await page.getByLabel('Cardholder name').fill('Accounts Payable');
  await page.locator('button[data-main]').click();
  // The success page continues into the portal, where the card is.
  await page.waitForURL(/\/contacts\/51200417\/record\//);
  expect(await page.locator('[data-card-state]').getAttribute('data-card-state')).toBe('available');

  await page.goto(dev.consoleUrl ?? '');
  expect(await page.locator('main').innerText()).toMatch(/team[\s\S]*trialing/i);
  await page.getByRole('button', { name: '+7 days' }).click();
  await page.getByRole('button', { name: '+7 days' }).click();
  await page.getByRole('button', { name: '+1 day' }).click();
  expect(await page.locator('main').innerText()).toMatch(/team[\s\S]*active/i);
});
