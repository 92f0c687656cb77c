import type { CardEntry } from '../cards/card-entry.js';
import { resourceMissing } from '../api/failure.js';
import type { InvoiceObject } from '../invoices/object.js';
import type { PaymentMethodObject } from '../payment-methods/object.js';
import { findPortalSession } from '../portal-sessions/find.js';
import type { PortalSessionObject } from '../portal-sessions/object.js';
import {
  cancelSubscription,
  changePlan,
  keepSubscription,
  payInvoice,
  type PortalOutcome,
} from '../portal-sessions/operations.js';
import { updateCard } from '../portal-sessions/update-card.js';
import type { SubscriptionObject } from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';

/** One thing a customer does on the portal page. */
export type PortalAct =
  | { readonly kind: 'cancel'; readonly subscriptionId: string; readonly feedback?: string }
  | { readonly kind: 'change_plan'; readonly subscriptionId: string; readonly priceId: string }
  | { readonly kind: 'keep'; readonly subscriptionId: string }
  | { readonly kind: 'pay_invoice'; readonly invoiceId: string }
  | { readonly kind: 'update_card'; readonly entry: CardEntry; readonly name?: string };

/** What an act came to: the object it changed, or why it was refused. */
export type PortalActOutcome = PortalOutcome<InvoiceObject | PaymentMethodObject | SubscriptionObject>;

/** Does on the portal of a session what a customer would do on its page; an unknown session is refused. */
export function actInPortal(world: StripeWorld, sessionId: string, act: PortalAct): PortalActOutcome {
  const session = findPortalSession(world, sessionId);
  if (session === undefined) throw resourceMissing({ noun: 'billing_portal.session', id: sessionId });
  return carryOut(world, session, act);
}

function carryOut(world: StripeWorld, session: PortalSessionObject, act: PortalAct): PortalActOutcome {
  switch (act.kind) {
    case 'cancel':
      return cancelSubscription(world, session, act);
    case 'change_plan':
      return changePlan(world, session, act);
    case 'keep':
      return keepSubscription(world, session, act.subscriptionId);
    case 'pay_invoice':
      return payInvoice(world, session, act.invoiceId);
    case 'update_card':
      return updateCard(world, session, act);
    default:
      throw new TypeError(`Unknown portal act: ${JSON.stringify(act)}`);
  }
}
