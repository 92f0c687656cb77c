import { Hono, type Context } from 'hono';

import type { CardEntry } from '../../../stripe/cards/card-entry.js';
import type { InvoiceObject } from '../../../stripe/invoices/object.js';
import { payHosted } from '../../../stripe/invoices/pay-hosted.js';
import { attempt } from '../../../stripe/portal-sessions/operations.js';
import type { StripeWorld } from '../../../stripe/world.js';
import { fieldOf, type PageForm } from '../../design/page-form.js';
import { sendPage } from '../../design/send-page.js';
import { cardFieldNames } from '../card-fields.js';
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
  routes.post('/i/:id', async (c): Promise<Response> => {
    const invoice = findInvoice(world, c);
    if (invoice === undefined) return unknownInvoice(c);
    if (invoice.status !== 'open') return c.redirect(c.req.path, 303);
    const card = readCard(await c.req.parseBody());
    const outcome = attempt(world, invoice.customer, () => payHosted(world, invoice.id, card));
    if (outcome.kind === 'done') return c.redirect(c.req.path, 303);
    const problem = outcome.refusal.message;
    return sendPage(c, invoicePage({ invoice, businessName: businessName(), problem }), { status: 402 });
  });
  return routes;
}

/** The card typed in; undefined when the saved one shall be charged. */
function readCard(form: PageForm): CardEntry | undefined {
  const { number, expiry, cvc } = cardFieldNames;
  if (form[number] === undefined) return undefined;
  return { number: fieldOf(form, number), expiry: fieldOf(form, expiry), cvc: fieldOf(form, cvc) };
}

function findInvoice(world: StripeWorld, c: Context): InvoiceObject | undefined {
  return world.state.invoices.get(c.req.param('id') ?? '');
}

function unknownInvoice(c: Context): Promise<Response> {
  const text = 'This invoice could not be found. Check the link, or ask the vendor.';
  return sendPage(c, stripeMessagePage({ heading: 'Something went wrong', text }), { status: 404 });
}
