/** What an author's handler does wrong stays the handler's own failure: billing, other portals and the process go on. */
import { defineWorker, billing, type WorkerDefinition } from '@hs-x/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';

const PORTAL = 51200417;
const HOUR_MS = 3_600_000;

let world: World;
afterEach(() => world.close());

type Declare = Parameters<typeof defineWorker>[0];
const worldOf = async (declare: Declare, options: { usesBilling: boolean } = { usesBilling: true }) => {
  const definition: WorkerDefinition = defineWorker((parts) => {
    if (options.usesBilling) parts.worker.use(billing());
    declare(parts);
  });
  world = await startWorld({ definition });
};
const never = () => new Promise<never>(() => undefined);
const hubspot = () => world.simulators.hubspot.control;
const surfaces = () => {
  const control = hubspot();
  type Call = Parameters<typeof control.callFunction>[0];
  return [
    (call: Call) => control.callFunction(call),
    (call: Call) => control.callAction(call),
    (call: Call) => control.callTool(call),
  ];
};

/** Values authors throw. The last ones look like errors of HS-X and are none. */
const THROWN: readonly (readonly [string, unknown])[] = [
  ['an Error', new Error('secret-of-the-author')],
  ['a string', 'secret-of-the-author'],
  ['null', null],
  ['nothing', undefined],
  ['an object', { message: 'secret-of-the-author' }],
  ['an error with a code of ours', Object.assign(new Error('secret-of-the-author'), { code: 'NOT_FOUND' })],
  [
    'an error with our payment code',
    Object.assign(new Error('secret-of-the-author'), { code: 'PAYMENT_REQUIRED' }),
  ],
];

describe('a handler that throws', () => {
  it.each(THROWN)(
    '%s is a 500 in the envelope without the author’s words, on every surface',
    async (_what, thrown) => {
      await worldOf(({ worker }) => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- authors do
        const fail = () => Promise.reject(thrown);
        worker.fn('broken', fail);
        worker.action('broken', fail);
        worker.tool('broken', { run: fail });
      });
      for (const call of surfaces()) {
        const answer = await call({ portalId: PORTAL, name: 'broken' });
        expect(answer).toMatchObject({ httpStatus: 500, json: { ok: false, error: { code: 'INTERNAL' } } });
        expect(JSON.stringify(answer.json)).not.toContain('secret-of-the-author');
      }
      expect(world.logLines.filter((line) => line.includes('request refused')).length).toBeGreaterThanOrEqual(
        3,
      );
    },
  );
});

describe('a handler that answers garbage', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  it.each([
    ['a value that contains itself', circular, 500],
    ['a bigint', 10n, 500],
    ['nothing', undefined, 200],
    ['a function', () => 1, 200],
    ['an object with __proto__', JSON.parse('{"__proto__":{"polluted":true}}') as unknown, 200],
  ])('%s gets a well-formed answer', async (_what, result, httpStatus) => {
    await worldOf(({ worker }) => {
      worker.fn('odd', () => Promise.resolve(result));
      worker.action('odd', () => Promise.resolve(result));
    });
    const fn = await hubspot().callFunction({ portalId: PORTAL, name: 'odd' });
    expect(fn).toMatchObject({ httpStatus, json: { ok: httpStatus === 200 } });
    const action = await hubspot().callAction({ portalId: PORTAL, name: 'odd' });
    expect(action).toMatchObject({ httpStatus });
  });
});

describe('an install handler', () => {
  it.each([
    ['is no address', 'not an address at all', null],
    ['breaks the header', 'https://app.example/\r\nset-cookie: a=b', null],
    ['runs a script', 'javascript:alert(1)', null],
    ['is no text', 42, null],
    ['is a path of the app', '/billing/portal', '/billing/portal'],
    ['is an https address', 'https://app.example/welcome', 'https://app.example/welcome'],
    ['has letters outside ASCII', 'https://app.example/grüße', 'https://app.example/gr%C3%BC%C3%9Fe'],
  ])('whose redirect %s never breaks the install', async (_what, redirect, lands) => {
    await worldOf(
      ({ worker }) => {
        worker.trigger('hubspot.app.installed', () => Promise.resolve({ redirect: redirect as string }));
      },
      { usesBilling: false },
    );
    const answer = await createVisitor(world).install(PORTAL);
    expect(answer.status).toBe(302);
    const expected =
      lands === null
        ? `${world.simulators.hubspot.origin}/contacts/${PORTAL}`
        : new URL(lands, world.appUrl).href;
    expect(answer.location).toBe(expected);
    const { engine } = world.app;
    const { account } = await engine.store.load({ ...engine.scope, portalId: String(PORTAL) });
    expect(account.install).not.toBeNull();
  });

  it('that throws leaves the portal installed and says so in one page', async () => {
    await worldOf(({ worker }) => {
      worker.trigger('hubspot.app.installed', () => Promise.reject(new Error('secret-of-the-author')));
    });
    const answer = await createVisitor(world).install(PORTAL);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain('secret-of-the-author');
    expect(answer.body).toContain('/oauth/start');
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing' });
  });

  it('that throws in a Marketplace install still sends the browser back to HubSpot', async () => {
    await worldOf(({ worker }) => {
      worker.trigger('hubspot.app.installed', () => Promise.reject(new Error('the author’s mistake')));
    });
    const started = hubspot().startMarketplaceInstall({ portalId: PORTAL, variant: 'plain' });
    const consent = hubspot().answerMarketplaceConsent('location' in started ? started.location : '');
    if ('refusal' in consent) throw new Error(consent.refusal);
    const landed = await createVisitor(world).get(consent.location);
    expect(landed.status).toBe(302);
    expect(hubspot().isMarketplaceInstallComplete(landed.location ?? '')).toBe(true);
    expect(world.logLines.join('\n')).toContain('the author’s mistake');
  });
});

describe('a scheduled handler that never ends', () => {
  it.each([
    ['cron.daily', ({ worker }) => worker.trigger('cron.daily', never)],
    [
      'a sync',
      ({ worker }) => worker.sync({}, { into: 'contacts', schedule: '5m', schema: {}, beforeRun: never }),
    ],
  ] as const satisfies readonly (readonly [string, Declare])[])(
    '(%s) does not keep a payment from being seen',
    async (_what, declare) => {
      await worldOf(declare);
      const checkout = await createVisitor(world).install(PORTAL);
      const hanging = world.simulators.clock.advanceBy(26 * HOUR_MS);
      await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 1_500))]);
      const again = await createVisitor(world).install(PORTAL);
      world.simulators.stripe.control.dropWebhooks(100);
      pay(world, again.location ?? checkout.location ?? '');
      await world.app.engine.store.reschedule(
        { ...world.app.engine.scope, portalId: String(PORTAL) },
        world.simulators.clock.now(),
      );
      await expect.poll(() => rowOf(world, PORTAL), { timeout: 5_000 }).toMatchObject({ plan: 'team' });
    },
  );
});
