import type Stripe from 'stripe';
import { redactText } from '../../kernel/logger.js';

const EMAIL = /[^\s@"'<>,]+@[^\s@"'<>,]+/g;
const LINK = /\bhttps?:\/\/[^\s,]+/g;
const LONGEST_EXPLANATION = 300;

/**
 * Why Stripe refused, in one sentence an operator can act on and anybody may read: no address, link, key or
 * card number.
 */
export function refusalReason(error: Stripe.errors.StripeError): string {
  const { code, param, requestId } = error;
  const facts = [code && `code ${code}`, param && `parameter ${param}`, requestId && `request ${requestId}`];
  const known = facts.filter((fact) => typeof fact === 'string' && fact !== '');
  return known.length === 0 ? explanation(error) : `${explanation(error)} (${known.join(', ')})`;
}

function explanation({ message, param }: Stripe.errors.StripeError): string {
  if (param === 'email') return "The person's e-mail address is not one Stripe accepts.";
  const text = redactText(message).replace(LINK, '[link]').replace(EMAIL, '[e-mail]');
  return text.slice(0, LONGEST_EXPLANATION) || 'Stripe gave no explanation.';
}
