/** Checks as rules over facts: what no simulator can be brought to, and how findings are told. */
import type { AdminHealth } from '@hs-x/sdk/admin';
import { loadAppConfig } from '@hs-x/sdk/config';
import type { DatabaseState } from '@hs-x/sdk/node';
import { STRIPE_API_VERSION, type StripeEndpoint } from '@hs-x/sdk/stripe';
import { expect, test } from 'vitest';
import { diagnose } from '../../src/doctor/diagnose.js';
import type { DoctorFacts, StripeFacts } from '../../src/doctor/doctor-facts.js';
import { findingLines } from '../../src/doctor/findings-view.js';
import { DAY_MS, HOUR_MS } from '../../src/terminal/durations.js';
import { FIXTURE_CONFIG } from '../fixture-app.js';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const APP_URL = 'https://app.example.com';

const HEALTH: AdminHealth = {
  app: 'app',
  mode: 'live',
  provider: 'stripe',
  now: NOW,
  portals: 12,
  events: { done: 240 },
  lastEventReceivedAt: NOW - 3 * HOUR_MS,
  effects: { delivered: 80 },
  overdue: { events: 0, effects: 0 },
  refusedTokens: [],
  openAlerts: 0,
  lastReconcile: {
    startedAt: NOW - 6 * HOUR_MS,
    finishedAt: NOW - 6 * HOUR_MS,
    listed: 11,
    unlisted: 1,
    matched: 11,
    healed: 1,
    foreign: 0,
    unexplained: 0,
    causes: {},
  },
  bounds: { overEntitledMs: 4 * DAY_MS, underEntitledMs: DAY_MS },
};

const DATABASE: DatabaseState = {
  kind: 'sqlite',
  pendingMigrations: [],
  unknownMigrations: [],
  waitsForDisk: true,
  journalMode: 'wal',
  freeBytes: 80 * 1024 ** 3,
};

const ENDPOINT: StripeEndpoint = {
  id: 'we_1',
  url: `${APP_URL}/webhooks/stripe`,
  isEnabled: true,
  apiVersion: STRIPE_API_VERSION,
  missingEvents: [],
};

const DIFFERING = {
  check: 'price.differs',
  level: 'problem',
  plan: 'team',
  message: 'No price costs what plan team declares.',
  next: 'hs-x billing plans push',
} as const;

const LIVE: StripeFacts = {
  mode: 'live',
  isOwn: true,
  appUrl: APP_URL,
  endpoints: { value: [ENDPOINT] },
  portal: { value: { configurationId: 'bpc_1', changes: [] } },
  prices: {
    value: [{ plan: 'team', priceId: 'price_team', state: { isActive: true, isRecurring: true } }],
  },
  catalogue: { value: [] },
  undelivered: { value: 0 },
};

const FACTS: DoctorFacts = {
  now: NOW,
  appNow: NOW,
  nodeVersion: '24.11.0',
  isElsewhere: false,
  isUnderDev: false,
  environment: { APP_URL, HSX_SECRET: 'k3Vd8qLwZ0tYb7RjN5mXc1HsPf9Ga2Ue', STRIPE_SECRET: 'sk_live_abc' },
  config: { value: loadAppConfig(`${FIXTURE_CONFIG}\n[email]\nfrom = "billing@example.com"\n`) },
  settingProblems: [],
  database: { isLeftByDev: false, state: { value: DATABASE } },
  stripe: [LIVE],
  clocks: [{ who: 'stripe', aheadMs: { value: 400 } }],
  app: { value: HEALTH },
  hubspot: { health: { value: { mode: 'live' } }, redirectUrls: [`${APP_URL}/oauth/callback`] },
  mailProblem: null,
};

const withHealth = (change: Partial<AdminHealth>): DoctorFacts => ({
  ...FACTS,
  app: { value: { ...HEALTH, ...change } },
});
const withDatabase = (change: Partial<DatabaseState>): DoctorFacts => ({
  ...FACTS,
  database: { isLeftByDev: false, state: { value: { ...DATABASE, ...change } } },
});
const withStripe = (...stripe: readonly StripeFacts[]): DoctorFacts => ({ ...FACTS, stripe });

/** Everything that is not well, as `level check`. */
function ills(facts: DoctorFacts): readonly string[] {
  const found = diagnose(facts).filter(({ level }) => level === 'problem' || level === 'warning');
  return found.map(({ level, check }) => `${level} ${check}`);
}

test.each<readonly [string, DoctorFacts, readonly string[]]>([
  ['a healthy live app has nothing to do', FACTS, []],
  ['a Node that is too old is a problem', { ...FACTS, nodeVersion: '22.9.0' }, ['problem environment.node']],
  [
    'a disk with 50 MiB left is a problem',
    withDatabase({ freeBytes: 50 * 1024 ** 2 }),
    ['problem database.disk'],
  ],
  [
    'a disk with 500 MiB left is a warning',
    withDatabase({ freeBytes: 500 * 1024 ** 2 }),
    ['warning database.disk'],
  ],
  [
    'a database that does not wait for the disk is a problem',
    withDatabase({ waitsForDisk: false }),
    ['problem database.durability'],
  ],
  [
    'a file without a write-ahead log is a warning',
    withDatabase({ journalMode: 'delete' }),
    ['warning database.journal'],
  ],
  [
    'webhooks or mails that wait longer than five minutes are a problem',
    withHealth({ overdue: { events: 3, effects: 1 } }),
    ['problem app.backlog'],
  ],
  [
    'five weeks without a webhook are a warning',
    withHealth({ lastEventReceivedAt: NOW - 36 * DAY_MS }),
    ['warning app.lastEvent'],
  ],
  [
    'portals without any webhook are a warning',
    withHealth({ lastEventReceivedAt: null }),
    ['warning app.lastEvent'],
  ],
  [
    'portals that were never compared with Stripe are a warning',
    withHealth({ lastReconcile: null }),
    ['warning app.reconcile'],
  ],
  [
    'a comparison two nights old is a warning',
    withHealth({ lastReconcile: { ...HEALTH.lastReconcile!, finishedAt: NOW - 50 * HOUR_MS } }),
    ['warning app.reconcile'],
  ],
  [
    'what a comparison could not explain is a problem',
    withHealth({ lastReconcile: { ...HEALTH.lastReconcile!, unexplained: 1 } }),
    ['problem app.reconcile'],
  ],
  [
    'a customer portal nobody has saved is a problem',
    withStripe({ ...LIVE, portal: { reason: 'There is none.', code: 'NOT_FOUND' } }),
    ['problem stripe.portal'],
  ],
  [
    'a price that is charged once is a problem',
    withStripe({
      ...LIVE,
      prices: { value: [{ plan: 'team', priceId: 'p', state: { isActive: true, isRecurring: false } }] },
    }),
    ['problem stripe.prices'],
  ],
  [
    'what a plan costs otherwise than declared is a problem, and a warning in the mode the app does not run in',
    withStripe(
      { ...LIVE, catalogue: { value: [DIFFERING] } },
      { ...LIVE, mode: 'test', isOwn: false, endpoints: { value: [] }, catalogue: { value: [DIFFERING] } },
    ),
    [
      'problem stripe.catalogue.price.differs',
      'warning stripe.endpoint',
      'warning stripe.catalogue.price.differs',
    ],
  ],
  [
    'two enabled endpoints of one address are a warning',
    withStripe({ ...LIVE, endpoints: { value: [ENDPOINT, { ...ENDPOINT, id: 'we_2' }] } }),
    ['warning stripe.endpoint.several'],
  ],
  [
    'an address Stripe cannot reach is a warning, and no endpoint is asked for',
    withStripe({ ...LIVE, appUrl: null, endpoints: { value: [] } }),
    ['warning stripe.endpoint.unknown'],
  ],
  [
    'the other mode’s endpoint that leads here is a warning',
    withStripe(LIVE, { ...LIVE, mode: 'test', isOwn: false }),
    ['warning stripe.endpoint.mode'],
  ],
  [
    'the other mode without any endpoint is a warning',
    withStripe(LIVE, { ...LIVE, mode: 'test', isOwn: false, endpoints: { value: [] } }),
    ['warning stripe.endpoint'],
  ],
  [
    'an app that does not answer at its address is a warning',
    { ...FACTS, hubspot: { ...FACTS.hubspot, health: { reason: 'Nobody.', code: 'UNREACHABLE' } } },
    ['warning hubspot.reach'],
  ],
  [
    'an app of the other mode at the address is a problem',
    { ...FACTS, hubspot: { ...FACTS.hubspot, health: { value: { mode: 'test' } } } },
    ['problem hubspot.reach'],
  ],
  [
    'a deployed app that does not answer operators is a problem',
    { ...FACTS, isElsewhere: true, app: { reason: 'It did not answer.' } },
    ['problem app.state'],
  ],
])('%s', (_title, facts, expected) => expect(ills(facts)).toEqual(expected));

test('a plan without a price of the key’s mode is a problem', () => {
  const toml = FIXTURE_CONFIG.replace('"price_fixture_scale"', '{ test = "price_x" }');
  const config = { value: loadAppConfig(`${toml}\n[email]\nfrom = "billing@example.com"\n`) };
  expect(ills({ ...FACTS, config })).toEqual(['problem environment.mode']);
});

test('findings are told group by group, each with its next step, and summed up', async () => {
  const facts: DoctorFacts = {
    ...withHealth({ events: { done: 240, dead: 2 }, openAlerts: 1 }),
    stripe: [
      LIVE,
      { ...LIVE, mode: 'test', isOwn: false, endpoints: { reason: 'There is no test key here.' } },
    ],
    mailProblem: 'Mails cannot be sent: neither SMTP_URL nor RESEND_API_KEY is set.',
  };
  const text = findingLines(diagnose(facts), 78).join('\n');
  await expect(`${text}\n`).toMatchFileSnapshot('golden/doctor.txt');
});
