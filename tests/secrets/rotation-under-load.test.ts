/**
 * The webhook secret and the token-encryption key are rotated, from the new value to the retired old one, while signed events and installs come
 * all the time: no webhook is refused or lost, no install is lost. HSX_ROTATION_ROUNDS repeats it on the same database; default once.
 */
import { createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createHttpAdminPort } from '@hs-x/sdk/admin';
import { startSimulators, type Simulators } from '@hs-x/simulators';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freePort } from '../support/free-port.js';
import type { World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';
import { TwoProcesses } from './two-processes.js';

const ROUNDS = Number(process.env.HSX_ROTATION_ROUNDS ?? 1);
const PORTALS_BEFORE = 3;
const ADMIN_SECRET = 'an-operators-secret-of-32-characters-or-more';
const PRICES = ['price_team_monthly', 'price_scale_monthly'];
const TOML = `
[app]
name = "Northstar"
[hubspot]
scopes = ["oauth"]
[billing]
provider = "stripe"
upgrade_url = "https://northstar.example/billing"
[billing.plan.free]
stripe_price = ""
features = ["card.read"]
[billing.plan.team]
stripe_price = "${PRICES[0]}"
features = ["card.read", "card.edit"]
`;

let folder: string;
let simulators: Simulators;
let app: TwoProcesses;
let appUrl: string;
let endpoint: { readonly id: string; readonly secret: string };
let environment: Readonly<Record<string, string>>;
let load: Load | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hs-x-rotation-'));
  simulators = await startSimulators();
  const { stripe, hubspot } = simulators;
  stripe.control.seedCatalogue([
    { priceId: PRICES[0]!, productName: 'Team', amountMinor: 4_900, currency: 'usd', interval: 'month' },
  ]);
  const port = await freePort();
  appUrl = `http://localhost:${port}`;
  endpoint = stripe.control.registerWebhook(`${appUrl}/webhooks/stripe`);
  const { clientId, clientSecret } = hubspot.control.configureApp({
    appOrigin: appUrl,
    redirectUrls: [`${appUrl}/oauth/callback`],
    scopes: ['oauth'],
  });
  environment = {
    APP_URL: appUrl,
    HSX_SECRET: newSecret(),
    HSX_ADMIN_SECRET: ADMIN_SECRET,
    HUBSPOT_CLIENT_ID: clientId,
    HUBSPOT_CLIENT_SECRET: clientSecret,
    STRIPE_SECRET: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: endpoint.secret,
  };
  const origins = { stripeOrigin: stripe.origin, hubspotOrigin: hubspot.origin };
  const nowMs = simulators.clock.now();
  app = new TwoProcesses({ databaseFile: join(folder, 'app.sqlite'), ...origins, nowMs, toml: TOML }, port);
  await app.start(environment);
});

afterEach(async () => {
  await load?.stop();
  load = undefined;
  await app.stop();
  await simulators.close();
  await rm(folder, { recursive: true, force: true });
});

it(
  'rotating the webhook secret and the encryption key under load fails no webhook and loses no install',
  async () => {
    const portals: number[] = [];
    const installOne = async () => {
      const portalId = 61_000_000 + portals.length;
      simulators.hubspot.control.createPortal({ portalId, portalName: `Portal ${portalId}` });
      const visitor = createVisitor({ appUrl, simulators } as World);
      const { location } = await visitor.install(portalId);
      expect(pay({ simulators } as World, location ?? '').kind).toBe('completed');
      portals.push(portalId);
    };
    for (let each = 0; each < PORTALS_BEFORE; each++) await installOne();
    load = startLoad();
    for (let round = 0; round < ROUNDS; round++) {
      const former = environment;
      const webhookSecret = simulators.stripe.control.rollWebhookSecret(endpoint.id, { keepOld: true });
      const key = newSecret();
      const both = `${webhookSecret},${former.STRIPE_WEBHOOK_SECRET!}`;
      await rollTo({ STRIPE_WEBHOOK_SECRET: both, HSX_SECRET: `${former.HSX_SECRET!},${key}` });
      await installOne();
      await rollTo({ HSX_SECRET: `${key},${former.HSX_SECRET!}` });
      await installOne();
      await vi.waitFor(async () => expect(await sealedUnderFormer()).toBe(0), {
        timeout: 30_000,
        interval: 100,
      });
      await rollTo({ STRIPE_WEBHOOK_SECRET: webhookSecret, HSX_SECRET: key });
      await installOne();
    }
    await load.stop();
    if (ROUNDS > 1) console.info(`${load.beats()} events besides those of ${portals.length} installs`);
    await vi.waitFor(() => expect(inbox('open')).toEqual([]), { timeout: 30_000, interval: 100 });

    const deliveries = attemptsByEvent();
    expect(load.beats()).toBeGreaterThan(20 * ROUNDS);
    expect(deliveries.size).toBeGreaterThan(load.beats());
    const failed = [...deliveries].filter(([, statuses]) => statuses.some((status) => status !== 200));
    expect(failed).toEqual([]);
    const stored = new Set([...inbox('done'), ...inbox('unmatched')]);
    expect([...deliveries.keys()].filter((id) => !stored.has(id))).toEqual([]);
    expect(inbox('dead')).toEqual([]);

    const kept = installTokens();
    expect(kept.map(({ portalId }) => Number(portalId))).toEqual(portals.toSorted());
    for (const { portalId, sealedRefreshToken } of kept) {
      const token = decrypt(
        sealedRefreshToken,
        environment.HSX_SECRET!,
        `hubspot-refresh-token:test:${portalId}:app`,
      );
      expect(await isAliveAtHubspot(token)).toBe(true);
    }
    expect(app.troubles).toEqual([]);
  },
  60_000 * ROUNDS,
);

async function rollTo(change: Readonly<Record<string, string>>): Promise<void> {
  environment = { ...environment, ...change };
  await app.roll(environment);
}

interface Load {
  /** How many customers were changed so far, each with an event. */
  beats(): number;
  stop(): Promise<void>;
}

/** Events of every paying customer, over and over. */
function startLoad(): Load {
  let isOver = false;
  let beat = 0;
  const lane = async (): Promise<void> => {
    while (!isOver) {
      for (const { id } of simulators.stripe.control.truth()) {
        beat += 1;
        const answer = await fetch(`${simulators.stripe.origin}/v1/customers/${id}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${simulators.stripe.secretKey}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: `metadata[beat]=${beat}`,
        });
        expect(answer.status).toBe(200);
      }
      await simulators.settle();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  };
  const running = lane();
  return {
    beats: () => beat,
    async stop() {
      isOver = true;
      await running;
      await simulators.settle();
    },
  };
}

async function sealedUnderFormer(): Promise<number> {
  const { secrets } = await createHttpAdminPort({ origin: appUrl, secret: ADMIN_SECRET }).call('secrets', {});
  const [, former] = secrets.find(({ name }) => name === 'HSX_SECRET')?.values ?? [];
  return former?.sealed?.tokens ?? Number.NaN;
}

interface Delivery {
  readonly eventId: string;
  readonly attempts: readonly { readonly status: number }[];
}

function attemptsByEvent(): ReadonlyMap<string, readonly number[]> {
  const { deliveries } = simulators.stripe.control.snapshot() as { deliveries: readonly Delivery[] };
  return new Map(deliveries.map(({ eventId, attempts }) => [eventId, attempts.map(({ status }) => status)]));
}

function ask(query: string, ...parameters: readonly string[]): readonly unknown[] {
  const database = new Database(join(folder, 'app.sqlite'), { readonly: true });
  try {
    return database.prepare(query).all(...parameters);
  } finally {
    database.close();
  }
}

function inbox(state: string): readonly string[] {
  return ask('SELECT event_id FROM inbox WHERE state = ?', state).map(
    (row) => (row as { event_id: string }).event_id,
  );
}

function installTokens(): readonly { readonly portalId: string; readonly sealedRefreshToken: string }[] {
  return ask('SELECT portal_id, tokens FROM install_tokens WHERE tokens IS NOT NULL ORDER BY portal_id').map(
    (row) => {
      const { portal_id: portalId, tokens } = row as { portal_id: string; tokens: string };
      const { sealedRefreshToken } = JSON.parse(tokens) as { sealedRefreshToken: string };
      return { portalId, sealedRefreshToken };
    },
  );
}

/** Opens a sealed text with one secret alone, without the product's own code. */
function decrypt(sealed: string, secret: string, context: string): string {
  const [, , nonce = '', body = ''] = sealed.split('.');
  const key = createHash('sha256').update(`hs-x encryption ${secret}`).digest();
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
}

async function isAliveAtHubspot(refreshToken: string): Promise<boolean> {
  const answer = await fetch(`${simulators.hubspot.origin}/oauth/v1/refresh-tokens/${refreshToken}`);
  return answer.ok;
}

function newSecret(): string {
  return createHmac('sha256', 'rotation').update(randomBytes(16)).digest('hex');
}
