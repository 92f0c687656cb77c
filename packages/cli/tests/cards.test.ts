import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleBrowserCard } from '../src/cards/bundle-browser-card.js';
import { createActivity } from '../src/cards/host/activity.js';
import { createCardModules } from '../src/cards/host/create-card-modules.js';
import { createDemoWorld, PORTALS } from '../src/demo/demo-world.js';
import { installApp } from '../src/demo/person-acts.js';
import { startDev, type StartedDev } from '../src/dev/start-dev.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';

const { portalId } = PORTALS.northwind;
const CONFIG = `${FIXTURE_CONFIG}
[hubspot]
settings = "cards/settings.tsx"

[[hubspot.card]]
name = "Insights"
file = "cards/insights.tsx"

[[hubspot.card]]
name = "Deals only"
file = "cards/deals.tsx"
object_types = ["deals"]
`;
const CARD = `import { hubspot, Text } from '@hubspot/ui-extensions';
hubspot.extend(() => <Text>{HSX_APP_URL} {window.name}</Text>);
`;

let app: FixtureApp;
let dev: StartedDev;
beforeAll(async () => {
  app = createFixtureApp({ 'hs-x.toml': CONFIG, 'cards/insights.tsx': CARD });
  dev = await startDev({ folder: app.path, port: 0, consolePort: 0, clock: 'frozen' });
  await installApp(createDemoWorld(dev), PORTALS.northwind);
});
afterAll(async () => {
  await dev.stop();
  app.remove();
});

const get = (path: string): Promise<Response> =>
  fetch(`${dev.consoleUrl ?? ''}${path}`, { redirect: 'manual' });
const read = async (path: string): Promise<string> => (await get(path)).text();

/** What a card's `hubspot.fetch` sends. */
const call = (sent: object): Promise<Response> =>
  fetch(`${dev.consoleUrl ?? ''}/portals/${portalId}/fetch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: `${dev.appUrl}/fn/billing`, method: 'POST', body: {}, ...sent }),
  });
const outcome = async (sent: object): Promise<unknown> => (await call(sent)).json();

describe('the pages with cards', () => {
  test('the overview leads to the cards of every portal', async () => {
    const page = await read('/');
    for (const portal of dev.simulators.hubspot.control.portals()) {
      expect(page).toContain(`/portals/${portal.portalId}/record`);
    }
  });

  test('a contact has the cards that are declared for contacts, the settings tab its own', async () => {
    const record = await read(`/portals/${portalId}/record`);
    expect(record).toContain('/cards/card-0.js');
    expect(record).not.toContain('Deals only');
    const settings = await read(`/portals/${portalId}/settings`);
    expect(settings).toContain('/cards/settings.js');
    expect(settings).not.toContain('/cards/card-0.js');
  });

  test('a portal without the app is told where to install it', async () => {
    expect(await read('/portals/51200583/record')).toContain(
      'is not installed in Alder &amp; Finch Interiors',
    );
    expect(await read(`/portals/${portalId}/record`)).not.toContain('is not installed');
  });

  test('a portal that is not there leads back to the overview', async () => {
    const answer = await get('/portals/999/record');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
  });

  test('only the page’s own scripts may run', async () => {
    const policy = (await get(`/portals/${portalId}/record`)).headers.get('content-security-policy');
    expect(policy).toMatch(/script-src 'nonce-[^']+';/);
    expect(policy).not.toContain('unsafe');
  });
});

describe("a card's script", () => {
  test('knows the address of the app, and reaches no global that HubSpot has not', async () => {
    const script = await read('/cards/card-0.js');
    expect(script).toContain(JSON.stringify(dev.appUrl));
    expect(script).toContain('HSX_CARD.forbidden.window.name');
    expect((await get('/cards/card-9.js')).status).toBe(404);
  });

  test('says what is missing or wrong in the place of the card', async () => {
    expect(await read('/cards/settings.js')).toMatch(/^HSX_CARD_HOST\.fail\("settings", "There is no file/);
    app.write('cards/dom.tsx', "import 'react-dom';");
    const bundle = await bundleBrowserCard({
      id: 'dom',
      file: 'cards/dom.tsx',
      appFolder: app.path,
      appUrl: dev.appUrl,
    });
    expect(bundle.script).toMatch(/^HSX_CARD_HOST\.fail\("dom"/);
    expect(bundle.script).toContain('react-dom');
  });

  test('is another one after a file of the card has changed', async () => {
    await read('/cards/card-0.js');
    const before = await read('/cards/revision');
    expect(await read('/cards/revision')).toBe(before);
    await new Promise((resolve) => setTimeout(resolve, 10));
    app.write('cards/insights.tsx', `${CARD}\n`);
    expect(await read('/cards/revision')).not.toBe(before);
  });
});

describe("a card's hubspot.fetch", () => {
  test('reaches the app signed for the portal of the page, whatever portal the card names', async () => {
    const answer = (await outcome({ body: {} })) as { status: number; body: string };
    expect(answer).toMatchObject({ kind: 'answered', status: 200, attempts: 1 });
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, result: { isReady: true } });
    expect(await outcome({ body: { portalId: 51200583 } })).toMatchObject({ kind: 'answered', status: 403 });
  });

  test.each([
    ['another address', { url: 'https://elsewhere.example/fn/billing' }, /not permitted/],
    ['no address', { url: 'billing' }, /not permitted/],
    ['another method', { method: 'GET' }, /no call of an app function/],
    ['another path', { url: 'APP/health' }, /no call of an app function/],
    ['a name that cannot be read', { url: 'APP/fn/%E0%A4' }, /no call of an app function/],
    ['a query of its own', { url: 'APP/fn/billing?portalId=1' }, /no call of an app function/],
    ['too large a body', { body: { text: 'x'.repeat(1_000_001) } }, /larger than 1 MB/],
  ])('is refused with %s', async (_what, sent, reason) => {
    const url = 'url' in sent ? { url: sent.url.replace('APP', dev.appUrl) } : {};
    const answer = (await outcome({ ...sent, ...url })) as { kind: string; reason: string };
    expect(answer).toMatchObject({ kind: 'failed', attempts: 0 });
    expect(answer.reason).toMatch(reason);
  });

  test('fails after a second try while the app is said to be unreachable', async () => {
    expect(await outcome({ isAppDown: true })).toMatchObject({ kind: 'failed', attempts: 2 });
  });

  test('cannot be made by a form of another site', async () => {
    const answer = await fetch(`${dev.consoleUrl ?? ''}/portals/${portalId}/fetch`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: '{}',
    });
    expect([403, 415]).toContain(answer.status);
  });
});

test("nothing of HubSpot's package is missing on the page", async () => {
  const inUi = createRequire(new URL('../../ui/package.json', import.meta.url));
  const page = {
    portal: { id: 1, timezone: 'UTC' },
    user: { id: 1, email: 'a@b.example', roleName: 'Admin' },
    record: { id: 101, objectTypeId: '0-1', properties: {} },
    app: { id: 1, name: 'App' },
    cards: [],
  };
  const modules = createCardModules(page, createActivity(), () => undefined);
  for (const [name, ours] of [
    ['@hubspot/ui-extensions', modules.ui],
    ['@hubspot/ui-extensions/crm', modules.crm],
    ['@hubspot/ui-extensions/experimental', modules.experimental],
  ] as const) {
    const theirs = (await import(pathToFileURL(inUi.resolve(name)).href)) as object;
    const missing = Object.keys(theirs).filter((each) => Reflect.get(ours, each) === undefined);
    expect([name, missing]).toEqual([name, []]);
  }
});
