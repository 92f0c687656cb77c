/** The local console: what a developer needs beside the app itself. It listens on this machine only and shows no secret. */
import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { installLinks, recordLinks } from '../dev/dev-links.js';
import { formatInstant } from './formats.js';
import { createCardRoutes } from './card-routes.js';
import { createMailRoutes } from './mail-routes.js';
import { openBillingPortal } from './open-billing-portal.js';
import { renderConsolePage, type ConsolePage, type Frame } from './pages/layout.js';
import { overviewPage, type PortalView } from './pages/overview-page.js';
import { stripePage } from './pages/stripe-page.js';
import { readMailbox } from './read-mailbox.js';
import { readClockMove } from './read-clock-move.js';
import { readStripeAccount } from './read-stripe-account.js';
import type { ConsoleSubject } from './console-subject.js';

/** Mails shown beside the clock. */
const LATEST_MAILS = 4;

type Notice = NonNullable<Frame['notice']>;

/** Builds the console of a running dev. */
export function createConsole(dev: ConsoleSubject): Hono {
  const routes = new Hono();
  const { simulators } = dev;
  routes.use(csrf());
  routes.get('/', async (c) => {
    return sendPage(c, dev, await overview(dev), noticeOf(c, dev));
  });
  routes.post('/alerts/resolve', async (c) => {
    const { key } = await c.req.parseBody();
    if (typeof key === 'string') await dev.resolveAlert(key);
    return c.redirect('/?resolved#alerts', 303);
  });
  routes.route(
    '/',
    createMailRoutes(dev, (c, page) => sendPage(c, dev, page)),
  );
  routes.route(
    '/',
    createCardRoutes(dev, (c, page) => sendPage(c, dev, page)),
  );
  routes.get('/stripe', (c) => sendPage(c, dev, stripePage(readStripeAccount(simulators.stripe))));
  routes.post('/stripe/billing-portal', async (c) => {
    const { customer } = await c.req.parseBody();
    const customerId = typeof customer === 'string' ? customer : '';
    const url = await openBillingPortal(simulators.stripe, customerId, new URL('/stripe', c.req.url).href);
    return c.redirect(url ?? '/stripe', 303);
  });
  routes.get('/pulse', async (c) => c.text(await pulseOf(dev)));
  routes.post('/clock', async (c) => {
    const move = readClockMove(await c.req.parseBody(), dev.now());
    if ('problem' in move) return sendPage(c, dev, await overview(dev), { text: move.problem, isBad: true });
    await dev.advanceTo(move.toMs);
    return c.redirect('/?moved', 303);
  });
  return routes;
}

/** What was just done, as the address says. */
function noticeOf(c: Context, dev: ConsoleSubject): Notice | undefined {
  const texts = {
    moved: `It is now ${formatInstant(dev.now())}.`,
    bounced: 'The app was told that the mail bounced, and has raised an alert.',
    resolved: 'The alert is resolved. When its cause is still there, it opens again.',
  };
  const [, text] = Object.entries(texts).find(([name]) => c.req.query(name) !== undefined) ?? [];
  if (text !== undefined) return { text, isBad: false };
  const refused = 'The app did not take the carrier’s webhook; its log lines say why.';
  return c.req.query('refused') === undefined ? undefined : { text: refused, isBad: true };
}

async function overview(dev: ConsoleSubject): Promise<ConsolePage> {
  return overviewPage({
    appName: dev.config().app.name,
    appUrl: dev.appUrl,
    installs: installLinks(dev),
    portals: await portalViews(dev),
    alerts: await dev.alerts(),
    latestMails: await readMailbox(dev, LATEST_MAILS),
    mails: dev.mailbox.list().length,
    now: dev.now(),
    clockMode: dev.simulators.clock.mode,
    nextEvent: dev.simulators.clock.upcoming().find(({ dueAt }) => dueAt > dev.now()) ?? null,
  });
}

async function portalViews(dev: ConsoleSubject): Promise<readonly PortalView[]> {
  const { control, origin } = dev.simulators.hubspot;
  const accounts = await dev.accounts();
  const { card, settings } = dev.config().hubspot;
  const hasCard = card.length > 0 || settings !== null;
  return recordLinks(dev).map(({ portalId, label, url }) => ({
    portalId,
    name: label,
    accountType: control.portals().find((portal) => portal.portalId === portalId)?.accountType ?? 'STANDARD',
    recordUrl: url,
    hasCard,
    connectedAppsUrl: `${origin}/connected-apps/${portalId}`,
    account: accounts.find(({ key }) => key.portalId === String(portalId)),
  }));
}

/** Mails, events, deliveries, rows and alerts in a few characters: equal as long as no page would look different. */
async function pulseOf({ mailbox, simulators, accounts, alerts }: ConsoleSubject): Promise<string> {
  const { events, deliveries, checkoutSessions } = simulators.stripe.world.state;
  const delivered = [...deliveries.values()].filter(({ status }) => status === 'delivered').length;
  const rows = (await accounts()).map(
    ({ key, entitlement }) => `${key.portalId}@${entitlement?.updatedAt ?? 0}${entitlement?.status ?? ''}`,
  );
  const open = (await alerts()).map(({ firstRaisedAt, times }) => `${firstRaisedAt}x${times}`);
  return [mailbox.list().length, events.size, delivered, checkoutSessions.size, ...rows, ...open].join('.');
}

async function sendPage(
  c: Context,
  dev: ConsoleSubject,
  page: ConsolePage,
  notice?: Notice,
): Promise<Response> {
  const nonce = crypto.randomUUID();
  const frame: Frame = {
    appName: dev.config().app.name,
    now: dev.now(),
    mails: dev.mailbox.list().length,
    hubspotUrl: dev.simulators.hubspot.origin,
    pulse: await pulseOf(dev),
    nonce,
    ...(notice === undefined ? {} : { notice }),
  };
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; img-src data:${page.scripts ? ' https:' : ''}; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  c.header('Referrer-Policy', 'same-origin');
  c.header('Cache-Control', 'no-store');
  return c.html(await renderConsolePage(frame, page), notice?.isBad === true ? 400 : 200);
}
