/**
 * `entitlement:<portal>` in KV is the billing store's row, not a copy. Without `billing()` a put is the row. With it, a put that names a
 * customer or subscription only causes an observation, and any other put is a grant of source `invoice` until it is deleted: the row by
 * hand never contradicts what the provider says.
 */
import { accountKey, type BillingEngine } from '../billing/billing-engine.js';
import type { Account } from '../billing/account.js';
import type { Input } from '../billing/input.js';
import { observe } from '../billing/shell/observe.js';
import { transact } from '../billing/shell/transact.js';
import type { Entitlement } from '../contract/entitlement.js';
import { isRecord } from '../kernel/fields.js';
import type { HsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import { earliest, type Instant } from '../kernel/instant.js';
import type { KvRow } from './ports.js';
import { invalidKey } from './kv-refusals.js';
import type { KvView } from './kv-view.js';
import { parsePortalId } from '../kernel/ids.js';

const PREFIX = 'entitlement:';
const GRANT_ID = 'kv';

/** A row as app code puts it: any fields, none checked. */
type RowFields = Readonly<Record<string, unknown>>;

/** The view on the engine's accounts. */
export function entitlementView(engine: BillingEngine): KvView {
  return {
    prefix: PREFIX,
    get: async (key) => (await engine.store.read(accountKey(engine, portalOf(key)))).entitlement,
    put: async (key, value) => putRow(engine, portalOf(key), value),
    delete: async (key) => {
      const portalId = portalOf(key);
      await transact(engine, accountKey(engine, portalId), () => deletion(engine));
    },
    scan: (prefix) => scanRows(engine, prefix),
  };
}

async function putRow(engine: BillingEngine, portalId: PortalId, written: unknown): Promise<void> {
  const key = accountKey(engine, portalId);
  const value = readRow(portalId, written);
  if (engine.rules.isHandWired) {
    await transact(engine, key, ({ account }) => ({
      kind: 'rowWritten',
      row: handWritten(engine, account, value),
    }));
  } else if (value.stripeCustomerId !== undefined || value.subscriptionId !== undefined) {
    await observe(engine, key);
  } else {
    await transact(engine, key, ({ account }) => grantFrom(engine, account, value));
  }
}

/** Fields that decide about access, by type: an end that is no number would never come. */
const DECIDING_FIELDS: Readonly<Record<string, 'string' | 'number'>> = {
  status: 'string',
  adminEmail: 'string',
  updatedAt: 'number',
  trialEndsAt: 'number',
  validUntil: 'number',
  graceEndsAt: 'number',
};

/** The row as it was put, without the deciding fields that are null; refused when one is of another type. */
function readRow(portalId: PortalId, written: unknown): RowFields {
  const key = `${PREFIX}${portalId}`;
  if (!isRecord(written)) {
    throw invalidKey(
      key,
      'its value is not an object',
      'an entitlement row such as { plan, status, adminEmail }',
    );
  }
  const fields = Object.entries(written).filter(([name, value]) => value !== null || !isDeciding(name));
  for (const [name, value] of fields) {
    if (value === undefined || !isDeciding(name)) continue;
    const wanted = DECIDING_FIELDS[name];
    const isWanted = wanted === 'number' ? Number.isFinite(value) : typeof value === wanted;
    if (!isWanted)
      throw invalidKey(key, `its ${name} is no ${wanted}`, 'texts, and instants as unix milliseconds');
  }
  return Object.fromEntries(fields);
}

function isDeciding(name: string): boolean {
  return Object.hasOwn(DECIDING_FIELDS, name);
}

function deletion(engine: BillingEngine): Input {
  if (engine.rules.isHandWired) return { kind: 'rowWritten', row: null };
  return { kind: 'grantRevoked', grantId: GRANT_ID, actor: 'app code', reason: 'entitlement row deleted' };
}

/** The row as the author wrote it; `{ entitled: true }` is short for active on the plan that holds everything. */
function handWritten(engine: BillingEngine, account: Account, value: RowFields): Entitlement {
  if (typeof (value.plan ?? '') !== 'string') throw unknownPlan(engine, account.key.portalId);
  const short = value.entitled === true ? { plan: topPlan(engine), status: 'active' } : {};
  const source = value.subscriptionId === undefined ? 'none' : 'stripe';
  const base = { source, adminEmail: account.adminEmail, updatedAt: engine.clock.now() };
  return { ...base, ...short, ...value } as Entitlement;
}

/** What the put gives; a put of the free plan gives nothing, so that nobody counts as having paid for it. */
function grantFrom(engine: BillingEngine, account: Account, value: RowFields): Input {
  const now = engine.clock.now();
  if (!isGranting(value)) return deletion(engine);
  const plan = grantedPlan(engine, account, value);
  if (plan === engine.rules.plans.freePlan?.name) return deletion(engine);
  return {
    kind: 'grantGiven',
    grant: {
      grantId: GRANT_ID,
      source: 'invoice',
      plan,
      givenAt: now,
      until: endOf(value),
      reason: `entitlement row put by app code for portal ${account.key.portalId}`,
      actor: 'app code',
    },
  };
}

/** Only `entitled: true` stands for the highest plan; a misspelt plan must neither grant it nor take the free features away. */
function grantedPlan(engine: BillingEngine, account: Account, value: RowFields): string {
  const plan = value.plan ?? (value.entitled === true ? topPlan(engine) : undefined);
  if (typeof plan === 'string' && engine.rules.plans.named(plan)) return plan;
  throw unknownPlan(engine, account.key.portalId);
}

function unknownPlan(engine: BillingEngine, portalId: PortalId): HsxError {
  const known = engine.rules.plans.plans.map((each) => each.name).join(', ');
  return invalidKey(`${PREFIX}${portalId}`, 'its plan is not in hs-x.toml', `plan: ${known}`);
}

/** A trial put by hand ends when it says so. */
function endOf({ validUntil, status, trialEndsAt }: RowFields): Instant | null {
  const ends = [validUntil, status === 'trialing' ? trialEndsAt : undefined];
  return earliest(ends.filter((at): at is Instant => typeof at === 'number'));
}

function isGranting(value: RowFields): boolean {
  return value.entitled === true || value.status === 'active' || value.status === 'trialing';
}

function topPlan(engine: BillingEngine): string {
  const { plans } = engine.rules.plans;
  return (plans.find((plan) => plan.features.includes('*')) ?? plans.at(-1))?.name ?? 'free';
}

async function* scanRows(engine: BillingEngine, prefix: string): AsyncIterable<KvRow> {
  let after: PortalId | null = null;
  for (;;) {
    const page: readonly Account[] = await engine.store.scan(engine.scope, { after, limit: 500 });
    for (const account of page) {
      const key = `${PREFIX}${account.key.portalId}`;
      if (account.entitlement && key.startsWith(prefix)) yield { key, value: account.entitlement };
      after = account.key.portalId;
    }
    if (page.length < 500) return;
  }
}

function portalOf(key: string): PortalId {
  const portalId = parsePortalId(key.slice(PREFIX.length));
  if (portalId) return portalId;
  throw invalidKey(key, 'what follows "entitlement:" is no portal id', 'entitlement:<Hub ID in digits>');
}
