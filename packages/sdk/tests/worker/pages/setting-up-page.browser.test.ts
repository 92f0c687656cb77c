import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../../../../../tests/support/chromium.js';
import { contentSecurityPolicy } from '../../../src/worker/pages/content-security-policy.js';
import { renderSettingUp } from '../../../src/worker/pages/setting-up-page.js';
import type { SettingUpView } from '../../../src/worker/pages/setting-up-page.js';

const NONCE = 'bm9uY2U';
const LATE_HEADING = 'This is taking longer than usual';
const READY: Answer = (response) => json(response, { ok: true, ready: true, entitlement: null });
const WAITING: Answer = (response) => json(response, { ok: true, ready: false, entitlement: null });
const FAILING: Answer = (response) => void response.writeHead(500).end('{"ok":false}');
const NONSENSE: Answer = (response) => void response.end('<p>not JSON</p>');
const HANGING_UP: Answer = (response) => void response.destroy();
const SILENT: Answer = () => undefined;

type Answer = (response: ServerResponse) => void;

function json(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}

/** A server with the page, its poll address, which gives the listed answers (the last one for ever), and the app. */
interface Scene {
  readonly server: Server;
  readonly url: string;
  polls: number;
  lateReports: number;
}

async function openScene(answers: readonly Answer[], settings: Partial<SettingUpView>): Promise<Scene> {
  const view = {
    pollUrl: '/poll',
    lateUrl: '/late',
    refreshUrl: '/',
    continueUrl: '/app',
    nonce: NONCE,
    ...settings,
  };
  const server = createServer((request, response) => {
    if (request.url === '/poll') {
      answers[Math.min(scene.polls++, answers.length - 1)]!(response);
      return;
    }
    if (request.url === '/late' && request.method === 'POST') {
      scene.lateReports += 1;
      return void response.writeHead(202).end();
    }
    if (request.url === '/app') return void response.end('<title>The app</title>');
    response
      .setHeader('content-type', 'text/html')
      .setHeader('content-security-policy', contentSecurityPolicy(NONCE));
    response.end(renderSettingUp({ appName: 'Fieldsync', ...view }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scene: Scene = { server, url: `http://127.0.0.1:${String(port)}/done`, polls: 0, lateReports: 0 };
  return scene;
}

describe('the setting-up page in a real browser', () => {
  let browser: Browser;
  let page: Page;
  let scene: Scene | undefined;
  let complaints: string[];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    scene?.server.closeAllConnections();
    scene?.server.close();
    expect(complaints).toEqual([]);
  });

  const visit = async (answers: readonly Answer[], settings: Partial<SettingUpView> = {}): Promise<Scene> => {
    scene = await openScene(answers, { pollIntervalMs: 50, pollCount: 10, ...settings });
    await page.goto(scene.url);
    return scene;
  };
  const heading = () => page.locator('h1').innerText();

  it('says "all set" and goes into the app once the answer is ready', async () => {
    const { polls } = await visit([WAITING, WAITING, READY], { pollIntervalMs: 200 });
    expect(polls).toBeLessThan(3);
    expect(await heading()).toBe('Setting up your account…');
    await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
    expect(await page.title()).toBe('You’re all set – Fieldsync');
    await page.waitForURL('**/app');
    expect(scene).toMatchObject({ polls: 3, lateReports: 0 });
  });

  it('leaves no setting-up page behind in the history', async () => {
    await visit([READY]);
    await page.waitForURL('**/app');
    await page.goBack();
    expect(page.url()).toBe('about:blank');
  });

  it('counts a failure, a hang-up and nonsense as not ready and recovers', async () => {
    const seen = await visit([FAILING, HANGING_UP, NONSENSE, READY]);
    await page.waitForURL('**/app');
    expect(seen).toMatchObject({ polls: 4, lateReports: 0 });
  });

  it('says that it takes longer, reports that once, and stops asking', async () => {
    const seen = await visit([WAITING]);
    await page.getByRole('heading', { name: LATE_HEADING }).waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('nothing needs to be paid again');
    expect(text).toContain('We’ll e-mail you when it is ready.');
    expect(await page.getByRole('link', { name: 'Continue to Fieldsync' }).getAttribute('href')).toBe('/app');
    const { polls } = seen;
    await page.waitForTimeout(300);
    expect(polls).toBeLessThanOrEqual(11);
    expect(seen).toMatchObject({ polls, lateReports: 1 });
  });

  it('does not let a silent server stretch the wait', async () => {
    const startedAt = performance.now();
    await visit([SILENT], { pollIntervalMs: 100, pollCount: 5 });
    await page.getByRole('heading', { name: LATE_HEADING }).waitFor();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('gives up after 10 s unless told otherwise', async () => {
    scene = await openScene([WAITING], {});
    await page.clock.install();
    await page.goto(scene.url);
    await page.clock.runFor(9_000);
    expect(await heading()).toBe('Setting up your account…');
    await page.clock.runFor(1_500);
    await page.getByRole('heading', { name: LATE_HEADING }).waitFor();
  });

  it('starts over with "Check again"', async () => {
    await visit([WAITING]);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('Activating your plan').waitFor();
  });

  it('works without scripts: reloads until the server shows something else', async () => {
    scene = await openScene([WAITING], {});
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(scene.url);
    expect(await plain.locator('main').innerText()).toContain('This page checks again every 3 seconds.');
    await plain.waitForEvent('framenavigated', { timeout: 6_000 });
    await context.close();
    expect(scene.polls).toBe(0);
  });
});
