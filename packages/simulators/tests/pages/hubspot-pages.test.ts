import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { authorizeUrl, NORTHWIND, startHubspot, type RunningHubspot } from '../hubspot/start-hubspot.js';
import { launchChromium } from '../../../../tests/support/chromium.js';
import { openPage, shoot, sidewaysOverflowPx } from './open-browser.js';
import { startStandInApp, type StandInApp } from './stand-in-app.js';

let browser: Browser;
let hubspot: RunningHubspot;
let app: StandInApp;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  hubspot = await startHubspot();
  app = await startStandInApp(hubspot);
  page = await openPage(browser);
});
afterEach(async () => {
  await page.context().close();
  await app.close();
  await hubspot.close();
});

const record = (): string => `${hubspot.origin}/contacts/${NORTHWIND}/record/0-1/101`;

describe('installing from a link', () => {
  it('leads from the install link over consent back to the app', async () => {
    await page.goto(`${hubspot.origin}/install/ledger-sync`);
    await page.getByRole('link', { name: 'Continue to Ledger Sync' }).click();
    await page
      .getByRole('radio', { name: /Northwind Trading/ })
      .first()
      .check();
    await shoot(page, 'hubspot-consent');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
    await page.getByRole('button', { name: 'Connect app' }).click();
    await page.getByRole('heading', { name: 'Welcome to Ledger Sync' }).waitFor();
    expect(hubspot.control.installs()).toMatchObject([{ portalId: NORTHWIND }]);
  });

  it('brings access_denied to the app when the person cancels', async () => {
    await page.goto(`${app.origin}/oauth/start`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Not connected: access_denied' }).waitFor();
  });

  it('refuses a person without admin rights in words', async () => {
    await page.goto(`${app.origin}/oauth/start`);
    await page.getByText('Sign in as somebody without admin rights').click();
    await page.getByRole('radio', { name: /sales@northwind/ }).check();
    await page.getByRole('button', { name: 'Connect app' }).click();
    await page.getByText('needs Super Admin or App Marketplace permissions').waitFor();
  });

  it('shows what is wrong with a link HubSpot does not accept', async () => {
    await page.goto(authorizeUrl(hubspot, { redirect_uri: 'https://evil.example/callback' }));
    await page.getByRole('heading', { name: "Couldn't complete the connection" }).waitFor();
    await shoot(page, 'hubspot-error');
  });
});

describe('installing from the Marketplace', () => {
  it('ends on returnUrl, which says what is connected to what', async () => {
    await page.goto(`${hubspot.origin}/marketplace`);
    await shoot(page, 'hubspot-listing');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
    await page.getByRole('button', { name: 'Install app' }).click();
    await page.getByRole('button', { name: 'Connect app' }).click();
    await page.getByRole('heading', { name: 'Ledger Sync is connected to Northwind Trading' }).waitFor();
    expect(page.url()).toContain(`${hubspot.origin}/marketplace/installs/`);
    await shoot(page, 'hubspot-connected');
  });

  it('runs consent and the second leg in a frame for an app with its own sign-in', async () => {
    hubspot.control.configureApp({ marketplaceVariant: 'own_sign_in' });
    await page.goto(`${hubspot.origin}/marketplace`);
    await page.getByRole('button', { name: 'Install app' }).click();
    const frame = page.frameLocator('iframe[title="Connect Ledger Sync"]');
    await frame.getByRole('button', { name: 'Connect app' }).waitFor();
    await shoot(page, 'hubspot-marketplace-frame');
    await frame.getByRole('button', { name: 'Connect app' }).click();
    await frame.getByRole('heading', { name: 'Ledger Sync is connected to Northwind Trading' }).waitFor();
    await frame.getByRole('link', { name: 'Open a contact' }).click();
    await page.getByRole('heading', { name: 'Purchasing desk' }).waitFor();
  });

  it('connects nothing when the person cancels', async () => {
    await page.goto(`${hubspot.origin}/marketplace`);
    await page.getByRole('button', { name: 'Install app' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Ledger Sync was not connected' }).waitFor();
    expect(hubspot.control.installs()).toEqual([]);
  });
});

describe('the record page', () => {
  it('offers to install an app that is not there', async () => {
    await page.goto(record());
    await page.getByRole('link', { name: 'Install Ledger Sync' }).waitFor();
  });

  it('shows the panel, the upgrade prompt or "try again", as the app answers', async () => {
    await installThroughBrowser();
    await page.goto(record());
    const upgrade = page.getByRole('link', { name: 'See plans and upgrade' });
    expect(await upgrade.getAttribute('href')).toBe(`${app.origin}/billing/checkout`);
    expect(await upgrade.getAttribute('target')).toBe('_blank');
    await shoot(page, 'hubspot-record-upgrade');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);

    app.access = 'down';
    await page.reload();
    await page.getByText('cannot check your plan right now').waitFor();
    await shoot(page, 'hubspot-record-unavailable');

    app.access = 'entitled';
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByText('$1,240.00').waitFor();
    expect(app.rejected).toEqual([]);
  });

  it('runs actions and tools and shows their output fields', async () => {
    await installThroughBrowser();
    app.access = 'entitled';
    await page.goto(record());
    await page.getByRole('button', { name: /Enrich contact/ }).click();
    await page.locator('[data-run="enrich-contact"][data-run-state="SUCCESS"]').waitFor();
    await page.getByRole('button', { name: /Find invoices/ }).click();
    await page.locator('[data-run="find-invoices"][data-run-state="SUCCESS"]').waitFor();
    expect(app.rejected).toEqual([]);
    await shoot(page, 'hubspot-record');
    expect(await sidewaysOverflowPx(page, 390)).toBe(0);
  });

  it('lets an admin uninstall the app', async () => {
    await installThroughBrowser();
    await page.goto(`${hubspot.origin}/connected-apps/${NORTHWIND}`);
    await shoot(page, 'hubspot-connected-apps');
    await page.getByRole('button', { name: 'Uninstall' }).click();
    await page.getByText('No app is connected to this account.').waitFor();
    expect(hubspot.control.installs()).toMatchObject([{ uninstalledAt: hubspot.clock.now() }]);
  });
});

it('lists accounts and both ways to install on the start page', async () => {
  await page.goto(hubspot.origin);
  await page.getByRole('link', { name: 'Marketplace listing' }).waitFor();
  await shoot(page, 'hubspot-home');
  expect(await sidewaysOverflowPx(page, 390)).toBe(0);
});

async function installThroughBrowser(): Promise<void> {
  await page.goto(`${app.origin}/oauth/start`);
  await page.getByRole('button', { name: 'Connect app' }).click();
  await page.getByRole('heading', { name: 'Welcome to Ledger Sync' }).waitFor();
}
