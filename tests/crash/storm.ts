/** A storm from its beginning to its end: chapters of deaths, a calm after each, and a comparison in every calm. */
import { openStores } from '@hs-x/sdk/node';
import { playStormyDays } from './people.js';
import { judge, type Complaint } from './storm-verdict.js';
import { SCOPE, StormWorld, type StormSettings } from './storm-world.js';

/** What became of a storm. */
export interface StormReport {
  /** One line of figures. */
  readonly figures: string;
  /** The first comparison that found something, with what it found; empty: all is well. */
  readonly complaints: readonly Complaint[];
  /** The app's last warnings and errors. */
  readonly troubles: readonly string[];
}

/** After so many deaths at most the fire is held and everything is compared: what a death broke must not have time to heal. */
const CRASHES_A_CHAPTER = { least: 1, most: 6 };
const FIRST_PORTALS = 20;
const PORTALS_A_CHAPTER = 1;
const MOST_PORTALS = 40;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/**
 * More than the ten minutes between two looks for events that were never delivered, and more than the hour after which an account whose turn
 * a death cut short has its next, and what waited for a portal to pay again.
 */
const CALM_MS = [11 * MINUTE_MS, 62 * MINUTE_MS];
/** Stripe gives a delivery up after three days. */
const MAX_HOPS = 14;

/** When a storm is over: after so many deaths, or when the time has come. */
export type StormEnd = { readonly crashes: number } | { readonly endsAtMs: number };

/** Plays a storm; `endsAtMs` is by `performance.now()`. */
export async function playStorm(settings: StormSettings, end: StormEnd): Promise<StormReport> {
  const startedAt = performance.now();
  const world = await StormWorld.start(settings);
  const calms = [settleTrouble, reconcileOvernight];
  let judgements = 0;
  try {
    for (;;) {
      const crashesLeft = deathsLeft(world, end);
      const found =
        crashesLeft <= 0
          ? ((await calms.shift()?.(world)) ?? [])
          : await playChapter(world, Math.min(chapterOf(world), crashesLeft));
      const complaints = [...found, ...(await judge(world))];
      judgements += 1;
      if (complaints.length === 0 && calms.length > 0) continue;
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      const figures = `${figuresOf(world)}, compared ${judgements} times, ${seconds} s`;
      return { figures, complaints, troubles: world.app.troubles };
    }
  } finally {
    await world.close();
  }
}

function deathsLeft({ app }: StormWorld, end: StormEnd): number {
  if ('crashes' in end) return end.crashes - app.crashes;
  return performance.now() < end.endsAtMs ? Infinity : 0;
}

function chapterOf({ random }: StormWorld): number {
  return random.between(CRASHES_A_CHAPTER.least, CRASHES_A_CHAPTER.most);
}

async function playChapter(world: StormWorld, crashes: number): Promise<readonly Complaint[]> {
  const wished = world.facts.length === 0 ? FIRST_PORTALS : PORTALS_A_CHAPTER;
  const portals = Math.min(wished, MOST_PORTALS - world.facts.length);
  for (let portal = 1; portal <= portals; portal++) world.addPortal();
  await world.addSyncs();
  world.brew();
  world.app.openFire(crashes);
  await Promise.all([playStormyDays(world), world.disturb()]);
  const forged = world.calm();
  await world.rest();
  for (const waitMs of CALM_MS) await world.wait(waitMs);
  return [
    ...world.app.unasked.map((how): Complaint => ({
      promise: 'work left undone',
      text: `a process ended: ${how}`,
    })),
    ...(forged === 0
      ? []
      : [{ promise: 'rows wrong' as const, text: `${forged} forged webhooks were accepted` }]),
  ];
}

/** What Stripe still has to try again is tried. */
async function settleTrouble(world: StormWorld): Promise<readonly Complaint[]> {
  for (let hop = 1; hop <= MAX_HOPS && world.hasDeliveriesAhead(); hop++) await world.wait(6 * HOUR_MS);
  await world.wait(HOUR_MS);
  return [];
}

/** The nightly reconciliation, by the app itself. */
async function reconcileOvernight(world: StormWorld): Promise<readonly Complaint[]> {
  const since = world.now;
  for (let hop = 1; hop <= 5; hop++) {
    await world.wait(6 * HOUR_MS);
    const report = await lastReconcile(world);
    if (report === null || report.startedAt < since) continue;
    return report.unexplained === 0
      ? []
      : [{ promise: 'rows wrong', text: `the reconciliation left ${report.unexplained} unexplained` }];
  }
  return [{ promise: 'work left undone', text: 'no reconciliation ended overnight' }];
}

interface ReconcileReport {
  readonly startedAt: number;
  readonly unexplained: number;
}

async function lastReconcile({ database, now }: StormWorld): Promise<ReconcileReport | null> {
  const stores = await openStores(database.address);
  try {
    return (await stores.kv.get(SCOPE, { key: 'hsx:reconcile:last', now })) as ReconcileReport | null;
  } finally {
    await stores.close();
  }
}

function figuresOf({ app, mails, acknowledged, deliveries, facts }: StormWorld): string {
  const distinct = new Set(mails.received.map(({ id }) => id)).size;
  const repeats =
    mails.route.kind === 'smtp'
      ? `${distinct} mails by Message-ID (${mails.received.length - distinct} came again under the same one)`
      : `${distinct} mails (${mails.dropped()} repeats recognised by their key and not sent)`;
  const deaths = [...app.deaths].sort().map(([kind, times]) => `${kind} ${times}`);
  return [
    `${app.crashes} crashes (${deaths.join(', ')})`,
    `${acknowledged.size} events in ${deliveries} accepted deliveries`,
    repeats,
    `${facts.length} rows`,
  ].join(', ');
}
