import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/providers/stripe/decode.js';
import { BILLING_EVENT_TYPES } from '../../../src/providers/stripe/event-types.js';

const CREATED_S = 1_760_000_000;

function event(type: string, object: object, more: object = {}): object {
  return {
    id: 'evt_1',
    object: 'event',
    type,
    created: CREATED_S,
    livemode: false,
    data: { object, ...more },
  };
}

const customerOf = (payload: object) => decode(payload).customerId;

describe('a decoded event', () => {
  it('says id, type and time, and keeps the payload as it stands', () => {
    const payload = event('invoice.paid', { id: 'in_1', object: 'invoice', customer: 'cus_1' });
    expect(decode(payload)).toEqual({
      eventId: 'evt_1',
      type: 'invoice.paid',
      customerId: 'cus_1',
      createdAt: CREATED_S * 1_000,
      isAboutBilling: true,
      payload,
    });
  });

  it.each([
    ['checkout.session.completed', 'checkout.session'],
    ['checkout.session.expired', 'checkout.session'],
    ['customer.subscription.updated', 'subscription'],
    ['customer.discount.created', 'discount'],
    ['customer.tax_id.created', 'tax_id'],
    ['invoice.payment_failed', 'invoice'],
    ['payment_method.attached', 'payment_method'],
    ['subscription_schedule.released', 'subscription_schedule'],
    ['charge.refunded', 'charge'],
    ['billing_portal.session.created', 'billing_portal.session'],
    ['entitlements.active_entitlement_summary.updated', 'entitlements.active_entitlement_summary'],
  ])('finds the customer of %s', (type, object) => {
    expect(customerOf(event(type, { id: 'x_1', object, customer: 'cus_1' }))).toBe('cus_1');
    expect(
      customerOf(event(type, { id: 'x_1', object, customer: { id: 'cus_1', object: 'customer' } })),
    ).toBe('cus_1');
  });

  it.each(['customer.created', 'customer.updated', 'customer.deleted'])(
    'is about the customer itself for %s',
    (type) => {
      expect(customerOf(event(type, { id: 'cus_1', object: 'customer' }))).toBe('cus_1');
    },
  );

  it('finds the customer a payment method was detached from', () => {
    const object = { id: 'pm_1', object: 'payment_method', customer: null };
    const payload = event('payment_method.detached', object, { previous_attributes: { customer: 'cus_1' } });
    expect(customerOf(payload)).toBe('cus_1');
  });

  it('finds the customer of an upcoming invoice, which has no id', () => {
    expect(customerOf(event('invoice.upcoming', { object: 'invoice', customer: 'cus_1' }))).toBe('cus_1');
  });

  it('names no customer where there is none', () => {
    expect(
      customerOf(event('charge.dispute.created', { id: 'dp_1', object: 'dispute', charge: 'ch_1' })),
    ).toBeNull();
    expect(customerOf(event('price.created', { id: 'price_1', object: 'price' }))).toBeNull();
    expect(
      customerOf(event('checkout.session.completed', { object: 'checkout.session', customer: null })),
    ).toBeNull();
    expect(customerOf({ id: 'evt_1', object: 'event', type: 'x.y', created: CREATED_S })).toBeNull();
  });

  it('reads snapshots of older API versions', () => {
    const subscription = {
      id: 'sub_1',
      object: 'subscription',
      customer: 'cus_1',
      current_period_end: CREATED_S,
    };
    const payload = { ...event('customer.subscription.updated', subscription), api_version: '2020-08-27' };
    expect(decode(payload)).toMatchObject({ customerId: 'cus_1', isAboutBilling: true });
  });

  it('reads thin notifications, which name a customer only when they are about one', () => {
    const thin = (type: string, related: object | null) => ({
      id: 'evt_1',
      object: 'v2.core.event',
      type,
      created: '2026-11-20T10:00:00.000Z',
      livemode: false,
      related_object: related,
    });
    expect(
      decode(thin('v1.customer.updated', { id: 'cus_1', type: 'customer', url: '/v1/customers/cus_1' })),
    ).toMatchObject({
      customerId: 'cus_1',
      createdAt: Date.parse('2026-11-20T10:00:00Z'),
      isAboutBilling: true,
    });
    expect(
      decode(thin('v1.customer.subscription.past_due', { id: 'sub_1', type: 'subscription' })),
    ).toMatchObject({
      customerId: null,
      isAboutBilling: true,
    });
    expect(decode(thin('v2.core.account.created', null))).toMatchObject({
      customerId: null,
      isAboutBilling: false,
    });
  });

  it('is about billing for every type an endpoint subscribes to, and for no unknown one', () => {
    for (const type of BILLING_EVENT_TYPES) {
      expect(decode(event(type, {})).isAboutBilling).toBe(true);
      expect(decode(event(`v1.${type}`, {})).isAboutBilling).toBe(true);
    }
    for (const type of [
      'price.updated',
      'customer.created',
      'customer.subscription.teleported',
      'v3.invoice.paid',
      'x',
    ]) {
      expect(decode(event(type, { customer: 'cus_1' })).isAboutBilling).toBe(false);
    }
  });

  it.each([
    [null, 'id'],
    ['evt_1', 'id'],
    [{ object: 'event', type: 'invoice.paid', created: 1 }, 'id'],
    [{ id: '', type: 'invoice.paid', created: 1 }, 'id'],
    [{ id: 'evt_1', type: 7, created: 1 }, 'type'],
    [{ id: 'evt_1', type: 'invoice.paid' }, 'created'],
    [{ id: 'evt_1', type: 'invoice.paid', created: 'yesterday' }, 'created'],
  ])('is refused when it lacks what every event has: %j', (payload, missing) => {
    expect(() => decode(payload)).toThrow(
      expect.objectContaining({
        code: 'REQUEST_INVALID',
        message: expect.stringContaining(`"${missing}"`) as string,
      }) as Error,
    );
  });
});
