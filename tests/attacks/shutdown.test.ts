/** Stopping: what is under way ends well, nothing new begins, the database is closed last. */
import { billing, defineWorker } from '@hs-x/sdk';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';

const PORTAL = 51200417;

let world: World;
let release: () => void;
let ticks: number;
const rejections: unknown[] = [];
const remember = (reason: unknown) => rejections.push(reason);
beforeEach(async () => {
  process.on('unhandledRejection', remember);
  ticks = 0;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const definition = defineWorker(({ worker }) => {
    worker.use(billing());
    worker.fn('slow', async (ctx) => {
      await gate;
      await ctx.kv.put('written', { while: 'stopping' });
      return (await ctx.kv.get('written')) as unknown;
    });
    worker.fn('never', () => new Promise(() => undefined));
    worker.sync(
      {},
      {
        into: 'contacts',
        schedule: '10s',
        schema: {},
        beforeRun: () => Promise.resolve(void (ticks += 1)),
      },
    );
  });
  world = await startWorld({ definition });
});
afterEach(async () => {
  await world.close();
  process.off('unhandledRejection', remember);
  expect(rejections.splice(0)).toEqual([]);
});

const call = (name: string) => world.simulators.hubspot.control.callFunction({ portalId: PORTAL, name });

describe('stopping', () => {
  it('lets a request under way finish, with its database, however often it is asked', async () => {
    const answer = call('slow');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { app } = world;
    const stops = [app.stop(), app.stop(), app.stop()];
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(existsSync(`${world.databaseFile}-wal`)).toBe(true);
    await expect(fetch(`${world.appUrl}/health`)).rejects.toThrow();
    release();
    const releasedAt = Date.now();
    expect(await answer).toMatchObject({ httpStatus: 200, json: { result: { while: 'stopping' } } });
    await Promise.all(stops);
    expect(Date.now() - releasedAt).toBeLessThan(3_000);
    expect(existsSync(`${world.databaseFile}-wal`)).toBe(false);
  });

  it('begins no tick any more', async () => {
    await world.app.stop();
    const before = [world.logLines.length, ticks];
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([world.logLines.length, ticks]).toEqual(before);
  });

  it('cuts what hangs after ten seconds, and then closes the database', async () => {
    const hanging = call('never');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const startedAt = Date.now();
    await world.app.stop();
    expect(Date.now() - startedAt).toBeLessThan(15_000);
    expect(existsSync(`${world.databaseFile}-wal`)).toBe(false);
    expect((await hanging).httpStatus ?? 0).not.toBe(200);
    release();
  });
});
