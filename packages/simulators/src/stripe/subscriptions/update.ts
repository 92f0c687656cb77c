/** An update request: which fields it changes, and which of the engine's operations carries it out. */
import { invalidRequest } from '../api/failure.js';
import type { ParamsOf } from '../api/param-record.js';
import { scheduledEnd, withdrawnEnd } from '../billing/cancel.js';
import { changeItems } from '../billing/change-items.js';
import { collectInvoice } from '../billing/collect.js';
import { endTrial } from '../billing/end-trial.js';
import { automaticTax } from '../billing/new-subscription.js';
import { planTurns, warnTrialEnd } from '../billing/turn.js';
import { mergeMetadata } from '../metadata.js';
import { refuseDirectChange } from '../subscription-schedules/refuse-direct-change.js';
import type { StripeWorld } from '../world.js';
import { changeSubscription } from './change.js';
import { cancelInstant, requireMethodOf, requireTrialEnd } from './create.js';
import { isEnded, type SubscriptionObject } from './object.js';
import type { updateSubscriptionParams } from './params.js';
import { readItemChanges } from './read-item-changes.js';

/** The parameters of an update request. */
export type UpdateParams = ParamsOf<typeof updateSubscriptionParams>;

/** Carries out an update request. */
export function updateSubscription(
  world: StripeWorld,
  before: SubscriptionObject,
  params: UpdateParams,
): SubscriptionObject {
  if (isEnded(before)) return updateEnded(world, before, params);
  refuseDirectChange(before, params);
  const fields = fieldChanges(world, before, params);
  const after = applyChange(world, before, { params, fields });
  planTurns(world, after);
  return after;
}

function applyChange(
  world: StripeWorld,
  before: SubscriptionObject,
  update: { readonly params: UpdateParams; readonly fields: Partial<SubscriptionObject> },
): SubscriptionObject {
  const { params, fields } = update;
  if (params.trial_end === 'now' && before.status === 'trialing') return endTrialNow(world, before, update);
  const isAnchorReset = params.billing_cycle_anchor?.type === 'now';
  if (params.items === undefined && !isAnchorReset) return changeSubscription(world, before, fields);
  return changeItems(world, before, {
    items: params.items === undefined ? before.items.data : readItemChanges(world, before, params.items),
    prorationBehavior: params.proration_behavior ?? 'create_prorations',
    prorationDate: params.proration_date,
    paymentBehavior: params.payment_behavior ?? 'allow_incomplete',
    isAnchorReset,
    also: fields,
  });
}

/** Ends the trial in the same update, and charges at once: the request asks for it, so no draft hour passes. */
function endTrialNow(
  world: StripeWorld,
  before: SubscriptionObject,
  update: { readonly params: UpdateParams; readonly fields: Partial<SubscriptionObject> },
): SubscriptionObject {
  const { params, fields } = update;
  const items =
    params.items === undefined
      ? before.items
      : { ...before.items, data: readItemChanges(world, before, params.items) };
  const changed: SubscriptionObject = { ...before, ...fields, items };
  warnTrialEnd(world, changed);
  const ended = endTrial(world, changed, { isEarly: true });
  if (ended.status === 'active' && ended.latest_invoice !== null) {
    collectInvoice(world, ended.latest_invoice, { presence: 'away' });
  }
  return world.state.subscriptions.get(before.id) ?? ended;
}

function updateEnded(
  world: StripeWorld,
  before: SubscriptionObject,
  params: UpdateParams,
): SubscriptionObject {
  const { metadata, cancellation_details: details, ...rest } = params;
  if (Object.keys(rest).length > 0 && !(Object.keys(rest).length === 1 && 'expand' in rest)) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.', {
      code: 'invalid_canceled_subscription_fields',
    });
  }
  return changeSubscription(world, before, {
    metadata: mergeMetadata(before.metadata, metadata),
    cancellation_details: { ...before.cancellation_details, ...details },
  });
}

function fieldChanges(
  world: StripeWorld,
  before: SubscriptionObject,
  params: UpdateParams,
): Partial<SubscriptionObject> {
  return {
    metadata: mergeMetadata(before.metadata, params.metadata),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.default_payment_method === undefined
      ? {}
      : { default_payment_method: requireMethodOf(world, before.customer, params.default_payment_method) }),
    ...(params.automatic_tax === undefined
      ? {}
      : { automatic_tax: automaticTax(params.automatic_tax.enabled ?? false) }),
    ...(params.trial_settings === undefined
      ? {}
      : {
          trial_settings: {
            end_behavior: { billing_cycle_anchor: null, ...params.trial_settings.end_behavior },
          },
        }),
    ...pauseChange(params),
    ...trialChange(world, before, params),
    ...endChange(world, before, params),
  };
}

function pauseChange(params: UpdateParams): Partial<SubscriptionObject> {
  const given = params.pause_collection;
  if (given === undefined) return {};
  return {
    pause_collection:
      given === null ? null : { behavior: given.behavior, resumes_at: given.resumes_at ?? null },
  };
}

/** A trial moved to another end moves the running period and the anchor with it. */
function trialChange(
  world: StripeWorld,
  before: SubscriptionObject,
  params: UpdateParams,
): Partial<SubscriptionObject> {
  if (params.trial_end === undefined || params.trial_end === 'now') return {};
  const trialEnd = requireTrialEnd(world, params.trial_end);
  const data = before.items.data.map((item) => ({ ...item, current_period_end: trialEnd }));
  return {
    billing_cycle_anchor: trialEnd,
    items: { ...before.items, data },
    status: 'trialing',
    trial_end: trialEnd,
    trial_start: before.trial_start ?? before.start_date,
  };
}

function endChange(
  world: StripeWorld,
  before: SubscriptionObject,
  params: UpdateParams,
): Partial<SubscriptionObject> {
  if (params.cancel_at !== undefined && params.cancel_at !== null && params.cancel_at_period_end === true) {
    throw invalidRequest('You may only specify one of these parameters: cancel_at, cancel_at_period_end.', {
      code: 'parameters_exclusive',
    });
  }
  const details = params.cancellation_details;
  const said =
    details === undefined ? {} : { cancellation_details: { ...before.cancellation_details, ...details } };
  if (
    params.cancel_at === null ||
    (params.cancel_at === undefined && params.cancel_at_period_end === false)
  ) {
    return before.cancel_at === null && !before.cancel_at_period_end ? said : withdrawnEnd();
  }
  if (params.cancel_at === undefined && params.cancel_at_period_end === undefined) return said;
  const at = cancelInstant(world, before, params.cancel_at ?? 'max_period_end');
  const fields = scheduledEnd(world, before, { at, isAtPeriodEnd: params.cancel_at === undefined });
  return {
    ...fields,
    cancellation_details: { ...before.cancellation_details, ...details, reason: 'cancellation_requested' },
  };
}
