/** Pages that show the app's cards, the scripts they are made of, and the proxy their calls go through. */
import { Hono, type Context } from 'hono';
import { bundleBrowserCard, revisionOf } from '../cards/bundle-browser-card.js';
import { bundleCardHost } from '../cards/bundle-card-host.js';
import { recordCards, settingsCards, type DevCard } from '../cards/dev-cards.js';
import { fetchForCard, type CardFetchOutcome } from '../cards/hubspot-proxy.js';
import { installLinks } from '../dev/dev-links.js';
import type { ConsoleSubject } from './console-subject.js';
import type { SendConsolePage } from './mail-routes.js';
import { recordPage } from './pages/record-page.js';
import { readCardFetch } from './read-card-fetch.js';
import { readRecord } from './read-record.js';

const UNREACHABLE: CardFetchOutcome = {
  kind: 'failed',
  reason: 'The app could not be reached.',
  attempts: 2,
};

/** `/portals/<id>/record`, `/portals/<id>/settings`, `/portals/<id>/fetch`, `/cards/…`. */
export function createCardRoutes(dev: ConsoleSubject, sendPage: SendConsolePage): Hono {
  const routes = new Hono();
  const bundles = createBundles(dev);
  for (const place of ['record', 'settings'] as const) {
    routes.get(`/portals/:portal/${place}`, async (c) => {
      const record = readRecord(dev, c.req.param('portal'));
      if (record === null) return c.redirect('/');
      const cards = cardsAt(dev, place);
      const [install] = (await isInstalled(dev, record.portalId)) ? [] : installLinks(dev);
      const appName = dev.config().app.name;
      return sendPage(c, recordPage({ record, cards, place, appName, installUrl: install?.url ?? null }));
    });
  }
  routes.get('/cards/host.js', async (c) => sendScript(c, await bundleCardHost()));
  routes.get('/cards/revision', (c) => c.text(bundles.revision()));
  routes.get('/cards/:script{.+\\.js}', async (c) => {
    const id = c.req.param('script').slice(0, -'.js'.length);
    const card = allCards(dev).find((each) => each.id === id);
    if (card === undefined) return c.notFound();
    return sendScript(c, await bundles.scriptOf(card));
  });
  routes.post('/portals/:portal/fetch', async (c) => {
    // A form of another site cannot send this type without asking first.
    if (c.req.header('content-type') !== 'application/json') return c.body(null, 415);
    const record = readRecord(dev, c.req.param('portal'));
    const sent = readCardFetch(await c.req.json().catch(() => null));
    if (record === null || sent === null) return c.body(null, 400);
    if (sent.isAppDown) return c.json(UNREACHABLE);
    const { portalId } = record;
    return c.json(await fetchForCard(dev.simulators, dev.appUrl, { ...sent.call, portalId }));
  });
  return routes;
}

async function isInstalled(dev: ConsoleSubject, portalId: number): Promise<boolean> {
  const accounts = await dev.accounts();
  return accounts.some(({ key, install }) => key.portalId === String(portalId) && install);
}

function cardsAt(dev: ConsoleSubject, place: 'record' | 'settings'): readonly DevCard[] {
  return place === 'record' ? recordCards(dev.config()) : settingsCards(dev.config());
}

function allCards(dev: ConsoleSubject): readonly DevCard[] {
  return [...recordCards(dev.config()), ...settingsCards(dev.config())];
}

/** Bundles on demand: a card is bundled when a page asks for it, and the page asks again when a file has changed. */
function createBundles({ folder, appUrl, ...dev }: ConsoleSubject) {
  const inputs = new Map<string, ReadonlySet<string>>();
  return {
    async scriptOf({ id, file }: DevCard): Promise<string> {
      const bundle = await bundleBrowserCard({ id, file, appFolder: folder, appUrl });
      // What a broken card was made of before still counts: that is where its author mends it.
      inputs.set(id, new Set([...(inputs.get(id) ?? []), ...bundle.inputs]));
      return bundle.script;
    },
    /** Changes when a file of a card, or what `hs-x.toml` says of cards, does. */
    revision(): string {
      const { card, settings } = dev.config().hubspot;
      const files = new Set([...inputs.values()].flatMap((some) => [...some]));
      return JSON.stringify([card, settings, revisionOf([...files])]);
    },
  };
}

function sendScript(c: Context, script: string): Response {
  c.header('Cache-Control', 'no-store');
  return c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
}
