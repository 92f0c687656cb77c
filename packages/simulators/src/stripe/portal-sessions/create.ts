import { invalidRequest, parameterMissing, resourceMissing } from '../api/failure.js';
import { integer, list, oneOf, required, text, url } from '../api/param-kinds.js';
import { record, type ParamsOf } from '../api/param-record.js';
import { findCustomer } from '../customers/find.js';
import { defaultConfiguration } from '../portal-configurations/default-configuration.js';
import type { PortalConfigurationObject } from '../portal-configurations/object.js';
import { findSubscription } from '../subscriptions/change.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import type { PortalFlow, PortalSessionObject } from './object.js';

const subscriptionOnly = record({ subscription: required(text()) }, ['retention']);

const flowData = record(
  {
    type: required(
      oneOf(
        'payment_method_update',
        'subscription_cancel',
        'subscription_update',
        'subscription_update_confirm',
      ),
    ),
    after_completion: record({
      type: required(oneOf('hosted_confirmation', 'portal_homepage', 'redirect')),
      redirect: record({ return_url: required(url()) }),
      hosted_confirmation: record({ custom_message: text({ maxLength: 500 }) }),
    }),
    subscription_cancel: subscriptionOnly,
    subscription_update: subscriptionOnly,
    subscription_update_confirm: record(
      {
        subscription: required(text()),
        items: required(
          list(record({ id: required(text()), price: text(), quantity: integer({ min: 0 }) }), {
            maxItems: 1,
          }),
        ),
      },
      ['discounts'],
    ),
  },
  ['subscription_pause'],
);

/** Parameters of a create request. */
export const createPortalSessionParams = {
  configuration: text(),
  customer: text(),
  flow_data: flowData,
  locale: text(),
  return_url: url(),
};

type CreateParams = ParamsOf<typeof createPortalSessionParams>;
type FlowParams = NonNullable<CreateParams['flow_data']>;

/** Opens the portal for a customer. */
export function createPortalSession(world: StripeWorld, params: CreateParams): PortalSessionObject {
  if (params.customer === undefined) throw parameterMissing('customer');
  const customer = findCustomer(world, params.customer, 'customer');
  const configuration = configurationFor(world, params.configuration);
  const id = world.ids.next('bps_1', 23);
  const session: PortalSessionObject = {
    id,
    object: 'billing_portal.session',
    after_expiration: null,
    configuration: configuration.id,
    created: nowSeconds(world),
    customer: customer.id,
    customer_account: null,
    flow: params.flow_data === undefined ? null : readFlow(world, params.flow_data, customer.id),
    livemode: false,
    locale: params.locale ?? null,
    on_behalf_of: null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${world.origin()}/p/session/${id}`,
  };
  world.state.portalSessions.set(id, session);
  return session;
}

function configurationFor(world: StripeWorld, id: string | undefined): PortalConfigurationObject {
  if (id === undefined) return defaultConfiguration(world);
  const found = world.state.portalConfigurations.get(id);
  if (found === undefined) throw resourceMissing({ noun: 'configuration', id, param: 'configuration' });
  if (!found.active) throw invalidRequest('The configuration is inactive.', { param: 'configuration' });
  return found;
}

function readFlow(world: StripeWorld, flow: FlowParams, customerId: string): PortalFlow {
  const requireOwn = (id: string, param: string): string => {
    const subscription = findSubscription(world, id, param);
    if (subscription.customer !== customerId) throw resourceMissing({ noun: 'subscription', id, param });
    return id;
  };
  const part = flow.type === 'payment_method_update' ? undefined : flow[flow.type];
  if (part === undefined && flow.type !== 'payment_method_update')
    throw parameterMissing(`flow_data[${flow.type}]`);
  if (part !== undefined) requireOwn(part.subscription, `flow_data[${flow.type}][subscription]`);
  const confirm = flow.subscription_update_confirm;
  return {
    after_completion: afterCompletion(flow),
    customer_update: null,
    subscription_cancel:
      flow.subscription_cancel === undefined
        ? null
        : { retention: null, subscription: flow.subscription_cancel.subscription },
    subscription_pause: null,
    subscription_update: flow.subscription_update ?? null,
    subscription_update_confirm:
      confirm === undefined
        ? null
        : {
            discounts: null,
            items: confirm.items.map((item) => ({
              id: item.id,
              price: item.price ?? null,
              quantity: item.quantity ?? 1,
            })),
            subscription: confirm.subscription,
          },
    type: flow.type,
  };
}

function afterCompletion(flow: FlowParams): PortalFlow['after_completion'] {
  const given = flow.after_completion;
  if (given?.type === 'redirect' && given.redirect === undefined) {
    throw parameterMissing('flow_data[after_completion][redirect]');
  }
  return {
    hosted_confirmation:
      given?.type === 'hosted_confirmation'
        ? { custom_message: given.hosted_confirmation?.custom_message ?? null }
        : null,
    redirect: given?.type === 'redirect' ? (given.redirect ?? null) : null,
    type: given?.type ?? 'portal_homepage',
  };
}
