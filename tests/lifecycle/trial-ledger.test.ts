/** One free trial for one admin, portal, customer and card: told from outside, over real HTTP, with both vendors around the app. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, GOOD_CARD, pay } from '../support/visitor.js';

const DAY_MS = 86_400_000;
const FIRST = 61000001;
const SECOND = 61000002;
const OTHER_CARD = '5555 5555 5555 4444';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

function addPortal(portalId: number, adminEmail: string, accountType: 'STANDARD' | 'SANDBOX' = 'STANDARD') {
  world.simulators.hubspot.control.createPortal({
    portalId,
    portalName: `Portal ${portalId}`,
    adminEmail,
    accountType,
  });
}

/** Installs the app and pays on the page it leads to. */
async function subscribe(portalId: number, card = GOOD_CARD): Promise<void> {
  const { location } = await createVisitor(world).install(portalId);
  expect(pay(world, location ?? '', card)).toMatchObject({ kind: 'completed' });
  await world.settle();
}

function historyOf(portalId: number) {
  const { engine } = world.app;
  return engine.store.journal({ ...engine.scope, portalId: String(portalId) }, 50);
}

describe('a second portal of the same admin', () => {
  it('gets a paid checkout instead of a second trial, and no trial mails', async () => {
    addPortal(FIRST, 'admin@acme.example');
    addPortal(SECOND, 'Admin+second@Acme.example');
    await subscribe(FIRST);
    expect(await rowOf(world, FIRST)).toMatchObject({ plan: 'team', status: 'trialing' });
    await subscribe(SECOND, OTHER_CARD);
    expect(await rowOf(world, SECOND)).toMatchObject({ plan: 'team', status: 'active' });
    expect(await rowOf(world, SECOND)).not.toHaveProperty('trialEndsAt');
    await world.advanceBy(4 * DAY_MS);
    const told = world.mails.filter(({ template }) => template.startsWith('trial-')).map(({ to }) => to);
    expect(told).toEqual(['admin@acme.example']);
  });

  it('gets the trial when the first portal’s page expired unpaid', async () => {
    addPortal(FIRST, 'admin@acme.example');
    addPortal(SECOND, 'admin@acme.example');
    await createVisitor(world).install(FIRST);
    await world.advanceBy(2 * DAY_MS);
    await subscribe(SECOND);
    expect(await rowOf(world, SECOND)).toMatchObject({ plan: 'team', status: 'trialing' });
  });

  it('gets the trial that a sandbox of the same admin never uses up', async () => {
    addPortal(FIRST, 'admin@acme.example', 'SANDBOX');
    addPortal(SECOND, 'admin@acme.example');
    await createVisitor(world).install(FIRST);
    await subscribe(SECOND);
    expect(await rowOf(world, SECOND)).toMatchObject({ plan: 'team', status: 'trialing' });
  });
});

describe('the card of another portal’s trial', () => {
  it('ends the trial of a second portal at once and charges it', async () => {
    addPortal(FIRST, 'admin@acme.example');
    addPortal(SECOND, 'admin@other.example');
    await subscribe(FIRST);
    await subscribe(SECOND);
    expect(await rowOf(world, FIRST)).toMatchObject({ plan: 'team', status: 'trialing' });
    expect(await rowOf(world, SECOND)).toMatchObject({ plan: 'team', status: 'active' });
    const history = (await historyOf(SECOND)).map(({ summary }) => summary);
    expect(history).toContain('The repeated trial was ended.');
    await world.advanceBy(4 * DAY_MS);
    expect(world.mails.map(({ to }) => to)).not.toContain('admin@other.example');
  });
});

describe('a portal that comes back', () => {
  it('finds its trial used, however it was removed and whoever installs it again', async () => {
    addPortal(FIRST, 'admin@acme.example');
    await subscribe(FIRST);
    const { engine } = world.app;
    const { account } = await engine.store.load({ ...engine.scope, portalId: String(FIRST) });
    world.simulators.hubspot.control.uninstall(FIRST);
    await world.advanceBy(60 * DAY_MS);
    addPortal(FIRST, 'successor@acme.example');
    await createVisitor(world).install(FIRST);
    await world.settle();
    const { trial, trialClaims } = (await engine.store.load(account.key)).account;
    expect(trial?.state).toBe('consumed');
    expect(trialClaims).toEqual(account.trialClaims);
  });
});
