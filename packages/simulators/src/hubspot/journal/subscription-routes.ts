import { Hono } from 'hono';

import { apiError } from '../api-error.js';
import { readJson } from '../control/control-body.js';
import { isRecord } from '../crm/read-properties.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { authenticateApp } from './authenticate-app.js';
import {
  LIFECYCLE_EVENT_TYPE_IDS,
  type JournalSubscription,
  type LifecycleEventTypeId,
} from './journal-entry.js';

const PATH = '/webhooks-journal/subscriptions/2026-03';
const READ = 'developer.webhooks_journal.subscriptions.read';
const WRITE = 'developer.webhooks_journal.subscriptions.write';

/** What the journal records for the app: list, subscribe, unsubscribe. */
export function createJournalSubscriptionRoutes(engine: HubspotEngine): Hono {
  const { state } = engine;
  const routes = new Hono();
  routes.get(PATH, (c) => {
    const caller = authenticateApp(engine, c, READ);
    if (caller instanceof Response) return caller;
    return c.json({ results: state.journalSubscriptions.filter((one) => one.appId === caller.appId) });
  });
  routes.post(PATH, async (c) => {
    const caller = authenticateApp(engine, c, WRITE);
    if (caller instanceof Response) return caller;
    const wish = readWish(await readJson(c));
    if ('problem' in wish) return apiError(engine, { httpStatus: 400, message: wish.problem });
    const isKnown = state.journalSubscriptions.some(
      (one) => one.appId === caller.appId && one.eventTypeId === wish.eventTypeId,
    );
    if (isKnown) return apiError(engine, { httpStatus: 409, message: 'This subscription exists already.' });
    const subscription: JournalSubscription = {
      id: engine.ids.integer('journal-subscription', { min: 10_000, max: 99_999_999 }),
      appId: caller.appId,
      subscriptionType: 'APP_LIFECYCLE_EVENT',
      createdAt: new Date(engine.clock.now()).toISOString(),
      ...wish,
    };
    state.journalSubscriptions.push(subscription);
    return c.json(subscription, 201);
  });
  routes.delete(`${PATH}/:id`, (c) => {
    const caller = authenticateApp(engine, c, WRITE);
    if (caller instanceof Response) return caller;
    const index = state.journalSubscriptions.findIndex(
      (one) => one.appId === caller.appId && String(one.id) === c.req.param('id'),
    );
    if (index < 0) return apiError(engine, { httpStatus: 404, message: 'There is no such subscription.' });
    state.journalSubscriptions.splice(index, 1);
    return c.body(null, 204);
  });
  return routes;
}

type Wish = Pick<JournalSubscription, 'eventTypeId' | 'properties'>;

function readWish(body: unknown): Wish | { readonly problem: string } {
  if (!isRecord(body) || body.subscriptionType !== 'APP_LIFECYCLE_EVENT') {
    return { problem: '"subscriptionType" must be APP_LIFECYCLE_EVENT; the simulator records nothing else.' };
  }
  const known: readonly LifecycleEventTypeId[] = Object.values(LIFECYCLE_EVENT_TYPE_IDS);
  const eventTypeId = known.find((id) => id === body.eventTypeId);
  if (eventTypeId === undefined) return { problem: `"eventTypeId" must be one of ${known.join(', ')}.` };
  if (!Array.isArray(body.properties) || !body.properties.every((name) => typeof name === 'string')) {
    return { problem: '"properties" must be a list of names; an empty one will do.' };
  }
  return { eventTypeId, properties: body.properties };
}
