/** Runs a history and compares what the product made of it with what the oracle expects. */
import { compareMails, compareRows, compareSyncs } from './compare.js';
import { findDoubles } from './oracle.js';
import type { History } from './histories.js';
import { performStep } from './perform-step.js';
import { ProofWorld } from './proof-world.js';
import { compareReversals, reversalsOf } from './reversals.js';

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
    countFacts(world);
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
  world.putOutFuses();
  world.revive();
  await world.settle();
  await world.wait(7 * HOUR_MS);
  for (let hop = 1; hop <= MAX_HOPS && world.hasDeliveriesAhead(); hop++) await world.wait(6 * HOUR_MS);
  await world.wait(2 * HOUR_MS); // an account whose turn a crash cut short has its next within the hour
  await world.tick();
}

/** A process that died with a mail in hand holds its claim for a minute. */
const LEASES_OVER_MS = 2 * 60_000;

/** One reconciliation; everything after it is what the ticker does with it anyway. */
async function reconcile(world: ProofWorld): Promise<readonly string[]> {
  const report = await world.reconcile();
  await world.tick();
  await world.wait(LEASES_OVER_MS);
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

/** What people and banks did that leaves no mail. */
function countFacts(world: ProofWorld): void {
  const { refunds, disputes, deletedCustomers } = world.stripe.world.state;
  count('refunds', refunds.size);
  count('disputes', disputes.size);
  count('deleted customers', deletedCustomers.size);
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
      ...compareRows(await world.row(portalId), expected.row, expected.otherRows),
      ...compareMails(mails, expected).map(({ text }) => text),
      ...compareSyncs(await world.pausedSyncs(portalId), expected.pausedSyncIds),
      ...compareReversals(await world.alerts(portalId), reversalsOf(world, portalId), {
        losesEvents: losesDeliveries(history),
        hadOutage: world.hadOutage,
      }),
    ];
    complaints.push(...found.map((complaint) => `portal ${portalId}: ${complaint}`));
  }
  return complaints;
}

/** Where no process died and no call failed, an author's handler sees each event once, however often it was delivered. */
function judgeHandlers(world: ProofWorld): readonly string[] {
  if (world.hadCrash || world.hadOutage) return [];
  return [...world.handled]
    .filter(([, times]) => times > 1)
    .map(([eventId, times]) => `the app’s handler saw ${eventId} ${times} times`);
}
