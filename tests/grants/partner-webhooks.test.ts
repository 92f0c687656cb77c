/** Access that partners sell: told by signed webhook, kept in the ledger, whatever the network does to the order of the news. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { billing, defineWorker } from '@hs-x/sdk';
import { createPartner, secretOf, type Partner } from './partner.js';
import { bodyOf } from './stored.js';
import { startWorld, type World } from '../support/start-world.js';
import { canUse, rowOf } from '../support/portal.js';
import { createVisitor } from '../support/visitor.js';

const ACME = secretOf('the secret of acme');
const ACME_NEXT = secretOf('the next secret of acme');
const GLOBEX = secretOf('the secret of globex');
const ACTED = { actor: 'ops@northstar.example', reason: 'by mistake' };
const DAY_MS = 86_400_000;
const EXAMPLE = new URL('../../examples/billing-guide/hs-x.toml', import.meta.url);
const ENTERPRISE = `[billing.plan.enterprise]
stripe_price = { test = "price_enterprise", live = "price_enterprise_live" }
features = ["*"]`;

let world: World;
let acme: Partner;
let globex: Partner;
let portalId = 700_000;
beforeAll(async () => {
  world = await startWorld({
    definition: defineWorker(({ worker }) => worker.use(billing())),
    environment: { HSX_PARTNER_SECRETS: `acme=${ACME_NEXT},${ACME}; globex=${GLOBEX}` },
  });
  acme = createPartner(world, 'acme', ACME);
  globex = createPartner(world, 'globex', GLOBEX);
});
afterAll(() => world.close());
beforeEach(() => void (portalId += 1)); // every case has a portal of its own

const seconds = (offset: number) => new Date(Date.now() + offset * 1_000).toISOString();
const team = (more: Record<string, unknown> = {}) => ({ portalId, plan: 'team', grantId: 'lic_1', ...more });
const planOf = async () => (await rowOf(world, portalId))?.plan ?? null;
const show = () => world.app.admin.call('show', { portalId: String(portalId) });
const alertsOf = async (code = 'partner_grant_refused') => {
  const { entries } = await world.app.admin.call('alerts', {});
  return entries.filter((entry) => entry.code === code);
};
async function install(): Promise<{ status: number; location: string | null }> {
  world.simulators.hubspot.control.createPortal({ portalId, portalName: `Portal ${portalId}` });
  return createVisitor(world).install(portalId);
}

describe('a partner’s grant', () => {
  it('opens what its plan holds until it ends, and `explain` names partner and grant', async () => {
    await install();
    const now = world.simulators.clock.now();
    const until = new Date(now + 10 * DAY_MS).toISOString();
    expect(await acme.tell({ data: team({ until, reason: 'order 81' }) })).toEqual({
      status: 200,
      json: { ok: true, receipt: 'stored' },
    });
    expect(await rowOf(world, portalId)).toMatchObject({ plan: 'team', status: 'active', source: 'partner' });
    expect(await canUse(world, portalId, 'sync.bidirectional')).toBe(true);
    const explained = await world.app.admin.call('explain', {
      portalId: String(portalId),
      feature: 'sync.bidirectional',
    });
    expect(explained.verdict).toMatch(
      /^Yes: plan team holds sync\.bidirectional, by grant lic_1 of partner acme \(partner\) until /,
    );
    expect(explained.sources[0]).toMatchObject({
      id: 'acme/lic_1',
      isWinning: true,
      why: expect.stringContaining('Partner acme told of it as lic_1.') as string,
    });
    expect(explained.setBy?.eventId).toMatch(/^partner\.acme:msg_\d+:\d+$/);
    await world.advanceBy(10 * DAY_MS);
    expect([await planOf(), await canUse(world, portalId, 'sync.bidirectional')]).toEqual(['free', false]);
  });

  it('changes when it is updated and goes when it is taken back, and the ledger keeps the line', async () => {
    await acme.tell({ at: seconds(-30), data: team() });
    await acme.tell({ type: 'grant.updated', at: seconds(-20), data: team({ plan: 'scale' }) });
    expect(await planOf()).toBe('scale');
    await acme.tell({
      type: 'grant.revoked',
      at: seconds(-10),
      data: { portalId, grantId: 'lic_1', reason: 'refunded' },
    });
    expect(await planOf()).toBeNull();
    const { grants, journal } = await show();
    expect(grants).toMatchObject([{ grantId: 'acme/lic_1', state: 'revoked', actor: 'partner acme' }]);
    expect(journal.map(({ summary }) => summary)).toContain('partner acme took grant lic_1 back: refunded');
  });

  it('for a portal that has not installed is kept, and the install leads into the app instead of a checkout', async () => {
    await acme.tell({ data: team({ portalId: String(portalId) }) });
    const { location } = await install();
    expect(location).not.toContain('checkout');
    expect(await rowOf(world, portalId)).toMatchObject({ plan: 'team', source: 'partner' });
    expect(await canUse(world, portalId, 'card.edit')).toBe(true);
  });

  it('of the free plan gives nothing: nobody counts as having paid for it', async () => {
    await acme.tell({ at: seconds(-9), data: team() });
    await acme.tell({ type: 'grant.updated', at: seconds(-8), data: team({ plan: 'free' }) });
    expect(await rowOf(world, portalId)).toBeNull();
  });

  it('taken back by an operator is not given again by news from before', async () => {
    await acme.tell({ at: seconds(-60), data: team() });
    await world.app.admin.call('revoke', { ...ACTED, portalId: String(portalId) });
    await acme.tell({ type: 'grant.updated', at: seconds(-40), data: team({ plan: 'scale' }) });
    expect(await planOf()).toBeNull();
  });

  it('leaves nothing of the portal in the store once that is erased, and is not given again', async () => {
    const id = `msg_erased_${portalId}`;
    await acme.tell({ at: seconds(-60), data: team({ reason: 'for jo@customer.example' }) }, { id });
    await world.app.admin.call('revoke', { ...ACTED, portalId: String(portalId) });
    await world.app.admin.call('erase', { ...ACTED, portalId: String(portalId) });
    expect(bodyOf(world, `partner.acme:${id}:${portalId}`)).toBeNull();
    expect((await acme.tell({ at: seconds(-60), data: team() }, { id })).json.receipt).toBe('duplicate');
    expect(await planOf()).toBeNull();
  });
});

describe('news out of order', () => {
  it('an older event after a newer one changes nothing', async () => {
    await acme.tell({ type: 'grant.updated', at: seconds(-10), data: team({ plan: 'scale' }) });
    await acme.tell({ type: 'grant.created', at: seconds(-20), data: team({ plan: 'team' }) });
    expect(await planOf()).toBe('scale');
  });

  it('a grant that is taken back before it is heard of is never given', async () => {
    await acme.tell({ type: 'grant.revoked', at: seconds(-10), data: team() });
    await acme.tell({ type: 'grant.created', at: seconds(-20), data: team() });
    expect(await planOf()).toBeNull();
    expect((await show()).grants).toMatchObject([{ grantId: 'acme/lic_1', state: 'revoked' }]);
  });

  it('of two events of the same instant taking back counts, in either order', async () => {
    const at = seconds(-5);
    const given = { at, data: team() };
    const takenBack = { type: 'grant.revoked', at, data: team() };
    for (const grantId of ['a', 'b']) {
      const [first, second] = grantId === 'a' ? [given, takenBack] : [takenBack, given];
      await acme.tell({ ...first, data: team({ grantId }) });
      await acme.tell({ ...second, data: team({ grantId }) });
    }
    expect(await planOf()).toBeNull();
  });

  it('the same webhook again is a duplicate, in the history once', async () => {
    const words = { data: team() };
    const id = `msg_again_${portalId}`;
    expect((await acme.tell(words, { id })).json.receipt).toBe('stored');
    expect((await acme.tell(words, { id })).json.receipt).toBe('duplicate');
    const { journal } = await show();
    expect(journal.filter(({ summary }) => summary.startsWith('partner acme gave')).length).toBe(1);
  });
});

describe('two partners', () => {
  it('have grants of their own: another partner’s of the same id is neither changed nor taken back', async () => {
    await acme.tell({ at: seconds(-30), data: team({ plan: 'scale' }) });
    await globex.tell({ at: seconds(-20), data: team({ plan: 'team' }) });
    await globex.tell({ type: 'grant.revoked', at: seconds(-10), data: team() });
    expect(await planOf()).toBe('scale');
    const { grants } = await show();
    expect(grants.map(({ grantId, state }) => [grantId, state])).toEqual([
      ['acme/lic_1', 'live'],
      ['globex/lic_1', 'revoked'],
    ]);
  });

  it('may give webhooks the same id', async () => {
    const id = `msg_shared_${portalId}`;
    await acme.tell({ data: team() }, { id });
    expect((await globex.tell({ data: team({ plan: 'scale' }) }, { id })).json.receipt).toBe('stored');
    expect(await planOf()).toBe('scale');
  });
});

describe('while a secret is rotated', () => {
  it('both the present and the former one are genuine', async () => {
    await acme.tell({ at: seconds(-30), data: team() }, { secret: ACME });
    await acme.tell({ at: seconds(-20), data: team({ plan: 'scale' }) }, { secret: ACME_NEXT });
    expect(await planOf()).toBe('scale');
  });
});

describe('a genuine webhook that cannot be followed is answered 200, kept, and told to the operator', () => {
  it('with a plan nobody knows: nothing is given, and after the plan is there it is replayed', async () => {
    const { status } = await acme.tell({ data: team({ plan: 'enterprise' }) });
    expect([status, await planOf()]).toEqual([200, null]);
    const [alert] = await alertsOf();
    expect(alert).toMatchObject({ key: 'partner-grant:acme:plan:enterprise', times: 1 });
    expect(alert?.message).toContain(`sold plan "enterprise" to portal ${portalId} (grant lic_1)`);
    await world.restart({ toml: `${await readFile(EXAMPLE, 'utf8')}\n${ENTERPRISE}` });
    const { events } = await world.app.admin.call('replay', { dead: true });
    expect(events).toMatchObject([{ type: 'partner.grant.created', outcome: 'queued' }]);
    await world.settle();
    expect(await planOf()).toBe('enterprise');
  });

  it.each([
    ['no JSON', () => 'grant', 'the body is no JSON object'],
    ['no type', () => '{"timestamp":"2026-11-20T00:00:00Z"}', '"type" is missing'],
    ['no portal', () => words({ portalId: 'acme' }), '"data.portalId" is no HubSpot portal id'],
    ['an end without a zone', () => words({ until: '2027-06-30' }), '"data.until" is no RFC 3339 time'],
    ['a time to come', () => words({}, seconds(3_600)), '"timestamp" lies in the future'],
  ])('with %s', async (_, body, problem) => {
    await world.advanceBy(1_000); // so that it is told again, not the same twice
    expect((await globex.post(body())).status).toBe(200);
    expect(await planOf()).toBeNull();
    const alert = (await alertsOf()).find(({ key }) => key === 'partner-grant:globex:unreadable');
    expect(alert?.message).toContain(problem);
  });

  const words = (data: Record<string, unknown>, at = seconds(0)) =>
    JSON.stringify({ type: 'grant.created', timestamp: at, data: team(data) });

  it('of a type nobody knows is ignored, without an alert', async () => {
    const before = await alertsOf();
    expect(await acme.tell({ type: 'seat.added', data: {} })).toMatchObject({ status: 200 });
    expect(await alertsOf()).toEqual(before);
  });

  it('says nothing of secrets or bodies in any log line', async () => {
    await acme.tell({ data: team({ reason: 'for jo@customer.example' }) });
    const log = world.logLines.join('\n');
    expect(log).toContain('partner webhook accepted');
    for (const secret of [ACME, ACME_NEXT, GLOBEX, 'jo@customer.example']) expect(log).not.toContain(secret);
  });
});
