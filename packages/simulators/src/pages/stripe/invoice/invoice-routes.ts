import { Hono, type Context } from 'hono';

import { collectInvoice } from '../../../stripe/billing/collect.js';
import type { InvoiceObject } from '../../../stripe/invoices/object.js';
import type { StripeWorld } from '../../../stripe/world.js';
import { sendPage } from '../../design/send-page.js';
import { stripeMessagePage } from '../stripe-message-page.js';
import { invoicePage } from './invoice-page.js';

/** `/i/<invoice>`: the address an invoice carries as `hosted_invoice_url`. */
export function createInvoiceRoutes(world: StripeWorld, businessName: () => string): Hono {
  const routes = new Hono();
  routes.get('/i/:id', (c) => {
    const invoice = findInvoice(world, c);
    return invoice === undefined
      ? unknownInvoice(c)
      : sendPage(c, invoicePage({ invoice, businessName: businessName() }));
  });
  routes.post('/i/:id', (c): Promise<Response> => {
    const invoice = findInvoice(world, c);
    if (invoice === undefined) return unknownInvoice(c);
    if (invoice.status !== 'open') return Promise.resolve(c.redirect(c.req.path, 303));
    const problem = pay(world, invoice);
    return problem === undefined
      ? Promise.resolve(c.redirect(c.req.path, 303))
      : sendPage(c, invoicePage({ invoice, businessName: businessName(), problem }), { status: 402 });
  });
  return routes;
}

/** Charges the saved payment method, the customer being present; answers why it did not work. */
function pay(world: StripeWorld, invoice: InvoiceObject): string | undefined {
  const result = collectInvoice(world, invoice.id, { presence: 'authenticated' });
  if (result.kind === 'declined') return result.refusal.message;
  return result.kind === 'no_method'
    ? 'There is no saved payment method. Add one in billing first.'
    : undefined;
}

function findInvoice(world: StripeWorld, c: Context): InvoiceObject | undefined {
  return world.state.invoices.get(c.req.param('id') ?? '');
}

function unknownInvoice(c: Context): Promise<Response> {
  const text = 'This invoice could not be found. Check the link, or ask the vendor.';
  return sendPage(c, stripeMessagePage({ heading: 'Something went wrong', text }), { status: 404 });
}
