import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDev, type StartedDev } from '../../packages/cli/src/dev/start-dev.js';
import { launchChromium } from '../support/chromium.js';
import { picture } from './picture.js';

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

const textOf = (heading: string): Promise<string> =>
  page.getByRole('region', { name: heading, exact: true }).innerText();

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

it('beside the clock are the rows, the mails that left on the way, and the alerts', async () => {
  await page.goto(dev.consoleUrl ?? '');
  expect(await textOf('Mailbox')).toMatch(/trial has ended|trial is over|subscription/i);
  expect(await textOf('Portals')).toContain('subscriptionId');
  expect(await textOf('Alerts')).toContain('None open');
  await picture(page, 'console-overview');
});

it('a mail that bounces is an alert with its receiver, until somebody resolves it', async () => {
  await page.goto(dev.consoleUrl ?? '');
  await page.getByRole('region', { name: 'Mailbox', exact: true }).getByRole('link').first().click();
  await page.getByText('Let it bounce').scrollIntoViewIfNeeded();
  await picture(page, 'console-mail');
  await page.getByRole('button', { name: 'Bounce this mail' }).click();
  await page.waitForURL(/\?bounced/);
  const alerts = await textOf('Alerts');
  expect(alerts).toContain('1 open');
  expect(alerts).toMatch(/Mail bounced[\s\S]*Portal 51200417[\s\S]*did not arrive/);
  expect(alerts).toMatch(/550 5\.1\.1/);
  await picture(page, 'console-alert');
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.waitForURL(/\?resolved/);
  expect(await textOf('Alerts')).toContain('None open');
});
