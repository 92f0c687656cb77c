import { Hono } from 'hono';

import type { CardEntry } from '../cards/card-entry.js';
import type { DisputeReason } from '../disputes/object.js';
import type { PaymentControl } from './payment-control.js';

/** {@link PaymentControl} over the wire. */
export function createPaymentRoutes(control: PaymentControl): Hono {
  const routes = new Hono();
  routes.post('/invoices/:id/pay', async (c) => {
    const { card } = await c.req.json<{ card?: CardEntry }>();
    return c.json(control.payInvoice(c.req.param('id'), card));
  });
  routes.post('/invoices/:id/move-attempt', async (c) => {
    const { toMs } = await c.req.json<{ toMs: number }>();
    return c.json(control.moveNextAttempt(c.req.param('id'), toMs));
  });
  routes.post('/charges/:id/dispute', async (c) => {
    const { reason } = await c.req.json<{ reason?: DisputeReason }>();
    return c.json(control.openDispute(c.req.param('id'), reason));
  });
  routes.post('/disputes/:id/close', async (c) => {
    const { outcome } = await c.req.json<{ outcome: 'lost' | 'won' }>();
    return c.json(control.closeDispute(c.req.param('id'), outcome));
  });
  return routes;
}
