/**
 * The clock over the wire, on every vendor's origin: tests of an app and the local index page turn it only this way.
 */
import { Hono } from 'hono';

import type { VirtualClock } from './clock.js';

/** What the clock routes answer. Instants are unix ms. */
export interface ClockView {
  readonly mode: 'frozen' | 'running';
  readonly nowMs: number;
  readonly nowIso: string;
  readonly upcoming: readonly { readonly dueAt: number; readonly name: string }[];
}

/**
 * Routes to mount under `/_sim/clock`: `GET /` reads it, `POST /advance` with `{ byMs }` or `{ toMs }` moves it and
 * answers when every job on the way is done, `POST /settle` waits for everything due now.
 */
export function createClockRoutes(clock: VirtualClock): Hono {
  const routes = new Hono();
  routes.get('/', (c) => c.json(viewClock(clock)));
  routes.post('/settle', async (c) => {
    await clock.settle();
    return c.json(viewClock(clock));
  });
  routes.post('/advance', async (c) => {
    const targetMs = readTarget(await c.req.json().catch(() => undefined), clock.now());
    if (targetMs === undefined || targetMs < clock.now()) {
      return c.json(
        {
          error: {
            message: 'Send { "byMs": ≥ 0 } or { "toMs": unix ms, not before now }.',
            nowMs: clock.now(),
          },
        },
        400,
      );
    }
    await clock.advanceTo(targetMs);
    return c.json(viewClock(clock));
  });
  return routes;
}

function viewClock(clock: VirtualClock): ClockView {
  const nowMs = clock.now();
  return {
    mode: clock.mode,
    nowMs,
    nowIso: new Date(nowMs).toISOString(),
    upcoming: clock.upcoming().map(({ dueAt, name }) => ({ dueAt, name })),
  };
}

function readTarget(body: unknown, nowMs: number): number | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('byMs' in body && typeof body.byMs === 'number') return nowMs + body.byMs;
  if ('toMs' in body && typeof body.toMs === 'number') return body.toMs;
  return undefined;
}
