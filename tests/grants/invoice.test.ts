/** An app that sells by invoice: no payment provider, no keys of one, and access that begins and ends with a grant. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { billing, defineWorker } from '@hs-x/sdk';
import type { GrantWish } from '@hs-x/sdk/admin';
import { startWorld, type World } from '../support/start-world.js';
import { canUse, rowOf } from '../support/portal.js';
import { createVisitor, type Visitor } from '../support/visitor.js';

const ACTED = { actor: 'ops@northstar.example', reason: 'invoice 2026-114' };
const DAY_MS = 86_400_000;
const FEATURE = 'sync.bidirectional';
const TOML = `
[app]
name = "Licence"
[hubspot]
scopes = ["oauth"]
[email]
from = "billing@licence.example"
[billing]
provider = "invoice"
trial_days = 14
[billing.plan.free]
features = ["card.read"]
[billing.plan.team]
stripe_price = "invoice"
features = ["card.read", "${FEATURE}"]
[billing.plan.scale]
stripe_price = "invoice"
features = ["*"]
`;

/** Flips rows the way the guide does, from a function of the author's own. */
const worker = defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('putRow', (ctx, { row }) => ctx.kv.put(`entitlement:${ctx.portalId}`, row));
  worker.fn('dropRow', (ctx) => ctx.kv.delete(`entitlement:${ctx.portalId}`));
});

let world: World;
let portalId = 800_000;
beforeAll(async () => {
  world = await startWorld({
    definition: worker,
    toml: TOML,
    environment: { STRIPE_SECRET: '', STRIPE_WEBHOOK_SECRET: '' },
  });
});
afterAll(() => world.close());
beforeEach(() => void (portalId += 1)); // every case has a portal of its own

const give = (grant: Omit<GrantWish, 'portalId' | 'actor' | 'reason'>) =>
  world.app.admin.call('grant', { ...ACTED, portalId: String(portalId), ...grant });
const now = () => world.simulators.clock.now();
const row = () => rowOf(world, portalId);
const fn = (name: string, input = {}) =>
  world.simulators.hubspot.control.callFunction({ portalId, name, input });

async function install(
  accountType: 'STANDARD' | 'DEVELOPER_TEST' | 'SANDBOX' = 'STANDARD',
): Promise<Visitor> {
  world.simulators.hubspot.control.createPortal({ portalId, portalName: `Portal ${portalId}`, accountType });
  const visitor = createVisitor(world);
  const { status, body } = await visitor.install(portalId);
  expect([status, body]).toEqual([200, expect.stringContaining('is installed')]);
  return visitor;
}

describe('an app with provider = "invoice"', () => {
  it('leads nobody to a checkout, and gives nothing beyond the free plan before a grant', async () => {
    const visitor = await install();
    expect(await row()).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
    expect([await canUse(world, portalId, 'card.read'), await canUse(world, portalId, FEATURE)]).toEqual([
      true,
      false,
    ]);
    const { status, body } = await visitor.get(`${world.appUrl}/billing/portal`);
    expect([status, body]).toEqual([200, expect.stringContaining('arranged by invoice')]);
    expect(body).not.toMatch(/<button|trial|checkout/i);
  });

  it('gives access from the grant to its end to the instant, writes no dunning or trial mails, and then it is gone', async () => {
    const visitor = await install();
    const until = now() + 30 * DAY_MS;
    await give({ plan: 'team', until, grantId: `inv-${portalId}` });
    expect(await row()).toMatchObject({
      plan: 'team',
      status: 'active',
      source: 'invoice',
      validUntil: until,
    });
    const page = await visitor.get(`${world.appUrl}/billing/portal`);
    expect(page.body).toMatch(/Current plan until \d+ \w+ 20\d\d/);
    await world.advanceBy(30 * DAY_MS - 1);
    expect(await canUse(world, portalId, FEATURE)).toBe(true);
    await world.advanceBy(1);
    expect(await canUse(world, portalId, FEATURE)).toBe(false);
    expect(await row()).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
    const { changes, verdict } = await world.app.admin.call('explain', {
      portalId: String(portalId),
      feature: FEATURE,
    });
    expect([verdict, changes.length]).toEqual([`No: plan free does not hold ${FEATURE}.`, 1]);
    expect(world.mails.filter(({ template }) => /^(trial|payment|last)/.test(template))).toEqual([]);
  });

  it('goes on with a renewed grant of the same name, without a gap', async () => {
    await install();
    await give({ plan: 'team', until: now() + 10 * DAY_MS, grantId: 'inv' });
    await world.advanceBy(5 * DAY_MS);
    await give({ plan: 'team', until: now() + 365 * DAY_MS, grantId: 'inv' });
    await world.advanceBy(100 * DAY_MS);
    expect(await canUse(world, portalId, FEATURE)).toBe(true);
  });

  it('has no provider webhook and no checkout to link to', async () => {
    await install();
    const answer = await fetch(`${world.appUrl}/webhooks/stripe`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
    const link = { portalId: String(portalId), to: 'checkout' as const, plan: 'team' };
    await expect(world.app.admin.call('link', link)).rejects.toThrow('sells nothing by itself');
  });

  it('has no address for partners while none has a secret', async () => {
    const answer = await fetch(`${world.appUrl}/webhooks/partner/acme`, { method: 'POST', body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('HSX_PARTNER_SECRETS'),
    ]);
  });
});

describe('a row flipped by hand', () => {
  it('is a licence for the plan that holds everything, until the row is deleted', async () => {
    await install();
    await fn('putRow', { row: { entitled: true } });
    expect(await row()).toMatchObject({ plan: 'scale', status: 'active', source: 'invoice' });
    expect(await canUse(world, portalId, FEATURE)).toBe(true);
    await world.advanceBy(400 * DAY_MS);
    expect(await canUse(world, portalId, FEATURE)).toBe(true);
    await fn('dropRow');
    expect(await row()).toMatchObject({ plan: 'free', source: 'none' });
    const { grants } = await world.app.admin.call('show', { portalId: String(portalId) });
    expect(grants).toMatchObject([{ source: 'invoice', actor: 'app code', state: 'revoked' }]);
  });
});

describe('a reviewer’s grant', () => {
  it.each(['DEVELOPER_TEST', 'SANDBOX'] as const)(
    'opens a %s account, which starts no trial, and must end',
    async (accountType) => {
      await install(accountType);
      const reviewer = { plan: 'scale', source: 'reviewer' } as const;
      await expect(give(reviewer)).rejects.toThrow('a reviewer’s grant must end');
      await give({ ...reviewer, until: now() + 14 * DAY_MS });
      expect(await row()).toMatchObject({ plan: 'scale', source: 'reviewer' });
      expect((await row())?.trialEndsAt).toBeUndefined();
      await world.advanceBy(14 * DAY_MS);
      expect(await row()).toMatchObject({ plan: 'free', source: 'none' });
    },
  );
});
