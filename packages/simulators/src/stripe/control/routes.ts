/**
 * The control room over the wire, for tests that drive an app in another process. JSON in, JSON out; the shapes are those
 * of {@link StripeControl}.
 */
import { Hono, type Context } from 'hono';

import { StripeFailure } from '../api/failure.js';
import type { CheckoutSubmission } from '../checkout-sessions/submit.js';
import type { StripeSettings } from '../settings.js';
import type { StripeControl } from './control.js';
import { createPaymentRoutes } from './payment-routes.js';
import type { PortalAct } from './portal-control.js';
import type { CatalogueEntry } from './seed-catalogue.js';

type FailRequests = Parameters<StripeControl['failRequests']>[0];

/** Routes to mount under `/_sim/stripe`. */
export function createControlRoutes(control: StripeControl): Hono {
  const routes = new Hono();
  routes.onError((error, c) => {
    if (error instanceof StripeFailure) return c.json({ error: error.body }, 400);
    if (error instanceof TypeError || error instanceof SyntaxError) {
      return c.json({ error: { message: error.message } }, 400);
    }
    throw error;
  });
  routes.get('/state', (c) => c.json(control.snapshot()));
  routes.get('/truth', (c) => c.json({ customers: control.truth() }));
  routes.post('/reset', (c) => {
    control.reset();
    return c.json(DONE);
  });
  routes.post('/catalogue', async (c) => c.json(control.seedCatalogue(await body<CatalogueEntry[]>(c))));
  routes.post('/settings', async (c) =>
    c.json(control.changeSettings(await body<Partial<StripeSettings>>(c))),
  );
  routes.post('/faults', async (c) => {
    control.failRequests(await body<FailRequests>(c));
    return c.json(DONE);
  });
  routes.post('/checkout/:id/submit', async (c) =>
    c.json(control.submitCheckout(c.req.param('id'), await body<CheckoutSubmission>(c))),
  );
  routes.post('/portal/:id/act', async (c) =>
    c.json(control.actInPortal(c.req.param('id'), await body<PortalAct>(c))),
  );
  routes.route('/', createPaymentRoutes(control));
  routes.post('/challenges/:id/:answer', (c) => answerChallenge(control, c));
  return addWebhookRoutes(routes, control);
}

function addWebhookRoutes(routes: Hono, control: StripeControl): Hono {
  routes.post('/webhooks', async (c) => {
    const { url, enabledEvents } = await body<{ url: string; enabledEvents?: string[] }>(c);
    return c.json(control.registerWebhook(url, enabledEvents));
  });
  routes.post('/webhooks/hold', (c) => {
    control.holdWebhooks();
    return c.json(DONE);
  });
  routes.post('/webhooks/release', (c) => {
    const order = c.req.query('order') === 'reversed' ? 'reversed' : 'as_held';
    return c.json({ released: control.releaseWebhooks(order) });
  });
  routes.post('/webhooks/drop', async (c) => {
    control.dropWebhooks((await body<Count>(c)).count);
    return c.json(DONE);
  });
  routes.post('/webhooks/duplicate', async (c) => {
    control.duplicateWebhooks((await body<Count>(c)).count);
    return c.json(DONE);
  });
  routes.post('/webhooks/:id/roll-secret', async (c) => {
    const { keepOld } = await body<{ keepOld: boolean }>(c);
    return c.json({ secret: control.rollWebhookSecret(c.req.param('id'), { keepOld }) });
  });
  routes.post('/events/:id/deliver', async (c) => c.json(await control.deliverEvent(c.req.param('id'))));
  return routes;
}

const DONE = { ok: true } as const;

interface Count {
  readonly count: number;
}

function answerChallenge(control: StripeControl, c: Context): Response {
  const answer = c.req.param('answer') === 'complete' ? 'complete' : 'fail';
  const outcome = control.answerChallenge(c.req.param('id') ?? '', answer);
  return outcome === undefined ? c.json({ error: { message: 'No such challenge.' } }, 404) : c.json(outcome);
}

/** The shape is the caller's promise: these routes are a test instrument, not a public API. */
async function body<T>(c: Context): Promise<T> {
  return await c.req.json<T>();
}
