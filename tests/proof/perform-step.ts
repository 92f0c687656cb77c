/** How a deed is done: on the product's own paths, and at the provider where people do it there. */
import { startCheckout, transact } from '@hs-x/sdk/billing';
import { actAtStripe, cardEntry, isAtStripe, type Card, type Paid } from './at-stripe.js';
import type { Deed, Step } from './histories.js';
import { PLANS } from './proof-config.js';
import { turns, type ProofWorld } from './proof-world.js';

const HOUR_MS = 3_600_000;

/** Does one step. */
export async function performStep(world: ProofWorld, step: Step): Promise<void> {
  await performDeed(world, step);
  if (!step.isHurried) {
    world.revive();
    await world.settle();
  }
  world.look();
}

async function performDeed(world: ProofWorld, { portal, deed }: Step): Promise<void> {
  const { portalId } = world.facts[portal]!;
  if (isAtStripe(deed)) return actAtStripe(world, portalId, deed);
  switch (deed.kind) {
    case 'install':
      return install(world, portal);
    case 'uninstall':
      return uninstall(world, portal);
    case 'openCheckout':
      return checkOut(world, portal, { plan: deed.plan, card: null });
    case 'buy':
      return checkOut(world, portal, deed);
    case 'grant':
      return grant(world, portal, deed);
    case 'revoke':
      return revoke(world, portal);
    case 'addSync':
      return addSync(world, portal);
    case 'wait':
      await world.wait(deed.hours * HOUR_MS);
      world.isProviderAway = false;
      return;
    case 'crash':
      world.crash(deed.points);
      return;
    case 'outage':
      world.isProviderAway = world.hadOutage = true;
      return;
    case 'changeOfMind':
      await actAtStripe(world, portalId, { kind: 'cancel', how: 'atDate' });
      await turns(deed.turns);
      return actAtStripe(world, portalId, { kind: 'undo' });
  }
}

async function install(world: ProofWorld, portal: 0 | 1): Promise<void> {
  const facts = world.facts[portal]!;
  if (facts.isInstalled) return;
  facts.isInstalled = facts.wasInstalled = true;
  if (facts.syncIds.length === 0) await addSync(world, portal);
  const adminEmail = `admin@${facts.portalId}.test`;
  await world.insist(({ engine }) =>
    transact(engine, world.key(facts.portalId), () => ({
      kind: 'installed',
      adminEmail,
      accountType: 'STANDARD',
      scopes: ['oauth'],
    })),
  );
}

async function uninstall(world: ProofWorld, portal: 0 | 1): Promise<void> {
  const facts = world.facts[portal]!;
  if (!facts.isInstalled) return;
  await world.insist(({ engine }) =>
    transact(engine, world.key(facts.portalId), () => ({ kind: 'uninstalled', learnedFrom: 'journal' })),
  );
  facts.isInstalled = false;
}

async function checkOut(
  world: ProofWorld,
  portal: 0 | 1,
  wish: { readonly plan: Paid; readonly card: Card | null },
): Promise<void> {
  const { portalId, isInstalled } = world.facts[portal]!;
  if (!isInstalled) return;
  const app = world.app();
  const start = await app.run(() =>
    startCheckout(app.engine, world.key(portalId), wish.plan).catch(() => null),
  );
  if (start?.kind !== 'checkout' || wish.card === null) return;
  const sessionId = new URL(start.url).pathname.split('/').at(-1) ?? '';
  const { checkoutSessions, deletedCustomers } = world.stripe.world.state;
  if (deletedCustomers.has(checkoutSessions.get(sessionId)?.customer ?? '')) return; // nobody can pay on it
  world.stripe.control.submitCheckout(sessionId, {
    name: 'Accounts Payable',
    payment: { kind: 'card', entry: cardEntry(wish.card, portalId) },
  });
  world.look();
}

async function grant(
  world: ProofWorld,
  portal: 0 | 1,
  deed: Extract<Deed, { readonly kind: 'grant' }>,
): Promise<void> {
  const facts = world.facts[portal]!;
  const until = deed.days === null ? null : world.now + deed.days * 24 * HOUR_MS;
  const fact = {
    grantId: `grant_${world.now}_${facts.grants.length}`,
    source: 'invoice' as const,
    plan: deed.plan,
    until,
  };
  facts.grants = [...facts.grants, fact];
  await world.insist(({ engine }) =>
    transact(engine, world.key(facts.portalId), () => ({
      kind: 'grantGiven',
      grant: { ...fact, givenAt: world.now, reason: 'invoice', actor: 'operator' },
    })),
  );
}

async function revoke(world: ProofWorld, portal: 0 | 1): Promise<void> {
  const facts = world.facts[portal]!;
  const grantId = facts.grants[0]?.grantId;
  if (grantId === undefined) return;
  await world.insist(({ engine }) =>
    transact(engine, world.key(facts.portalId), () => ({
      kind: 'grantRevoked',
      grantId,
      actor: 'operator',
      reason: 'ended',
    })),
  );
  facts.grants = facts.grants.slice(1);
}

/** A person adds a sync where the row of that moment allows one more, paused ones counted. */
async function addSync(world: ProofWorld, portal: 0 | 1): Promise<void> {
  const facts = world.facts[portal]!;
  const row = await world.row(facts.portalId);
  const isUsable = row === null || row.status === 'active' || row.status === 'trialing';
  const allowed = PLANS.find(({ name }) => name === (row?.plan ?? 'free'))?.syncs ?? 0;
  if (!isUsable || (allowed !== -1 && facts.syncIds.length >= allowed)) return;
  const id = `s${String(facts.syncIds.length + 1).padStart(2, '0')}`;
  facts.syncIds = [...facts.syncIds, id];
  await world.addSync(facts.portalId, id);
}
