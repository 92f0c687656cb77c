import { afterEach, beforeEach, expect, test } from 'vitest';

import {
  ALDER,
  DEV_TEST,
  installApp,
  NORTHWIND,
  postForm,
  startHubspot,
  type RunningHubspot,
} from './start-hubspot.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const JOURNAL = '/webhooks-journal/journal/2026-03';
const SUBSCRIPTIONS = '/webhooks-journal/subscriptions/2026-03';
const SCOPES = [
  'developer.webhooks_journal.read',
  'developer.webhooks_journal.subscriptions.read',
  'developer.webhooks_journal.subscriptions.write',
];
const INSTALL = '4-1909196';
const UNINSTALL = '4-1916193';

let hubspot: RunningHubspot;

beforeEach(async () => {
  hubspot = await startHubspot();
});

afterEach(() => hubspot.close());

async function appToken(scopes = SCOPES): Promise<string> {
  const { body } = await postForm(hubspot, '/oauth/2026-09/token', {
    grant_type: 'client_credentials',
    scope: scopes.join(' '),
  });
  return String(body.access_token);
}

const call = (path: string, token: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path.startsWith('http') ? path : hubspot.origin + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });

async function subscribe(token: string, ...eventTypeIds: string[]): Promise<void> {
  for (const eventTypeId of eventTypeIds) {
    const wish = { subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId, properties: [] };
    const answer = await call(SUBSCRIPTIONS, token, { method: 'POST', body: JSON.stringify(wish) });
    expect(answer.status).toBe(201);
  }
}

interface Pointer {
  readonly url: string;
  readonly expiresAt: string;
  readonly currentOffset: string;
}

interface JournalFile {
  readonly offset: string;
  readonly journalEvents: readonly { readonly action: string; readonly portalId: number }[];
}

async function pointer(path: string, token: string): Promise<Pointer> {
  const answer = await call(JOURNAL + path, token);
  expect(answer.status).toBe(200);
  return (await answer.json()) as Pointer;
}

const fileOf = async ({ url }: Pointer): Promise<JournalFile> =>
  (await (await fetch(url)).json()) as JournalFile;

/** Follows the journal from its beginning, as an app does. */
async function readAll(token: string, query = ''): Promise<string[]> {
  const seen: string[] = [];
  let answer = await call(`${JOURNAL}/earliest${query}`, token);
  while (answer.status === 200) {
    const next = (await answer.json()) as Pointer;
    const { journalEvents } = await fileOf(next);
    seen.push(...journalEvents.map((event) => `${event.action} ${event.portalId}`));
    answer = await call(`${JOURNAL}/offset/${next.currentOffset}/next${query}`, token);
  }
  expect(answer.status).toBe(204);
  return seen;
}

test('the journal answers 204 until something subscribed to has happened', async () => {
  const token = await appToken();
  await installApp(hubspot, ALDER);
  await subscribe(token, INSTALL, UNINSTALL);
  for (const place of ['/earliest', '/latest']) expect((await call(JOURNAL + place, token)).status).toBe(204);
  await installApp(hubspot, NORTHWIND);
  const file = await fileOf(await pointer('/earliest', token));
  expect(file).toMatchObject({
    publishedAt: new Date(hubspot.clock.now()).toISOString(),
    journalEvents: [
      {
        type: 'app_lifecycle_event',
        action: 'APP_INSTALL',
        portalId: NORTHWIND,
        eventTypeId: INSTALL,
        properties: { hs_app_id: String(hubspot.control.app().appId) },
      },
    ],
  });
});

test('installs, uninstalls and reinstalls are read in order, connecting again is none', async () => {
  const token = await appToken();
  await subscribe(token, INSTALL, UNINSTALL);
  await installApp(hubspot, NORTHWIND);
  await installApp(hubspot, NORTHWIND);
  await installApp(hubspot, ALDER);
  hubspot.control.uninstall(NORTHWIND);
  await installApp(hubspot, NORTHWIND);
  expect(await readAll(token)).toEqual([
    `APP_INSTALL ${NORTHWIND}`,
    `APP_INSTALL ${ALDER}`,
    `APP_UNINSTALL ${NORTHWIND}`,
    `APP_INSTALL ${NORTHWIND}`,
  ]);
  expect(await readAll(token, `?installPortalId=${ALDER}`)).toEqual([`APP_INSTALL ${ALDER}`]);
  const { currentOffset } = await pointer('/earliest', token);
  const batch = await call(`${JOURNAL}/batch/${currentOffset}/next/2`, token);
  expect(((await batch.json()) as { results: unknown[] }).results).toHaveLength(2);
  const latest = await fileOf(await pointer('/latest', token));
  expect(latest.journalEvents).toMatchObject([{ action: 'APP_INSTALL', portalId: NORTHWIND }]);
});

test('an app that subscribes to uninstalls alone reads no installs', async () => {
  const token = await appToken();
  await subscribe(token, UNINSTALL);
  await installApp(hubspot, DEV_TEST);
  hubspot.control.uninstall(DEV_TEST);
  expect(await readAll(token)).toEqual([`APP_UNINSTALL ${DEV_TEST}`]);
});

test('after three days a file is gone, and whoever was away reads on without it', async () => {
  const token = await appToken();
  await subscribe(token, INSTALL, UNINSTALL);
  await installApp(hubspot, NORTHWIND);
  const { currentOffset } = await pointer('/earliest', token);
  hubspot.control.uninstall(NORTHWIND);
  await hubspot.clock.advanceBy(3 * DAY_MS);
  const fresh = await appToken();
  expect((await call(`${JOURNAL}/earliest`, fresh)).status).toBe(204);
  await installApp(hubspot, ALDER);
  const next = await fileOf(await pointer(`/offset/${currentOffset}/next`, fresh));
  expect(next.journalEvents).toMatchObject([{ action: 'APP_INSTALL', portalId: ALDER }]);
  expect((await call(`${JOURNAL}/offset/${crypto.randomUUID()}/next`, fresh)).status).toBe(404);
});

test('the address of a file needs no token, ends soon and cannot be changed', async () => {
  const token = await appToken();
  await subscribe(token, INSTALL);
  await installApp(hubspot, NORTHWIND);
  const { url, expiresAt } = await pointer('/earliest', token);
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url.replace(/expires=\d+/, 'expires=9999999999999'))).status).toBe(403);
  await hubspot.clock.advanceTo(Date.parse(expiresAt));
  expect((await fetch(url)).status).toBe(403);
});

test('subscriptions are listed, refused twice, and ended', async () => {
  const token = await appToken();
  await subscribe(token, INSTALL);
  const list = async (): Promise<{ id: number }[]> =>
    ((await (await call(SUBSCRIPTIONS, token)).json()) as { results: { id: number }[] }).results;
  const [one] = await list();
  expect(one).toMatchObject({ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: INSTALL });
  for (const [body, status] of [
    [{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: INSTALL, properties: [] }, 409],
    [{ subscriptionType: 'OBJECT', eventTypeId: INSTALL, properties: [] }, 400],
    [{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: '4-1', properties: [] }, 400],
    [{ subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: UNINSTALL }, 400],
  ] as const) {
    const answer = await call(SUBSCRIPTIONS, token, { method: 'POST', body: JSON.stringify(body) });
    expect(answer.status).toBe(status);
  }
  expect((await call(`${SUBSCRIPTIONS}/${one!.id}`, token, { method: 'DELETE' })).status).toBe(204);
  expect(await list()).toEqual([]);
});

test('the journal takes only client-credentials tokens with the scope, and some apps get none', async () => {
  const portalToken = String((await installApp(hubspot)).access_token);
  expect((await call(`${JOURNAL}/earliest`, portalToken)).status).toBe(401);
  const narrow = await appToken(['developer.webhooks_journal.subscriptions.read']);
  expect((await call(`${JOURNAL}/earliest`, narrow)).status).toBe(403);
  hubspot.control.configureApp({ hasJournalAccess: false });
  const gated = await postForm(hubspot, '/oauth/2026-09/token', {
    grant_type: 'client_credentials',
    scope: SCOPES.join(' '),
  });
  expect(gated).toMatchObject({ status: 400, body: { status: 'BAD_SCOPES' } });
});
