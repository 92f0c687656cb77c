/** The contract between billing and HubSpot's surfaces: what each surface answers in each state a portal's row can be in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSurfaceWorld, type Surface, type SurfaceWorld } from './surface-world.js';

const NOW = Date.now();
const FAR = NOW + 365 * 86_400_000;
const PAST = NOW - 365 * 86_400_000;
const row = (more: object) => ({ updatedAt: NOW, adminEmail: 'ada@example.com', ...more });

/** The state, the portal that is in it, and its row. */
const STATES: readonly (readonly [state: string, portalId: number, row: object | null])[] = [
  ['none', 101, null],
  ['free', 102, row({ plan: 'free', status: 'trialing' })],
  ['trialing', 103, row({ plan: 'team', status: 'trialing', trialEndsAt: FAR })],
  ['trialing expired', 104, row({ plan: 'team', status: 'trialing', trialEndsAt: PAST })],
  ['active', 105, row({ plan: 'team', status: 'active' })],
  ['past_due in grace', 106, row({ plan: 'team', status: 'past_due', graceEndsAt: FAR })],
  ['past_due out of grace', 107, row({ plan: 'team', status: 'past_due', graceEndsAt: PAST })],
  ['canceled', 108, row({ plan: 'free', status: 'canceled' })],
  ['paused', 109, row({ plan: 'team', status: 'paused' })],
  ['unknown plan', 110, row({ plan: 'gold', status: 'active' })],
];
const portalIn = (state: string) => STATES.find(([name]) => name === state)?.[1] ?? 0;

const SURFACES = [
  'card function',
  'workflow action',
  'agent tool',
  'sync',
  'cron',
  'retry queue',
  'CRM webhook',
  'provider webhook',
] as const satisfies readonly Surface[];

type Answers = Readonly<Record<Surface, string>>;

const RUNS: Answers = {
  'card function': '200',
  'workflow action': '200 SUCCESS',
  'agent tool': '200 SUCCESS',
  sync: 'ran',
  cron: 'ran',
  'retry queue': 'ran',
  'CRM webhook': '200, ran',
  'provider webhook': '200, ran',
};

/** No access at all. The provider’s webhook is never gated: it is how access comes back. */
const PAY: Answers = {
  'card function': '402 PAYMENT_REQUIRED',
  'workflow action': '200 FAIL_CONTINUE PAYMENT_REQUIRED',
  'agent tool': '200 FAIL_CONTINUE PAYMENT_REQUIRED',
  sync: 'paused: billing',
  cron: 'skipped, paused: billing',
  'retry queue': 'paused: billing',
  'CRM webhook': '200, skipped',
  'provider webhook': '200, ran',
};

/** Access, but to a plan without the feature. */
const UPGRADE: Answers = {
  ...PAY,
  'card function': '402 PLAN_UPGRADE_REQUIRED',
  'workflow action': '200 FAIL_CONTINUE PLAN_UPGRADE_REQUIRED',
  'agent tool': '200 FAIL_CONTINUE PLAN_UPGRADE_REQUIRED',
};

/** Nobody can say who has paid: never a prompt to pay, nothing paused. */
const UNAVAILABLE: Answers = {
  'card function': '503 BILLING_UNAVAILABLE',
  'workflow action': '503 BILLING_UNAVAILABLE',
  'agent tool': '200 FAIL_CONTINUE BILLING_UNAVAILABLE',
  sync: 'deferred',
  cron: 'deferred',
  'retry queue': 'deferred, open',
  'CRM webhook': '200, not run',
  'provider webhook': '200, ran',
};

const CONTRACT: Readonly<Record<string, Answers>> = {
  none: PAY,
  free: UPGRADE,
  trialing: RUNS,
  'trialing expired': PAY,
  active: RUNS,
  'past_due in grace': RUNS,
  'past_due out of grace': PAY,
  canceled: PAY,
  paused: PAY,
  'unknown plan': PAY,
};

/** What waits for billing does its work by itself when the store is back; the action HubSpot repeats, the card its user. */
const DONE_LATER: readonly Surface[] = ['sync', 'cron', 'retry queue', 'CRM webhook'];

let surfaces: SurfaceWorld;
beforeAll(async () => {
  surfaces = await startSurfaceWorld(new Map(STATES.map(([, portalId, row]) => [portalId, row])));
});
afterAll(() => surfaces.world.close());

const cells = Object.entries(CONTRACT).flatMap(([state, answers]) =>
  SURFACES.map((surface) => ({ state, surface, answer: answers[surface] })),
);

describe('the contract', () => {
  it('names every state', () => {
    expect(Object.keys(CONTRACT)).toEqual(STATES.map(([state]) => state));
  });

  it.each(cells)('$surface, $state: $answer', async ({ state, surface, answer }) => {
    expect(await surfaces.ask(surface, portalIn(state))).toBe(answer);
  });
});

describe('when the portal pays', () => {
  it('what was paused goes on by itself: the sync, the queue and the cron; a skipped webhook stays skipped', async () => {
    const portalId = portalIn('past_due out of grace');
    const waiting: readonly Surface[] = ['sync', 'cron', 'retry queue', 'CRM webhook'];
    expect(waiting.map((surface) => surfaces.runsOf(surface, portalId))).toEqual([0, 0, 0, 0]);
    await surfaces.putRow(portalId, row({ plan: 'team', status: 'active' }));
    await surfaces.world.advanceBy(86_400_000);
    const [sync = 0, ...others] = waiting.map((surface) => surfaces.runsOf(surface, portalId));
    expect(sync).toBeGreaterThan(0);
    expect(others).toEqual([1, 1, 0]);
  });
});

describe('the contract with the store down', () => {
  const portalId = portalIn('active');

  it.each(SURFACES.map((surface) => ({ surface, answer: UNAVAILABLE[surface] })))(
    '$surface: $answer',
    async ({ surface, answer }) => {
      const giveBack = surfaces.loseAccounts();
      try {
        expect(await surfaces.ask(surface, portalId)).toBe(answer);
      } finally {
        giveBack();
      }
    },
  );

  it.each(DONE_LATER)(
    'leaves the work of the %s undone for now, and it is done when the store is back',
    async (surface) => {
      const before = surfaces.runsOf(surface, portalId);
      const giveBack = surfaces.loseAccounts();
      try {
        await surfaces.ask(surface, portalId);
        expect(surfaces.runsOf(surface, portalId)).toBe(before);
      } finally {
        giveBack();
      }
      await surfaces.world.advanceBy(15 * 60_000);
      expect(surfaces.runsOf(surface, portalId)).toBeGreaterThan(before);
    },
  );
});

describe('a store that cannot be written', () => {
  it.each(['CRM webhook', 'provider webhook'] as const)(
    'refuses a %s with 500, so that its sender tries again',
    async (surface) => {
      const unlock = surfaces.lockStore();
      const asked = surfaces.ask(surface, portalIn('free')).finally(unlock);
      expect(await asked).toBe('500, not run');
    },
  );
});
