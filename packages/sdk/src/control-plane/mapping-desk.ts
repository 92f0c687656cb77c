/**
 * The billing calls on a billing store: which customer pays for which portal, unique both ways, and the row beside it. The control plane answers
 * with it for every app, an app without a control plane for itself.
 */
import type { Account } from '../billing/account.js';
import { accountKey, type BillingEngine } from '../billing/billing-engine.js';
import { freePlanName } from '../billing/rules.js';
import { customerTaken, transact, type TransactEngine } from '../billing/shell/transact.js';
import type {
  ControlPlaneBilling,
  MappedEntitlement,
  MappedSubscription,
  Mapping,
  NotedObservation,
} from '../contract/control-plane.js';
import type { Entitlement } from '../contract/entitlement.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { CustomerId, PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import { readMappingWish, readObservation, readWhose } from './read-request.js';

/** What the desk needs of an engine. */
export type MappingEngine = TransactEngine & Pick<BillingEngine, 'scope'>;

/** Opens the desk of one app in one mode. Rows are written for hand-wired rules only: with `billing()` they follow from observations. */
export function createMappingDesk(engine: MappingEngine): ControlPlaneBilling {
  return {
    upsertMapping: (request) => upsertMapping(engine, request),
    entitlement: (request) => findEntitlement(engine, request),
    observe: (request) => noteObservation(engine, request),
  };
}

async function upsertMapping(engine: MappingEngine, request: unknown): Promise<Mapping> {
  const wish = readMappingWish(request);
  const { portalId, customerId } = wish;
  let former: CustomerId | null = null;
  const account = await transact(engine, accountKey(engine, portalId), (loaded) => {
    former = loaded.account.customer?.customerId ?? null;
    return mappingInput(engine, loaded.account, wish);
  });
  const retiredCustomerId = former === customerId ? null : former;
  const entitlement = account.entitlement ?? rowAfter(engine, account, wish);
  return { portalId, customerId, entitlement, retiredCustomerId };
}

/** Throws what a mapping would be refused with as things stand, and writes nothing: REQUEST_INVALID, CONFLICT or STORE_UNAVAILABLE. */
export async function requireMappable(engine: MappingEngine, request: unknown): Promise<void> {
  const wish = readMappingWish(request);
  const key = accountKey(engine, wish.portalId);
  const holder = await engine.store.portalOf(engine.scope, wish.customerId);
  if (holder !== null && holder !== wish.portalId) throw customerTaken(key);
  mappingInput(engine, (await engine.store.read(key)).account, wish);
}

const NOTHING: MappedEntitlement = { portalId: null, customerId: null, entitlement: null };

async function findEntitlement(engine: MappingEngine, request: unknown): Promise<MappedEntitlement> {
  const whose = readWhose(request);
  const portalId =
    'portalId' in whose ? whose.portalId : await engine.store.portalOf(engine.scope, whose.customerId);
  if (portalId === null) return NOTHING;
  const { entitlement, account } = await engine.store.read(accountKey(engine, portalId));
  const customerId = account.customer?.customerId ?? null;
  return entitlement === null && customerId === null ? NOTHING : { portalId, customerId, entitlement };
}

async function noteObservation(engine: MappingEngine, request: unknown): Promise<NotedObservation> {
  const observation = readObservation(request, engine.clock.now());
  const { customerId, observedAt: at } = observation;
  const portalId = await engine.store.portalOf(engine.scope, customerId);
  if (portalId === null) throw unmapped();
  let isApplied = false;
  const account = await transact(engine, accountKey(engine, portalId), ({ account: before }) => {
    isApplied = before.customer?.customerId === customerId && isNewer(before.entitlement, at);
    const row = rowWith(engine, before, { customerId, at, subscription: observation });
    return isApplied ? { kind: 'rowWritten', row } : null;
  });
  return { portalId, entitlement: account.entitlement, isApplied };
}

/** Whether a row holds nothing that was seen then or later; one nobody was told anything of holds nothing. */
function isNewer(row: Entitlement | null, at: Instant): boolean {
  return row === null || row.source === 'none' || row.updatedAt < at;
}

type ReadMappingWish = ReturnType<typeof readMappingWish>;

function mappingInput(engine: MappingEngine, account: Account, wish: ReadMappingWish) {
  const { customerId, adminEmail = null } = wish;
  const input = { kind: 'customerMapped', customerId, adminEmail } as const;
  if (engine.rules.isHandWired) return { ...input, row: rowAfter(engine, account, wish) };
  const current = account.customer?.customerId ?? customerId;
  if (current !== customerId) throw portalTaken(account.key.portalId);
  return input;
}

/** The row with the customer in it. */
function rowAfter(engine: MappingEngine, account: Account, wish: ReadMappingWish): Entitlement {
  if (!engine.rules.isHandWired && account.entitlement) return account.entitlement;
  const { customerId, subscription, adminEmail } = wish;
  const row = account.entitlement;
  const at = subscription?.observedAt ?? engine.clock.now();
  const isSame = account.customer?.customerId === customerId;
  const isTold =
    subscription !== undefined && (!isSame || subscription.observedAt === undefined || isNewer(row, at));
  return rowWith(engine, account, {
    customerId,
    at: isTold ? at : (row?.updatedAt ?? at), // a mapping alone has seen nothing of the subscription
    ...(isTold ? { subscription } : {}),
    ...(adminEmail === undefined ? {} : { adminEmail }),
  });
}

interface RowChange {
  readonly customerId: CustomerId;
  readonly at: Instant;
  readonly subscription?: MappedSubscription;
  readonly adminEmail?: string;
}

function rowWith(engine: MappingEngine, account: Account, change: RowChange): Entitlement {
  const { customerId, at, subscription, adminEmail = account.adminEmail } = change;
  const begun = { plan: freePlanName(engine.rules), status: 'trialing', source: 'none' } as const;
  const row = { ...(account.entitlement ?? begun), stripeCustomerId: customerId, adminEmail, updatedAt: at };
  if (subscription === undefined) return row;
  const { plan, status, subscriptionId, trialEndsAt } = subscription;
  const told = { ...row, plan, status, source: 'stripe', ...(subscriptionId && { subscriptionId }) } as const;
  if (trialEndsAt !== undefined) return { ...told, trialEndsAt };
  const { trialEndsAt: over, ...kept } = told as Entitlement; // a trial that is not told of any more is over
  return over === undefined ? told : kept;
}

function portalTaken(portalId: PortalId): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: `Portal ${portalId} has another customer already; nothing was written.`,
    hint: 'Use `hs-x billing transfer` to move a subscription between portals.',
  });
}

function unmapped(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'The customer is mapped to no portal; nothing was written.',
    hint: 'Call billing.upsertMapping first, when the checkout is completed.',
  });
}
