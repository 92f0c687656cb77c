/** What the people of the portals do. They meet an app that dies under their hands, and try again, as people do. */
import { setTimeout } from 'node:timers/promises';
import { actAtStripe, type StripeDeed } from '../proof/at-stripe.js';
import { createRandom, type Random } from './random.js';
import type { Facts, StormWorld } from './storm-world.js';

const HOUR_MS = 3_600_000;
/** How far time goes at once. */
const HOPS_HOURS = [1, 1, 2, 4];
/** How long a person tries before the test is over. */
const PATIENCE_MS = 60_000;
/** Cards that work, and one that works until it is charged. Fewer than portals: a card seen before gets no second trial. */
const CARDS = [
  '4242424242424242',
  '4000056655665556',
  '5555555555554444',
  '2223003122003222',
  '5200828282828210',
  '6011111111111117',
  '3566002020360505',
  '6200000000000005',
  '4000000000000341',
  '4000000000000341',
];

const DEEDS: readonly StripeDeed[] = [
  { kind: 'changePlan', plan: 'scale' },
  { kind: 'changePlan', plan: 'scale' },
  { kind: 'changePlan', plan: 'team' },
  { kind: 'changePlan', plan: 'team' },
  { kind: 'cancel', how: 'atPeriodEnd' },
  { kind: 'cancel', how: 'atDate' },
  { kind: 'cancel', how: 'now' },
  { kind: 'undo' },
  { kind: 'undo' },
  { kind: 'updateCard', card: 'failsLater' },
  { kind: 'updateCard', card: 'good' },
  { kind: 'updateCard', card: 'good' },
  { kind: 'payInvoice' },
  { kind: 'payInvoice' },
  { kind: 'pauseCollection' },
  { kind: 'resumeCollection' },
  { kind: 'resumeCollection' },
];

/** How many people act at the same time, and how long each thinks before the next deed. */
const PEOPLE = 4;
const MOST_THOUGHT_MS = 60;
/** How long Stripe keeps events back before they come all at once. */
const MOST_HOLD_MS = 300;

/** While the app is under fire, time passes in hops, people act, and webhooks come one by one or all together. */
export async function playStormyDays(world: StormWorld): Promise<void> {
  const busy = new Set<Facts>();
  const random = () => createRandom(world.random.between(0, 2 ** 31)); // each has draws of its own, whoever is quicker
  const people = Array.from({ length: PEOPLE }, () => haveDeeds({ world, random: random() }, busy));
  await Promise.all([
    passTime({ world, random: random() }),
    haveBursts({ world, random: random() }),
    ...people,
  ]);
}

/** Somebody with a will of their own. */
interface Actor {
  readonly world: StormWorld;
  readonly random: Random;
}

async function passTime({ world, random }: Actor): Promise<void> {
  while (world.app.isUnderFire) await world.wait(random.pick(HOPS_HOURS) * HOUR_MS);
}

/** One person after the other: no portal has two at once. */
async function haveDeeds(actor: Actor, busy: Set<Facts>): Promise<void> {
  const { world, random } = actor;
  while (world.app.isUnderFire) {
    await setTimeout(random.between(0, MOST_THOUGHT_MS));
    const portal = random.pick(world.facts);
    if (busy.has(portal)) continue;
    busy.add(portal);
    await act(actor, portal);
    busy.delete(portal);
  }
}

async function haveBursts({ world, random }: Actor): Promise<void> {
  const { stripe } = world;
  while (world.app.isUnderFire) {
    await setTimeout(random.between(0, 3 * MOST_HOLD_MS));
    stripe.control.holdWebhooks();
    await setTimeout(random.between(0, MOST_HOLD_MS));
    await releaseAtOnce(world);
  }
}

async function act(actor: Actor, portal: Facts): Promise<void> {
  const { world, random } = actor;
  if (!portal.isInstalled || (!isSubscribed(world, portal) && random.next() < 0.7)) {
    return buy(actor, portal);
  }
  for (const deed of random.some(DEEDS, random.between(1, 4))) {
    await actAtStripe(world, portal.portalId, deed);
    world.look();
  }
}

function isSubscribed({ stripe }: StormWorld, { portalId }: Facts): boolean {
  const customer = stripe.truth().find(({ metadata }) => metadata.hsx_portal === portalId);
  return (customer?.subscriptions ?? []).some(({ status }) => status !== 'canceled');
}

/** Installs the app, or comes back to it, and pays on the page it leads to. One in eight leaves the page. */
async function buy({ world, random }: Actor, portal: Facts): Promise<void> {
  portal.isInstalled = portal.wasInstalled = true;
  const number = random.pick(CARDS);
  const leaves = random.next() < 0.125;
  const page = await install(world, Number(portal.portalId));
  world.look();
  const sessionId = page.pathname.split('/').at(-1) ?? '';
  if (leaves || !sessionId.startsWith('cs_')) return;
  world.stripe.control.submitCheckout(sessionId, {
    name: 'Accounts Payable',
    payment: { kind: 'card', entry: { number, expiry: '12/34', cvc: '123' } },
  });
  world.look();
}

/** Walks the consent from its beginning until a process has lived to answer all of it; where the browser ends up. */
async function install(world: StormWorld, portalId: number): Promise<URL> {
  const givesUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    await world.app.up();
    const page = await walkConsent(world, portalId).catch((error: unknown) => String(error));
    if (page instanceof URL) return page;
    if (performance.now() > givesUpAt) throw new Error(`Portal ${portalId} could not install: ${page}`);
  }
}

async function walkConsent({ appUrl, hubspot }: StormWorld, portalId: number): Promise<URL> {
  const start = await fetch(`${appUrl}/oauth/start`, { redirect: 'manual' });
  const consent = hubspot.control.answerConsent(start.headers.get('location') ?? '', {
    portalId,
    decision: 'connect',
  });
  if ('refusal' in consent) throw new Error(consent.refusal);
  const callback = await fetch(consent.location, { redirect: 'manual' });
  const location = callback.headers.get('location');
  if (location === null) throw new Error(`the callback answered ${callback.status}`);
  return new URL(location, appUrl);
}

/** Everything that was held comes at once, then once more, backwards. */
async function releaseAtOnce({ stripe }: StormWorld): Promise<void> {
  const held = [...stripe.world.state.deliveries.values()].filter(({ status }) => status === 'held');
  const eventIds = [...new Set(held.map(({ eventId }) => eventId))];
  await Promise.all(eventIds.map((eventId) => stripe.control.deliverEvent(eventId)));
  stripe.control.releaseWebhooks('reversed');
}
