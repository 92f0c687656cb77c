import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDemoWorld, PORTALS, type DemoWorld } from '../src/demo/demo-world.js';
import { installApp } from '../src/demo/person-acts.js';
import { pay } from '../src/demo/scenes.js';
import { startDev, type StartedDev } from '../src/dev/start-dev.js';
import { callFunction } from './call-function.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';

const DAY_MS = 86_400_000;
let app: FixtureApp;
let dev: StartedDev;
let world: DemoWorld;

beforeAll(async () => {
  app = createFixtureApp();
  dev = await startDev({ folder: app.path, port: 0, consolePort: 0, clock: 'frozen' });
  world = createDemoWorld(dev);
});
afterAll(async () => {
  await dev.stop();
  app.remove();
});

const read = async (path: string): Promise<string> => (await fetch(`${dev.consoleUrl ?? ''}${path}`)).text();
const post = (
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${dev.consoleUrl ?? ''}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
    headers: { origin: dev.consoleUrl ?? '', ...headers },
  });

/** Lets the trial of a portal reach its third day; answers the mail's number. */
async function sendTrialMail(): Promise<number> {
  await dev.advanceBy(3 * DAY_MS + DAY_MS / 24);
  return dev.mailbox.list().findIndex(({ template }) => template === 'trial-check-in') + 1;
}

test('the overview leads to both installs and to the record page of every portal', async () => {
  const page = await read('/');
  expect(page).toContain(`${dev.appUrl}/oauth/start`);
  expect(page).toContain(`${dev.simulators.hubspot.origin}/marketplace`);
  for (const { portalId } of dev.simulators.hubspot.control.portals()) {
    expect(page).toContain(`${dev.simulators.hubspot.origin}/contacts/${portalId}/record/0-1/101`);
  }
});

test('the addresses it leads to answer', async () => {
  const [, ...links] = [...(await read('/')).matchAll(/href="(http:[^"]+)"/g)].map(([, href]) => href ?? '');
  for (const link of links) expect([link, (await fetch(link)).status]).toEqual([link, 200]);
});

test("a portal's row is shown field by field once the app is installed there", async () => {
  expect(await read('/')).toContain('Not installed');
  await installApp(world, PORTALS.northwind);
  expect(await read('/')).toContain('nothing paid');
  await pay(world, PORTALS.northwind);
  const page = await read('/');
  expect(page).toContain('trialEndsAt');
  expect(page).toContain('Dec 4, 2026');
});

test('the Stripe page shows subscriptions, events and what the app answered', async () => {
  const page = await read('/stripe');
  expect(page).toContain('Fixture Team');
  expect(page).toContain('customer.subscription.created');
  expect(page).toContain('HTTP 200');
});

test("a customer's billing portal opens from the Stripe page", async () => {
  const [customer] = dev.simulators.stripe.world.state.customers.keys();
  const answer = await post('/stripe/billing-portal', { customer: customer ?? '' });
  expect(answer.headers.get('location')).toMatch(/\/p\/session\//);
  expect((await fetch(answer.headers.get('location') ?? '')).status).toBe(200);
});

test('a mail without a template is listed and has a page with its data', async () => {
  await callFunction(dev, 'mail');
  await dev.tick();
  const numbers = [...(await read('/mail')).matchAll(/href="\/mail\/(\d+)"/g)].map(([, number]) => number);
  const page = await read(`/mail/${numbers[0] ?? ''}`);
  expect(page).toContain('admin@example.com');
  expect(page).toContain('Hello');
  expect(page).toContain('hello.txt');
});

test('a mail is shown as it arrives: in a frame without scripts, as text, and as data', async () => {
  app.write('hs-x.toml', `[email]\nfrom = "billing@fixture.example"\n\n${FIXTURE_CONFIG}`);
  await dev.reload();
  const number = await sendTrialMail();
  const page = await read(`/mail/${number}`);
  expect(page).toContain('How is Fixture going?');
  expect(page).toContain('billing@fixture.example');
  expect(page).toMatch(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  expect(await read(`/mail/${number}?view=text`)).toContain('Open Fixture:');
  expect(await read(`/mail/${number}?view=data`)).toContain('trialEndsAt');
  const letter = await fetch(`${dev.consoleUrl ?? ''}/mail/${number}/html`);
  expect(letter.headers.get('content-security-policy')).toMatch(
    /default-src 'none'.*sandbox(?!.*allow-scripts)/,
  );
  expect(await letter.text()).toContain('/billing/portal?token=');
});

test('a mail of the app’s own emails folder is shown in its words', async () => {
  app.write('emails/trial-check-in.txt', 'Subject: All well at {{appName}}?\n\nHello from the folder.\n');
  app.write('emails/trial-check-in.html', '<!doctype html><html><head></head><body>Hello</body></html>');
  expect(await read('/mail')).toContain('All well at Fixture?');
});

test('the mailbox says when hs-x.toml names no sender', async () => {
  expect(await read('/mail')).not.toContain('names no sender');
  app.write('hs-x.toml', FIXTURE_CONFIG);
  await dev.reload();
  expect(await read('/mail')).toContain('names no sender');
});

test('the overview shows the mails that came last beside the clock', async () => {
  const page = await read('/');
  expect(page).toContain('All well at Fixture?');
  expect(page).toMatch(/href="\/mail\/\d+"/);
});

test('a mail that bounces is an open alert with its receiver, until it is resolved', async () => {
  expect(await read('/')).toContain('None open');
  const number = dev.mailbox.list().findIndex(({ template }) => template === 'trial-check-in') + 1;
  const answer = await post(`/mail/${number}/bounce`, {});
  expect(answer.headers.get('location')).toBe('/?bounced#alerts');
  const [alert] = await dev.alerts();
  expect(alert).toMatchObject({ code: 'mail_bounced', portalId: String(PORTALS.northwind.portalId) });
  const page = await read('/?bounced');
  expect(page).toContain('1 open');
  expect(page).toContain(dev.mailbox.list()[number - 1]?.to);
  await post('/alerts/resolve', { key: alert?.key ?? '' });
  expect(await read('/?resolved')).toContain('None open');
});

test('a mail nobody sent cannot bounce', async () => {
  expect((await post('/mail/99/bounce', {})).headers.get('location')).toBe('/mail');
});

test('a mail nobody sent leads back to the mailbox', async () => {
  expect((await fetch(`${dev.consoleUrl ?? ''}/mail/99`)).url).toBe(`${dev.consoleUrl ?? ''}/mail`);
});

test('the clock moves by a form, and with it the trial', async () => {
  const before = dev.now();
  expect((await post('/clock', { byMs: String(DAY_MS) })).status).toBe(303);
  expect(dev.now()).toBe(before + DAY_MS);
  await post('/clock', { to: '2026-12-04T12:00' });
  expect(await read('/?moved')).toContain('It is now Dec 4, 2026, 12:00 PM UTC.');
  expect((await dev.accounts()).map(({ entitlement }) => entitlement?.status)).toContain('active');
});

test('one button moves the clock to what the vendors do next', async () => {
  const [, byMs = '', name = ''] =
    /value="(\d+)"\s*>\s*Next event[\s\S]*?<code>([^<]+)</.exec(await read('/')) ?? [];
  const next = dev.simulators.clock.upcoming().find(({ dueAt }) => dueAt > dev.now());
  expect(name).toBe(next?.name);
  await post('/clock', { byMs });
  expect(dev.now()).toBe(next?.dueAt);
});

test('the clock does not go back, and says why', async () => {
  const answer = await post('/clock', { to: '2026-11-01T00:00' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('The clock cannot go back');
});

test('another site cannot move the clock', async () => {
  const before = dev.now();
  const answer = await post('/clock', { byMs: '1000' }, { origin: 'https://elsewhere.example' });
  expect(answer.status).toBe(403);
  expect(dev.now()).toBe(before);
});

test('the pulse changes with what pages show, and not by itself', async () => {
  const pulse = await read('/pulse');
  expect(await read('/pulse')).toBe(pulse);
  await installApp(world, PORTALS.alder);
  expect(await read('/pulse')).not.toBe(pulse);
});

test('no secret is on any page', async () => {
  const pages = (await Promise.all(['/', '/mail', '/stripe'].map(read))).join('');
  expect(pages).not.toMatch(/sk_test_|whsec_/);
});
