/** A portal that has the app and pays, with the hands of its admin: the billing portal's buttons, the card, the sync rows. */
import Stripe from 'stripe';
import type { PortalAct, SubscriptionTruth } from '@hs-x/simulators';
import { transact, type Account, type BillingEngine, type Input } from '@hs-x/sdk/billing';
import type { World } from '../support/start-world.js';
import { createVisitor, GOOD_CARD, pay } from '../support/visitor.js';

export const PORTAL = 51200417;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const TEAM = 'price_northstar_team';
export const SCALE = 'price_northstar_scale';
/** Can be saved, and is declined at every charge. */
export const FAILING_CARD = '4000 0000 0000 0341';

/** Installs the app in the portal and pays for the plan `team`, with its trial. */
export async function subscribe(world: World, card = GOOD_CARD): Promise<void> {
  const { location } = await createVisitor(world).install(PORTAL);
  const outcome = pay(world, location ?? '', card);
  if (outcome.kind !== 'completed') throw new Error(outcome.kind);
  await world.settle();
}

/** The same, and the trial has become a paid subscription. */
export async function subscribeAndPay(world: World): Promise<void> {
  await subscribe(world);
  await world.advanceBy(15 * DAY_MS);
}

/** Lets days pass one by one, so that everything due on the way gets its turn. */
export async function advanceDays(world: World, days: number): Promise<void> {
  for (let day = 0; day < days; day++) await world.advanceBy(DAY_MS);
}

/** The app is down for days: no tick, no webhook arrives. */
export async function sleep(world: World, days: number): Promise<void> {
  await world.app.stop();
  await world.simulators.clock.advanceBy(days * DAY_MS);
  await world.restart();
  await world.settle();
}

export function accountOf(world: World): Promise<Account> {
  const { engine } = world.app;
  const key = { ...engine.scope, portalId: String(PORTAL) };
  return engine.store.load(key).then(({ account }) => account);
}

/** The portal's newest subscription as Stripe has it. */
export function subscriptionOf(world: World): SubscriptionTruth {
  const customer = world.simulators.stripe.control
    .truth()
    .find(({ metadata }) => metadata.hsx_portal === String(PORTAL));
  const subscription = customer?.subscriptions.at(-1);
  if (!subscription) throw new Error('The portal has no subscription.');
  return subscription;
}

/** Stripe's own SDK against the simulator: what another program of the operator could do. */
export function stripeOf({ simulators }: World): Stripe {
  const { hostname, port } = new URL(simulators.stripe.origin);
  return new Stripe(simulators.stripe.secretKey, { host: hostname, port, protocol: 'http' });
}

/** Presses a button on Stripe's billing portal; the webhooks of it are on their way afterwards. */
export async function press(world: World, act: PortalAct): Promise<void> {
  const { customer } = await accountOf(world);
  const session = await stripeOf(world).billingPortal.sessions.create({
    customer: customer?.customerId ?? '',
  });
  const outcome = world.simulators.stripe.control.actInPortal(session.id, act);
  if (outcome.kind !== 'done') throw new Error(outcome.refusal.message);
}

/** Presses a button and waits for what follows. */
export async function act(world: World, what: PortalAct): Promise<void> {
  await press(world, what);
  await world.settle();
}

export const changePlan = (world: World, priceId: string) =>
  act(world, { kind: 'change_plan', subscriptionId: subscriptionOf(world).id, priceId });
export const cancel = (world: World) =>
  act(world, { kind: 'cancel', subscriptionId: subscriptionOf(world).id });
export const keep = (world: World) => act(world, { kind: 'keep', subscriptionId: subscriptionOf(world).id });
export const useCard = (world: World, number: string) =>
  act(world, { kind: 'update_card', entry: { number, expiry: '12 / 34', cvc: '123' } });

/** The app was removed from the portal, and the app has learned of it. */
export async function uninstall(world: World): Promise<void> {
  world.simulators.hubspot.control.uninstall(PORTAL);
  await decideInput(world, { kind: 'uninstalled', learnedFrom: 'journal' });
}

/** The app's engine as operators' tools use it: no code of the author's runs in it. */
export function engineOf(world: World): BillingEngine {
  return { ...world.app.engine, eventHandlers: null, hasEventHandlers: false, authorHooks: null };
}

/** Commits an input for the portal, as operators' tools do, and lets what follows happen. */
export async function decideInput(world: World, input: Input): Promise<void> {
  const engine = engineOf(world);
  await transact(engine, { ...engine.scope, portalId: String(PORTAL) }, () => input);
  await world.settle();
}

/** Templates of the mails of one kind, in order. */
export function mailsOf(world: World, prefix = ''): readonly string[] {
  return world.mails.map(({ template }) => template).filter((template) => template.startsWith(prefix));
}

export function mailsNamed(world: World, template: string) {
  return world.mails.filter((mail) => mail.template === template);
}

/** An operator gives the portal a licence for the plan, from now on for so many days. */
export async function giveLicence(world: World, plan: string, days: number): Promise<void> {
  const givenAt = world.simulators.clock.now();
  const until = givenAt + days * DAY_MS;
  const grant = { grantId: 'g', source: 'invoice', plan, givenAt, until, reason: 'r', actor: 'op' } as const;
  await decideInput(world, { kind: 'grantGiven', grant });
}
