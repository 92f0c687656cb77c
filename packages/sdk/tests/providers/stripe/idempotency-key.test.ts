import { describe, expect, it } from 'vitest';
import { idempotencyKey } from '../../../src/providers/stripe/idempotency-key.js';
import { createCustomerCommand, KEY, openCheckoutCommand } from './builders.js';

describe('an idempotency key', () => {
  it('says whose write it is, which wish it carries out, and a hash of what is asked for', async () => {
    const key = await idempotencyKey(createCustomerCommand({ generation: 7 }), { email: 'ada@example.com' });
    expect(key).toMatch(/^hsx:acme-sync:test:1234567:createCustomer:7:[0-9a-f]{16}$/);
  });

  it('is the same for the same parameters in any order', async () => {
    const command = openCheckoutCommand();
    const one = await idempotencyKey(command, { a: 1, b: { c: [1, 2], d: undefined } });
    const other = await idempotencyKey(command, { b: { c: [1, 2] }, a: 1 });
    expect(other).toBe(one);
  });

  it('differs when any parameter, the generation, the portal, the kind or the attempt does', async () => {
    const params = { price: 'price_1' };
    const keys = await Promise.all([
      idempotencyKey(openCheckoutCommand(), params),
      idempotencyKey(openCheckoutCommand(), { price: 'price_2' }),
      idempotencyKey(openCheckoutCommand({ generation: 3 }), params),
      idempotencyKey(openCheckoutCommand({ key: { ...KEY, portalId: '7654321' } }), params),
      idempotencyKey(openCheckoutCommand({ key: { ...KEY, mode: 'live' } }), params),
      idempotencyKey(createCustomerCommand({ generation: 2 }), params),
      idempotencyKey(openCheckoutCommand(), params, 2),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is at most 255 ASCII characters, whatever the app is called', async () => {
    for (const app of ['a'.repeat(300), 'Übersicht für HubSpot 💶']) {
      const key = await idempotencyKey(openCheckoutCommand({ key: { ...KEY, app } }), {});
      expect(key.length).toBeLessThanOrEqual(255);
      expect(key).toMatch(/^[\x21-\x7e]+$/);
    }
  });
});
