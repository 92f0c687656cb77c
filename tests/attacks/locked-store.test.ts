/** A store that cannot be written: every route says so with a 503, nothing is half done, and all goes on when the lock is gone. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay, type Visitor } from '../support/visitor.js';
import { formTokenOf, submit } from './page-form.js';

const PORTAL = 51200417;
const OTHER = 51200583;

let world: World;
let lock: Database.Database;
let visitor: Visitor;
beforeEach(async () => {
  world = await startWorld();
  visitor = createVisitor(world);
  lock = new Database(world.databaseFile);
});
afterEach(async () => {
  lock.close();
  await world.close();
});

const at = (path: string) => `${world.appUrl}${path}`;
const hubspot = () => world.simulators.hubspot.control;
const locked = async <T>(work: () => Promise<T>): Promise<T> => {
  lock.exec('BEGIN EXCLUSIVE');
  try {
    return await work();
  } finally {
    lock.exec('ROLLBACK');
  }
};
async function consentedCallback(portalId: number): Promise<string> {
  const start = await visitor.get(at('/oauth/start'));
  const next = hubspot().answerConsent(start.location ?? '', { portalId, decision: 'connect' });
  if ('refusal' in next) throw new Error(next.refusal);
  return next.location;
}

describe('while the store is locked', () => {
  it('pages that read answer, whatever writes is put off, and each works when the lock is gone', async () => {
    await visitor.install(PORTAL);
    const fields = { token: formTokenOf((await visitor.get(at('/billing/checkout'))).body), plan: 'scale' };
    const callback = await consentedCallback(OTHER);
    const batch = [{ portalId: PORTAL, subscriptionType: 'contact.creation', objectId: 1 }] as never;
    await locked(async () => {
      for (const path of ['checkout', 'portal', 'entitlement', 'cancel']) {
        expect([path, (await visitor.get(at(`/billing/${path}`))).status]).toEqual([path, 200]);
      }
      expect((await submit(at('/billing/checkout'), fields)).status).toBe(503);
      expect((await submit(at('/billing/link'), { portal: String(PORTAL) })).status).toBe(503);
      expect((await hubspot().sendWebhooks(batch))[0]).toMatchObject({ httpStatus: 500 });
      const refused = await visitor.get(callback);
      expect(refused.status).toBe(503);
      expect(refused.body).toContain('href="/oauth/start"');
    });
    expect(await rowOf(world, OTHER)).toBeNull();
    expect((await submit(at('/billing/checkout'), fields)).status).toBe(303);
    expect((await hubspot().sendWebhooks(batch))[0]).toMatchObject({ httpStatus: 200 });
    expect((await visitor.install(OTHER)).status).toBe(302);
    expect(await rowOf(world, OTHER)).toMatchObject({ plan: 'free' });
  });

  it('the success page waits, and the row comes when the lock is gone', async () => {
    const paid = pay(world, (await visitor.install(PORTAL)).location ?? '');
    const done = paid.kind === 'completed' ? paid.redirectUrl : '';
    expect((await locked(() => visitor.get(done))).status).toBe(200);
    await visitor.get(done);
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team' });
  });
});
