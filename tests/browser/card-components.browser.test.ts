/** What a card may be made of, drawn in `hs-x dev`: roles, labels and the keyboard, and what happens to everything else. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDev, type StartedDev } from '../../packages/cli/src/dev/start-dev.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from '../../packages/cli/tests/fixture-app.js';
import { launchChromium } from '../support/chromium.js';
import { picture } from './picture.js';
import { GALLERY_CARD, STRANGE_CARD } from './gallery-card.js';

const CONFIG = `${FIXTURE_CONFIG}
[[hubspot.card]]
name = "Gallery"
file = "cards/gallery.tsx"

[[hubspot.card]]
name = "Strange"
file = "cards/strange.tsx"
location = "crm.record.sidebar"
`;

let app: FixtureApp;
let dev: StartedDev;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  app = createFixtureApp({
    'hs-x.toml': CONFIG,
    'cards/gallery.tsx': GALLERY_CARD,
    'cards/strange.tsx': STRANGE_CARD,
  });
  dev = await startDev({ folder: app.path, port: 0, consolePort: 0, clock: 'frozen', isTemporary: true });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${dev.consoleUrl ?? ''}/portals/51200417/record`);
  await gallery().getByRole('heading', { name: 'Everything' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await dev.stop();
  app.remove();
});

const gallery = (): Locator => page.getByRole('region', { name: 'Gallery', exact: true });
const strange = (): Locator => page.getByRole('region', { name: 'Strange', exact: true });
const said = (): Promise<string> => gallery().getByText('said: ').innerText();

it('components have the roles and names a screen reader needs', async () => {
  const tree = await gallery().ariaSnapshot();
  expect(tree).toContain('heading "Everything" [level=3]');
  expect(tree).toMatch(/alert:\s+- strong: Be careful/);
  expect(tree).toMatch(/status:\s+- strong: Good to know/);
  expect(tree).toContain('status: Loading the score');
  expect(tree).toContain('progressbar "Records"');
  expect(tree).toContain('img "Score 72 of 100"');
  expect(tree).toContain('columnheader "Name"');
  expect(tree).toContain('link "Our site (opens in a new tab)"');
  for (const [role, name] of FIELDS) {
    expect([name, await gallery().getByRole(role, { name, exact: false }).count()]).toEqual([name, 1]);
  }
});

const FIELDS = [
  ['textbox', 'First name'],
  ['textbox', 'About them'],
  ['searchbox', 'Find'],
  ['spinbutton', 'Seats'],
  ['spinbutton', 'Price (EUR)'],
  ['combobox', 'Size'],
  ['switch', 'Send a copy'],
  ['checkbox', 'I agree'],
  ['radio', 'By mail'],
] as const;

it('a form gives its fields to the card, a field what was left in it', async () => {
  await gallery().getByRole('textbox', { name: 'First name' }).fill('Ada');
  await gallery().getByRole('spinbutton', { name: 'Seats' }).fill('5');
  await gallery().getByRole('combobox', { name: 'Size' }).selectOption('Large');
  expect(await said()).toContain('size=lg');
  await gallery().getByRole('radio', { name: 'By mail' }).check();
  expect(await said()).toContain('how=mail');
  await gallery().getByRole('button', { name: 'Send' }).click();
  expect(await said()).toContain('"name":"Ada"');
  expect(await said()).toContain('"seats":"5"');
});

it('tabs are walked with the arrow keys, and show one panel', async () => {
  await gallery().getByRole('tab', { name: 'First' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await gallery().getByRole('tab', { name: 'Second' }).getAttribute('aria-selected')).toBe('true');
  expect(await gallery().getByRole('tabpanel').innerText()).toBe('The second panel');
});

it('a fold opens and says so', async () => {
  const fold = gallery().getByRole('button', { name: 'More of it' });
  expect(await fold.getAttribute('aria-expanded')).toBe('false');
  await fold.press('Enter');
  expect(await fold.getAttribute('aria-expanded')).toBe('true');
  await gallery().getByText('What was folded').waitFor();
});

it('a dialog keeps the keyboard, closes on Escape or by its id, and gives the focus back', async () => {
  const opener = gallery().getByRole('button', { name: 'Ask' });
  await opener.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Are you sure?' });
  await dialog.waitFor();
  await picture(page, 'components-dialog');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Ask');
  await opener.press('Enter');
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await dialog.waitFor({ state: 'detached' });
});

it('what is not drawn is named, whatever it is, and the rest of the card stands', async () => {
  const text = await strange().innerText();
  for (const name of ['BarChart', 'CrmPropertyList', 'GridItem', '<div>', 'InventedTomorrow']) {
    expect(text).toContain(`${name} is not shown in hs-x dev.`);
  }
  expect(text).toContain('within the chart');
  expect(text).toContain('Email: purchasing@harbor-supplies.example');
});

it('a global that HubSpot does not have is not there, and the page says which', async () => {
  expect(await strange().innerText()).toContain('window undefined, storage undefined, self object');
  const panel = page.getByRole('region', { name: 'What the card does' });
  expect(await panel.innerText()).toContain(
    "The card uses localStorage, which HubSpot's sandbox does not have.",
  );
});

it('an address that is not the app’s own is refused', async () => {
  await strange().getByRole('button', { name: 'Call elsewhere' }).click();
  await strange().getByText('https://elsewhere.example is not permitted').waitFor();
});

it('looks right', () => picture(page, 'components'));
