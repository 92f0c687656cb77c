import { Hono, type Context } from 'hono';

import { callAction, callTool } from '../../hubspot/calls/call-action.js';
import { callFunction } from '../../hubspot/calls/call-function.js';
import { rememberRun } from '../../hubspot/calls/surface-run.js';
import { currentApp } from '../../hubspot/current-app.js';
import type { HubspotEngine } from '../../hubspot/hubspot-state.js';
import { findInstall, isInstalled } from '../../hubspot/installs/find-install.js';
import { uninstall } from '../../hubspot/installs/uninstall.js';
import { sendPage } from '../design/send-page.js';
import { readCardResult, type CardResult } from './card-result.js';
import { connectedAppsPage } from './connected-apps-page.js';
import { homePage } from './home-page.js';
import { messagePage } from './message-page.js';
import { fieldOf } from '../design/page-form.js';
import { recordPage, recordUrl } from './record-page.js';
import { findRecordVisit, findVisitor, type RecordVisit } from './record-visit.js';
import { labelOf } from './run-list.js';

/** Start page, record pages with the card, and connected apps. */
export function createPortalRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  routes.get('/', (c) => {
    const app = currentApp(engine);
    const portals = [...engine.state.portals.values()].filter((portal) => portal.deletedAt === undefined);
    const rows = portals.map((portal) => ({
      portal,
      isConnected: isInstalled(findInstall(engine, app.appId, portal.portalId)),
    }));
    return sendPage(c, homePage(app, rows));
  });
  // Where HubSpot shows the list of contacts; here the first one stands for it.
  routes.get('/contacts/:portalId', (c) => c.redirect(`/contacts/${c.req.param('portalId')}/record/0-1/101`));
  routes.get('/contacts/:portalId/record/0-1/:recordId', async (c) => {
    const visit = findRecordVisit(engine, c);
    return visit === undefined ? notFound(c) : showRecord(engine, c, visit);
  });
  routes.post('/contacts/:portalId/record/0-1/:recordId/runs', async (c) => {
    const visit = findRecordVisit(engine, c);
    if (visit === undefined) return notFound(c);
    await run(engine, visit, fieldOf(await c.req.parseBody(), 'run'));
    return c.redirect(recordUrl(visit.portal, visit.record), 303);
  });
  routes.get('/connected-apps/:portalId', (c) => showConnectedApps(engine, c));
  routes.post('/connected-apps/:portalId/uninstall', async (c) => {
    const portalId = Number(c.req.param('portalId'));
    uninstall(engine, Number(fieldOf(await c.req.parseBody(), 'appId')), portalId);
    return c.redirect(`/connected-apps/${portalId}`, 303);
  });
  return routes;
}

async function showRecord(engine: HubspotEngine, c: Context, visit: RecordVisit): Promise<Response> {
  const app = currentApp(engine);
  const { portal, record } = visit;
  const runs = engine.state.runs.filter(
    (one) => one.portalId === portal.portalId && one.recordId === record.id,
  );
  const card = await loadCard(engine, visit);
  return sendPage(c, recordPage({ app, portal, record, card, runs: runs.slice(0, 5) }));
}

async function loadCard(engine: HubspotEngine, { portal, user }: RecordVisit): Promise<CardResult> {
  const app = currentApp(engine);
  if (!isInstalled(findInstall(engine, app.appId, portal.portalId))) return { state: 'not_installed' };
  if (app.card === undefined || app.appOrigin === undefined) return { state: 'not_configured' };
  return readCardResult(
    await callFunction(engine, { app, portal, user, fn: app.card.fn, args: app.card.args ?? {} }),
  );
}

/** Runs what a button names, `action:<name>` or `tool:<name>`; a name nobody configured does nothing. */
async function run(engine: HubspotEngine, visit: RecordVisit, choice: string): Promise<void> {
  const app = currentApp(engine);
  const [kind, ...rest] = choice.split(':');
  const name = rest.join(':');
  const isAction = kind === 'action';
  const definition = (isAction ? app.actions : app.tools).find((candidate) => candidate.name === name);
  if (definition === undefined || app.appOrigin === undefined) return;
  const { portal, user, record } = visit;
  const call = { app, portal, user, name, inputFields: definition.inputFields ?? {} };
  const outcome = await (isAction ? callAction(engine, { ...call, record }) : callTool(engine, call));
  rememberRun(engine.state.runs, {
    id: engine.ids.next('run_'),
    kind: isAction ? 'action' : 'tool',
    name,
    label: labelOf(definition),
    portalId: portal.portalId,
    recordId: record.id,
    ranAt: engine.clock.now(),
    outcome,
  });
}

function showConnectedApps(engine: HubspotEngine, c: Context): Promise<Response> {
  const visitor = findVisitor(engine, c);
  if (visitor === undefined) return notFound(c);
  const installs = [...engine.state.apps.values()].flatMap((app) => {
    const install = findInstall(engine, app.appId, visitor.portal.portalId);
    return isInstalled(install) ? [{ app, install }] : [];
  });
  return sendPage(c, connectedAppsPage(visitor.portal, installs));
}

function notFound(c: Context): Promise<Response> {
  const text = 'There is no such record in this account, or no such account.';
  return sendPage(c, messagePage({ heading: 'Nothing here', text }), { status: 404 });
}
