/** What a storm has left behind: the app's database and the mailboxes beside what the vendors and the oracle know. */
import { BILLING_EVENT_TYPES } from '@hs-x/sdk/stripe';
import { compareMails, compareRows, compareSyncs, type ToldMail } from '../proof/compare.js';
import { findDoubles } from '../proof/oracle.js';
import { HANDLED_PREFIX } from './app-messages.js';
import { readRecords, type StormRecords, type ToldEffect } from './storm-records.js';
import { adminOf, type Facts, type StormWorld } from './storm-world.js';

/** What was promised. */
export const PROMISES = [
  'events lost',
  'mails lost',
  'mails twice',
  'mails without a cause',
  'rows wrong',
  'doubles at the provider',
  'work left undone',
] as const;

/** One promise that was broken, and how. */
export interface Complaint {
  readonly promise: (typeof PROMISES)[number];
  readonly text: string;
}

/** Compares everything; to be called when the app has come to rest and nobody kills it. */
export async function judge(world: StormWorld): Promise<readonly Complaint[]> {
  world.look();
  const records = await readRecords(world.database);
  return [
    ...judgeEvents(world, records),
    ...judgeOutbox(world, records),
    ...world.facts.flatMap((portal) => judgePortal(world, records, portal)),
    ...judgeProvider(world),
  ];
}

const BILLING_TYPES: ReadonlySet<string> = new Set(BILLING_EVENT_TYPES);

/** What was acknowledged is there and worked off; what was not acknowledged was fetched, if billing follows from it. */
function judgeEvents(
  { stripe, acknowledged }: StormWorld,
  { eventStates, handled }: StormRecords,
): readonly Complaint[] {
  const delivered = new Set([...stripe.world.state.deliveries.values()].map(({ eventId }) => eventId));
  const expected = [...stripe.world.state.events.values()].filter(
    ({ id, type }) => acknowledged.has(id) || (delivered.has(id) && BILLING_TYPES.has(type)),
  );
  return expected.flatMap(({ id, type }) => {
    const state = eventStates.get(id) ?? 'missing';
    const name = `${type} ${id}${acknowledged.has(id) ? ', answered with 200,' : ''}`;
    if (state !== 'done') return [{ promise: 'events lost' as const, text: `${name} is ${state}` }];
    if (handled.has(`${HANDLED_PREFIX}${id}`)) return [];
    return [{ promise: 'events lost' as const, text: `${name} never reached the app’s handler` }];
  });
}

/** What was committed to be told was told, and what was to be done was done, or waits for a portal that pays. */
function judgeOutbox({ mails }: StormWorld, records: StormRecords): readonly Complaint[] {
  const { told } = records;
  const received = new Set(mails.received.map(({ id }) => id));
  const meant = new Set(told.map(({ key }) => mails.idOf(key)));
  const judgeEffect = (effect: ToldEffect): readonly Complaint[] => {
    const { key, state, reason } = effect;
    const { kind, alert } = effect.effect;
    const text = `${kind} ${key} is ${state}${reason === null ? '' : ` (${reason})`}`;
    if (alert === 'dead_letter' || alert === 'mail_lost') return [{ promise: 'work left undone', text }];
    if (kind === 'sendEmail')
      return state === 'delivered' && received.has(mails.idOf(key)) ? [] : [{ promise: 'mails lost', text }];
    return state === 'delivered' || waitsForPayment(records, effect)
      ? []
      : [{ promise: 'work left undone', text }];
  };
  return [
    ...told.flatMap(judgeEffect),
    ...[...received]
      .filter((id) => !meant.has(id))
      .map((id): Complaint => ({ promise: 'mails without a cause', text: `nobody meant to send ${id}` })),
  ];
}

/** Resources of a portal that may use nothing are left as they are, for thirty days at most. */
function waitsForPayment({ rows }: StormRecords, { portalId, state, reason, effect }: ToldEffect): boolean {
  if (portalId === null || effect.kind !== 'adjustResources') return false;
  if (state === 'dead') return reason === 'not paid for in 30 days';
  const status = rows.get(portalId)?.status;
  return reason === 'paused: billing' && status !== 'active' && status !== 'trialing';
}

function judgePortal(
  world: StormWorld,
  { told, rows, pausedSyncKeys }: StormRecords,
  { portalId }: Facts,
): readonly Complaint[] {
  const expected = world.oracle.expect(portalId, world.truth(), { wasQuiet: false });
  const received = new Set(world.mails.received.map(({ id }) => id));
  const mails = told
    .filter(({ key, effect }) => effect.to === adminOf(portalId) && received.has(world.mails.idOf(key)))
    .map(({ key, effect }): ToldMail => ({ key, template: effect.template ?? '' }));
  const promises = { groundless: 'mails without a cause', lost: 'mails lost', twice: 'mails twice' } as const;
  const prefix = `sync:${portalId}:`;
  const paused = pausedSyncKeys.flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
  const differences = [
    ...compareRows(rows.get(portalId) ?? null, expected.row, expected.otherRows),
    ...compareSyncs(paused, expected.pausedSyncIds),
  ];
  return [
    ...differences.map((text) => ({ promise: 'rows wrong' as const, text: `portal ${portalId}: ${text}` })),
    ...compareMails(mails, expected).map(({ kind, text }) => ({
      promise: promises[kind],
      text: `portal ${portalId}: ${text}`,
    })),
  ];
}

/** Nobody became a customer twice, had two trials, pays twice or has two pages to pay on. */
function judgeProvider(world: StormWorld): readonly Complaint[] {
  const { checkoutSessions, subscriptions } = world.stripe.world.state;
  const open = [...checkoutSessions.values()].filter(({ status }) => status === 'open');
  const live = [...subscriptions.values()].filter(({ status }) => !/^(canceled|incomplete)/.test(status));
  const texts = [
    ...findDoubles(world.truth()),
    ...repeated(open.map(({ customer }) => customer)).map((id) => `${id} has two open checkout pages`),
    ...repeated(live.map(({ customer }) => customer)).map((id) => `${id} has two live subscriptions`),
  ];
  return texts.map((text) => ({ promise: 'doubles at the provider', text }));
}

function repeated(customers: readonly (string | null)[]): readonly string[] {
  return [...new Set(customers.filter((id, at) => customers.indexOf(id) !== at))].map(String);
}
