import { Hono, type Context } from 'hono';

import type { FaultPlan } from './fault-plan.js';
import { readFaultSettings } from './fault-settings.js';

/** Routes to mount under `/_sim/faults`: `GET /` tells settings and counts, `POST /` replaces the plan. */
export function createFaultRoutes(plan: FaultPlan): Hono {
  const routes = new Hono();
  const view = (c: Context): Response => c.json({ settings: plan.settings, counts: plan.counts() });
  routes.get('/', view);
  routes.post('/', async (c) => {
    try {
      plan.set(readFaultSettings(await c.req.json<unknown>()));
      return view(c);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      return c.json({ error: { message: error.message } }, 400);
    }
  });
  return routes;
}
