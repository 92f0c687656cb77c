import { paymentOf } from '../invoices/payment.js';
import { isEnded } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import { newestFirst, wholeList } from './list.js';

/** A property that is absent from an object until it is expanded; undefined when the object has no such property. */
export function includableProperty(
  world: StripeWorld,
  object: Readonly<Record<string, unknown>>,
  name: string,
): object | undefined {
  const id = typeof object.id === 'string' ? object.id : '';
  switch (`${String(object.object)}.${name}`) {
    case 'checkout.session.line_items':
      return wholeList(`/v1/checkout/sessions/${id}/line_items`, world.state.checkoutLineItems.get(id) ?? []);
    case 'customer.subscriptions':
      return wholeList(
        `/v1/customers/${id}/subscriptions`,
        newestFirst(world.state.subscriptions).filter((sub) => sub.customer === id && !isEnded(sub)),
      );
    case 'customer.tax_ids':
      return wholeList(`/v1/customers/${id}/tax_ids`, []);
    case 'invoice.payments':
      return wholeList(
        '/v1/invoice_payments',
        newestFirst(world.state.invoicePayments).filter((payment) => payment.invoice === id),
      );
    case 'invoice.confirmation_secret':
      return confirmationSecret(world, id);
    default:
      return undefined;
  }
}

function confirmationSecret(world: StripeWorld, invoiceId: string): object | undefined {
  const payment = paymentOf(world, invoiceId);
  const intent = payment && world.state.paymentIntents.get(payment.payment.payment_intent);
  return intent && { client_secret: intent.client_secret, type: 'payment_intent' };
}
