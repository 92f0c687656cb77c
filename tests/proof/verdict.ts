/** Runs a history and compares what the product made of it with what the oracle expects. */
import type { Mail } from '@hs-x/sdk/billing';
import type { Entitlement } from '@hs-x/sdk';
import { findDoubles, type Bounds, type Cause, type ExpectedRow, type Expectation } from './oracle.js';
import type { History } from './histories.js';
import { performStep } from './perform-step.js';
import { ProofWorld } from './proof-world.js';

const HOUR_MS = 3_600_000;
/** Stripe gives a delivery up after three days. */
const MAX_HOPS = 14;

/** What the histories played so far have met, by name: whether a proof that holds has proved anything. */
export const tally = new Map<string, number>();

function count(name: string, times = 1): void {
  if (times > 0) tally.set(name, (tally.get(name) ?? 0) + times);
}

/** Plays a history to its end; answers everything that is not as it should be, in words. */
export async function play(history: History): Promise<readonly string[]> {
  const world = await ProofWorld.start(history.settings);
  try {
    for (const step of history.steps) await performStep(world, step);
    const holes = countTrouble(world);
    await endTrouble(world);
    const before = losesDeliveries(history) ? [] : await judge(world, history);
    const after = [...(await reconcile(world)), ...(await judge(world, history))];
    for (const { template } of world.mails) count(template);
    return [
      ...holes,
      ...before.map((complaint) => `before reconciliation: ${complaint}`),
      ...after.map((complaint) => `after reconciliation: ${complaint}`),
      ...judgeHandlers(world),
    ];
  } finally {
    await world.close();
  }
}

/** From here on nothing fails; what Stripe and the app still have to try again is tried. */
async function endTrouble(world: ProofWorld): Promise<void> {
  world.stripe.control.setFaults({});
  world.isProviderAway = false;
  world.revive();
  await world.settle();
  await world.wait(7 * HOUR_MS);
  for (let hop = 1; hop <= MAX_HOPS && world.hasDeliveriesAhead(); hop++) await world.wait(6 * HOUR_MS);
  await world.wait(5 * 60_000);
  await world.tick();
}

/** One reconciliation; everything after it is what the ticker does with it anyway. */
async function reconcile(world: ProofWorld): Promise<readonly string[]> {
  const report = await world.reconcile();
  await world.tick();
  await world.tick();
  if (!report) return ['the reconciliation did not end'];
  return report.unexplained === 0
    ? []
    : [`the reconciliation left ${report.unexplained} subscriptions unexplained`];
}

/** Counts what went wrong; what should have been refused and was not is a hole. */
function countTrouble(world: ProofWorld): readonly string[] {
  const { forgedAccepted, dropped, duplicated, delayed, reordered, forged, ...requests } =
    world.stripe.control.faultCounts();
  const { rateLimited, timedOutBefore, timedOutAfter, failedBefore, failedAfter } = requests;
  const failed = rateLimited + timedOutBefore + timedOutAfter + failedBefore + failedAfter;
  const all = {
    dropped,
    duplicated,
    delayed,
    reordered,
    forged,
    'failed requests': failed,
    deaths: world.deaths,
  };
  for (const [name, times] of Object.entries(all)) count(name, times);
  return forgedAccepted === 0 ? [] : [`${forgedAccepted} forged webhooks were accepted`];
}

function losesDeliveries({ settings }: History): boolean {
  return (settings.faults.drop ?? 0) > 0;
}

function isQuiet(world: ProofWorld, { settings }: History): boolean {
  return Object.keys(settings.faults).length === 0 && !world.hadCrash && !world.hadOutage;
}

async function judge(world: ProofWorld, history: History): Promise<readonly string[]> {
  world.look();
  const truth = world.truth();
  const complaints: string[] = [...findDoubles(truth)];
  for (const { portalId } of world.facts) {
    const expected = world.oracle.expect(portalId, truth, { wasQuiet: isQuiet(world, history) });
    const mails = world.mails.filter(({ to }) => to === `admin@${portalId}.test`);
    const found = [
      ...compareRows(await world.row(portalId), expected.row),
      ...compareMails(mails, expected),
      ...compareSyncs(await world.pausedSyncs(portalId), expected.pausedSyncIds),
    ];
    complaints.push(...found.map((complaint) => `portal ${portalId}: ${complaint}`));
  }
  return complaints;
}

const ROW_FIELDS = [
  'plan',
  'status',
  'source',
  'stripeCustomerId',
  'subscriptionId',
  'trialEndsAt',
  'cancelAt',
  'validUntil',
] as const;

function compareRows(actual: Entitlement | null, expected: ExpectedRow | null): readonly string[] {
  if (actual === null || expected === null) {
    return actual === null && expected === null
      ? []
      : [`row is ${text(actual)}, should be ${text(expected)}`];
  }
  return ROW_FIELDS.filter((name) => name !== 'validUntil' || expected.validUntil !== undefined)
    .filter((name) => actual[name] !== expected[name])
    .map((name) => `row.${name} is ${text(actual[name])}, should be ${text(expected[name])}`);
}

function compareMails(all: readonly Mail[], expected: Expectation): readonly string[] {
  const sent = [...new Map(all.map((mail) => [mail.key, mail])).values()]; // the transport knows the key and drops the second
  const caused = sent.filter(({ template }) => !template.startsWith('plan-')).map(causeOf);
  const timesOf = (cause: Cause) => caused.filter((other) => other === cause).length;
  const { exactlyOnce, atMostOnce } = expected.mails;
  const known = new Set([...exactlyOnce, ...atMostOnce]);
  return [
    ...exactlyOnce
      .filter((cause) => timesOf(cause) !== 1)
      .map((cause) => `mail "${cause}" was sent ${timesOf(cause)} times, should be once`),
    ...atMostOnce
      .filter((cause) => timesOf(cause) > 1)
      .map((cause) => `mail "${cause}" was sent ${timesOf(cause)} times`),
    ...caused.filter((cause) => !known.has(cause)).map((cause) => `mail "${cause}" had no cause`),
    ...countBetween(sent, 'plan-downgraded', expected.downgradeMails),
    ...countBetween(sent, 'plan-restored', expected.restoreMails),
  ];
}

function countBetween(
  sent: readonly Mail[],
  template: string,
  { atLeast, atMost }: Bounds,
): readonly string[] {
  const count = sent.filter((mail) => mail.template === template).length;
  if (count >= atLeast && count <= atMost) return [];
  return [`${count} mails "${template}", should be ${atLeast} to ${atMost}`];
}

/** The key of a mail names its cause; the word in front is the template's, so that a wrong text shows. */
function causeOf({ key, template }: Mail): Cause {
  const [, ...ids] = key.split(':');
  if (template.startsWith('trial-')) return `${template} ${ids[0] ?? ''}`;
  return [template === 'last-attempt' ? 'payment-failed' : template, ...ids].join(' ');
}

function compareSyncs(actual: readonly string[], expected: readonly string[] | null): readonly string[] {
  if (expected === null || actual.join() === expected.join()) return [];
  return [`paused syncs are [${actual.join()}], should be [${expected.join()}]`];
}

/** Where no process died and no call failed, an author's handler sees each event once, however often it was delivered. */
function judgeHandlers(world: ProofWorld): readonly string[] {
  if (world.hadCrash || world.hadOutage) return [];
  return [...world.handled]
    .filter(([, times]) => times > 1)
    .map(([eventId, times]) => `the app’s handler saw ${eventId} ${times} times`);
}

function text(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
