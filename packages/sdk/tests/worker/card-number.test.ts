import { describe, expect, it } from 'vitest';
import { refuseCardNumbers } from '../../src/worker/card-number.js';

const CARD = '4242424242424242';

function refusalOf(value: unknown): string {
  try {
    refuseCardNumbers(value);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a card number', () => {
  it.each([
    CARD,
    '4242 4242 4242 4242',
    '4242-4242-4242-4242',
    ` ${CARD} `,
    4242424242424242,
    '5555555555554444',
    '378282246310005',
    '6011111111111117',
    '3056930009020004',
    '4222222222222',
    '6304000000000000000',
  ])('%s is refused in any field', (value) => {
    expect(refusalOf({ note: value })).toBe(
      'The field note looks like a card number; nothing was stored or logged.',
    );
  });

  it('is refused however deep, and never repeated', () => {
    const message = refusalOf({ a: [{ b: 1 }, { c: { d: ['x', CARD] } }] });
    expect(message).toBe('The field a.1.c.d.1 looks like a card number; nothing was stored or logged.');
    expect(refusalOf(CARD)).toBe('The field body looks like a card number; nothing was stored or logged.');
  });

  it.each([
    'card_number',
    'cardNumber',
    'card-number',
    'CardNo',
    'cc',
    'ccnum',
    'pan',
    'creditCard',
    'credit_card',
  ])('is refused in a field called %s whatever its checksum', (name) => {
    expect(refusalOf({ [name]: '4242424242424241' })).toMatch(/looks like a card number/);
  });

  it.each(['paid', 'format', 'grid', 'what', 'void'])(
    'is refused in a field called %s, which is no id',
    (name) => {
      expect(refusalOf({ [name]: CARD })).toMatch(/looks like a card number/);
    },
  );

  it.each([
    { id: CARD },
    { objectId: CARD },
    { object_id: 4242424242424242 },
    { recordID: CARD },
    { timestamp: 4102444800000 },
    { occurredAt: 4102444800000 },
    { created_at: '4102444800000' },
    { at: Date.UTC(2026, 10, 20) },
    { phone: '+4242424242424242' },
    { note: '4242424242424241' },
    { last4: '4242', price: 'price_4242424242424242' },
    { text: `order ${CARD}a` },
    { zero: 0, none: null, flag: true },
    {},
    null,
  ])('is not seen in %j', (value) => {
    expect(refusalOf(value)).toBe('accepted');
  });

  it('is looked for only as deep as data goes: deeper values are refused, not read', () => {
    const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
    expect(refusalOf(deep)).toBe('The value is nested deeper than 100 levels; nothing of it was used.');
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(refusalOf(circular)).toMatch(/^The value is nested deeper/);
  });
});
