/**
 * Stripe's test card numbers and what each does (docs.stripe.com/testing, read 2026-11-20).
 */
import { declinedFor, type CardBehaviour } from './behaviour.js';

/** A card number Stripe's test mode knows. */
export interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly funding: 'credit' | 'debit';
  readonly behaviour: CardBehaviour;
}

const ACCEPTED: CardBehaviour = { kind: 'accepted' };

const TEST_CARDS: readonly TestCard[] = [
  card('4242424242424242', 'visa', ACCEPTED),
  { ...card('4000056655665556', 'visa', ACCEPTED), funding: 'debit' },
  card('5555555555554444', 'mastercard', ACCEPTED),
  card('2223003122003222', 'mastercard', ACCEPTED),
  { ...card('5200828282828210', 'mastercard', ACCEPTED), funding: 'debit' },
  card('378282246310005', 'amex', ACCEPTED),
  card('371449635398431', 'amex', ACCEPTED),
  card('6011111111111117', 'discover', ACCEPTED),
  card('3056930009020004', 'diners', ACCEPTED),
  card('3566002020360505', 'jcb', ACCEPTED),
  card('6200000000000005', 'unionpay', ACCEPTED),
  card('4000000000000002', 'visa', { kind: 'declined', refusal: declinedFor('generic_decline') }),
  card('4000000000009995', 'visa', {
    kind: 'declined',
    refusal: { ...declinedFor('insufficient_funds'), message: 'Your card has insufficient funds.' },
  }),
  card('4000000000009987', 'visa', { kind: 'declined', refusal: declinedFor('lost_card') }),
  card('4000000000009979', 'visa', { kind: 'declined', refusal: declinedFor('stolen_card') }),
  card('4000000000000069', 'visa', {
    kind: 'declined',
    refusal: { code: 'expired_card', message: 'Your card has expired.', param: 'exp_month' },
  }),
  card('4000000000000127', 'visa', {
    kind: 'declined',
    refusal: { code: 'incorrect_cvc', message: "Your card's security code is incorrect.", param: 'cvc' },
  }),
  card('4000000000000119', 'visa', {
    kind: 'declined',
    refusal: {
      code: 'processing_error',
      message: 'An error occurred while processing your card. Try again in a little bit.',
    },
  }),
  card('4000000000000341', 'visa', { kind: 'declined_on_charge', refusal: declinedFor('generic_decline') }),
  card('4000002500003155', 'visa', { kind: 'authenticated_once' }),
  card('4000002760003184', 'visa', { kind: 'authenticated_always' }),
];

/** Payment methods that exist in every test account, by the card they stand for. */
const TEST_TOKENS: Readonly<Record<string, string>> = {
  pm_card_visa: '4242424242424242',
  pm_card_visa_debit: '4000056655665556',
  pm_card_mastercard: '5555555555554444',
  pm_card_amex: '378282246310005',
  pm_card_discover: '6011111111111117',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_chargeDeclined: '4000000000000002',
  pm_card_chargeDeclinedInsufficientFunds: '4000000000009995',
  pm_card_chargeDeclinedExpiredCard: '4000000000000069',
  pm_card_chargeDeclinedIncorrectCvc: '4000000000000127',
  pm_card_authenticationRequiredOnSetup: '4000002500003155',
  pm_card_authenticationRequired: '4000002760003184',
};

/** The test card with this number (digits only). */
export function testCardOf(number: string): TestCard | undefined {
  return TEST_CARDS.find((candidate) => candidate.number === number);
}

/** The test card a token such as `pm_card_visa` stands for. */
export function testCardOfToken(token: string): TestCard | undefined {
  const number = Object.hasOwn(TEST_TOKENS, token) ? TEST_TOKENS[token] : undefined;
  return number === undefined ? undefined : testCardOf(number);
}

function card(number: string, brand: string, behaviour: CardBehaviour): TestCard {
  return { number, brand, funding: 'credit', behaviour };
}
