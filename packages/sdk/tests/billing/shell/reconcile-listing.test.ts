import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Checkpoints } from '../../../src/billing/checkpoints.js';
import { NO_COVERAGE } from '../../../src/billing/reconcile/coverage.js';
import { lastReconcileReport, reconcile } from '../../../src/billing/shell/reconcile.js';
import { isHsxError } from '../../../src/kernel/hsx-error.js';
import { DAY_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { customerIdOf, worldOf } from './many-portals.js';
import type { World } from './world.js';

const PORTALS = 9;

/** What happens between two steps, or in the middle of one. */
type Turn =
  | { readonly kind: 'goesOn' | 'diesBeforeItsPage' | 'diesBeforeItsCheckpoint' | 'isTakenOver' }
  | { readonly kind: 'vanishes'; readonly index: number };

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'goesOn' as const }) },
  fc.record({
    kind: fc.constantFrom('diesBeforeItsPage', 'diesBeforeItsCheckpoint', 'isTakenOver'),
  }) as fc.Arbitrary<Turn>,
  fc.record({ kind: fc.constant('vanishes' as const), index: fc.nat(PORTALS - 1) }),
);

/** A reconciliation that a test steps through, and whom its listing has shown since it began, or began again because its place was gone. */
async function openReconciliation(portals: number) {
  const world = await worldOf(portals);
  const shown = new Set<string>();
  const list = world.provider.list.bind(world.provider);
  world.provider.list = async (wish) => {
    const page = await list(wish).catch((error: unknown) => {
      if (isHsxError(error, 'NOT_FOUND')) shown.clear();
      throw error;
    });
    for (const { customerId } of page.subscriptions) shown.add(customerId);
    return page;
  };
  const observed = () =>
    new Set(world.provider.calls.flatMap((call) => (call.startsWith('observe ') ? [call.slice(8)] : [])));
  return { world, shown, observed };
}

function run(world: World, more: { owner?: string; maxSteps?: number; checkpoints?: Checkpoints } = {}) {
  const { provider, stores, engine } = world;
  return reconcile(engine, { provider, owner: 'one', checkpoints: stores.kv, ...more });
}

/** Checkpoints whose second write is not done: the first one takes the run, the second one ends the step. */
function deadlyCheckpoints({ stores }: World): Checkpoints {
  let writes = 0;
  return {
    get: (scope, wish) => stores.kv.get(scope, wish),
    delete: (scope, key) => stores.kv.delete(scope, key),
    async put(scope, row) {
      writes += 1;
      if (writes === 2) throw new Error('killed');
      await stores.kv.put(scope, row);
    },
  };
}

async function isOver({ engine, stores }: World): Promise<boolean> {
  return (await lastReconcileReport(engine, stores.kv)) !== null;
}

async function take(world: World, owner: string, happens: Turn): Promise<string> {
  switch (happens.kind) {
    case 'goesOn':
      await run(world, { owner, maxSteps: 1 });
      return owner;
    case 'diesBeforeItsPage':
      world.provider.beforeAnswer = (call) => {
        if (call.startsWith('list')) throw new Error('killed');
      };
      await run(world, { owner, maxSteps: 1 }).catch(() => undefined);
      world.provider.beforeAnswer = () => undefined;
      return owner;
    case 'diesBeforeItsCheckpoint':
      await run(world, { owner, maxSteps: 1, checkpoints: deadlyCheckpoints(world) }).catch(() => undefined);
      return owner;
    case 'isTakenOver': {
      world.clock.advance(3 * MINUTE_MS);
      const next = `${owner}, then another`;
      await run(world, { owner: next, maxSteps: 1 });
      if (!(await isOver(world))) await run(world, { owner, maxSteps: 1 });
      return next;
    }
    case 'vanishes':
      world.provider.customers.delete(customerIdOf(happens.index));
      return owner;
  }
}

/** How many notes are left, whichever listing's. */
async function notesLeft({ engine: { scope, listedSubscriptions } }: World): Promise<number> {
  let left = 0;
  while (await listedSubscriptions.forget(scope, { upTo: Number.MAX_SAFE_INTEGER, limit: 1 })) left += 1;
  return left;
}

describe('what a listing has shown', () => {
  it('is never taken for missing, and what it has not shown always is, over pages, deaths, repeats and listings begun again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 14 }), async (turns) => {
        const { world, shown, observed } = await openReconciliation(PORTALS);
        world.provider.pageSize = 2;
        let owner = 'one';
        for (const happens of turns) {
          if (!(await isOver(world))) owner = await take(world, owner, happens);
        }
        if (!(await isOver(world))) await run(world, { owner });
        const all = Array.from({ length: PORTALS }, (_, index) => customerIdOf(index));
        expect([...observed()].toSorted()).toEqual(all.filter((customerId) => !shown.has(customerId)));
        expect(await notesLeft(world)).toBe(0);
        world.stores.close();
      }),
      { numRuns: Number(process.env.HSX_RECONCILE_RUNS ?? 15) },
    );
  });

  it('is noted and asked for by the page, however many portals there are', async () => {
    const { world } = await openReconciliation(500);
    const { listedSubscriptions } = world.engine;
    const noted: number[] = [];
    const asked: number[] = [];
    const engine = {
      ...world.engine,
      listedSubscriptions: {
        note: async (...[scope, shown]: Parameters<typeof listedSubscriptions.note>) => {
          noted.push(shown.subscriptionIds.length);
          await listedSubscriptions.note(scope, shown);
        },
        listed: async (...[scope, wish]: Parameters<typeof listedSubscriptions.listed>) => {
          asked.push(wish.subscriptionIds.length);
          return listedSubscriptions.listed(scope, wish);
        },
        forget: (...wish: Parameters<typeof listedSubscriptions.forget>) =>
          listedSubscriptions.forget(...wish),
      },
    };
    expect(await run({ ...world, engine })).toMatchObject({ kind: 'finished', report: { unlisted: 0 } });
    expect([noted, asked]).toEqual([Array(5).fill(100), [200, 200, 100]]);
  });

  it('may be forgotten while a process sleeps: it then leaves the run that another one has ended', async () => {
    const { world, observed } = await openReconciliation(3);
    await run(world, { maxSteps: 1 });
    const store = {
      ...world.engine.store,
      async scan(...wish: Parameters<World['engine']['store']['scan']>) {
        world.clock.advance(3 * MINUTE_MS);
        expect((await run(world, { owner: 'two' })).kind).toBe('finished');
        return world.engine.store.scan(...wish);
      },
    };
    expect((await run({ ...world, engine: { ...world.engine, store } })).kind).toBe('busy');
    expect([...observed()]).toEqual([]);
  });

  it('and what a run that died had noted are forgotten when a later run ends', async () => {
    const { world } = await openReconciliation(3);
    const { scope, listedSubscriptions } = world.engine;
    await run(world, { maxSteps: 1 });
    await world.stores.kv.delete(scope, 'hsx:reconcile:run');
    await listedSubscriptions.note(scope, { listing: world.clock.now() + 1, subscriptionIds: ['sub_late'] });
    world.provider.customers.delete(customerIdOf(1));
    world.clock.advance(DAY_MS);
    expect(await run(world)).toMatchObject({ kind: 'finished', report: { listed: 2, unlisted: 1 } });
    expect(await notesLeft(world)).toBe(0);
  });

  it('was kept beside the run by former versions: such a run begins again and leaves nothing behind', async () => {
    const { world, observed } = await openReconciliation(3);
    const { scope } = world.engine;
    const startedAt = world.clock.now();
    const position = { phase: 'listing', after: 'sub_1' };
    const coverage = { ...NO_COVERAGE, listed: 2, matched: 2 };
    const former = { owner: 'former', startedAt, touchedAt: startedAt, position, seenChunks: 1, coverage };
    const keep = (key: string, value: unknown) => world.stores.kv.put(scope, { key, value, expiresAt: null });
    await keep('hsx:reconcile:run', former);
    await keep(`hsx:reconcile:seen:${startedAt}:0`, ['sub_2', 'sub_1']);
    expect((await run(world)).kind).toBe('busy');
    world.clock.advance(3 * MINUTE_MS);
    expect(await run(world)).toMatchObject({
      kind: 'finished',
      report: { listed: 3, matched: 3, unlisted: 0 },
    });
    expect([...observed()]).toEqual([]);
    const wish = { prefix: 'hsx:reconcile:', after: null, limit: 9, now: world.clock.now() };
    expect((await world.stores.kv.list(scope, wish)).map(({ key }) => key)).toEqual(['hsx:reconcile:last']);
  });
});
