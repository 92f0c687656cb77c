/**
 * A world in one process and without a socket: both vendors, one or two processes of the app on one database in memory, the frozen clock,
 * and the oracle looking on. Waits of the provider's SDK cost no real time here.
 */
import type { Entitlement } from '@hs-x/sdk';
import { accountKey, reconcile, type AlertEntry, type Mail, type ReconcileReport } from '@hs-x/sdk/billing';
import { startSimulators, type FaultSettings, type Simulators } from '@hs-x/simulators';
import { openProofStores, type ProofStores } from './open-proof-stores.js';
import { createMortalApp, runningProcess, type MortalApp } from './mortal-app.js';
import { Oracle, type PortalFacts, type WorldTruth } from './oracle.js';
import { PLANS, proofConfig, proofWorker } from './proof-config.js';

const APP_URL = 'https://app.proof.test';
const HOUR_MS = 3_600_000;
/** How far time goes between two ticks. */
const HOP_MS = 12 * HOUR_MS;
/** Shorter waits of the provider's SDK are skipped; longer ones are time limits. */
const SKIPPED_WAIT_MS = 8_000;

/** What a history starts from. */
export interface WorldSettings {
  readonly seed: number;
  readonly workers: 1 | 2;
  readonly afterCancel: 'deny' | 'free';
  /** How many days a failed payment keeps access. */
  readonly graceDays: number;
  readonly afterLastFailure: 'cancel' | 'past_due' | 'pause' | 'unpaid';
  /** A vendor's answer takes up to so many turns of the event loop. */
  readonly slowness: number;
  readonly faults: FaultSettings;
}

type Facts = { -readonly [Name in keyof PortalFacts]: PortalFacts[Name] };

/** The world of one history. */
export class ProofWorld {
  readonly oracle: Oracle;
  readonly mails: Mail[] = [];
  readonly handled = new Map<string, number>();
  readonly facts: readonly Facts[];
  /** Whether the provider answers at all. */
  isProviderAway = false;
  hadOutage = false;
  /** How many processes have died. */
  deaths = 0;
  hadCrash = false;
  readonly #settings: WorldSettings;
  readonly #random: () => number;
  readonly #simulators: Simulators;
  readonly #stores: ProofStores;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #restore: () => void;
  #apps: MortalApp[] = [];
  #isTimePassing = false;
  #seen = '';
  readonly #held = new Map<MortalApp, Promise<void>>();

  private constructor(settings: WorldSettings, parts: { simulators: Simulators; stores: ProofStores }) {
    this.#settings = settings;
    this.#random = seededRandom(settings.seed);
    this.#simulators = parts.simulators;
    this.#stores = parts.stores;
    this.oracle = new Oracle({ plans: PLANS, ...settings });
    this.facts = ['101', '102'].map((portalId) => ({
      portalId,
      isInstalled: false,
      wasInstalled: false,
      grants: [],
      syncIds: [],
    }));
    const { control, secretKey } = parts.simulators.stripe;
    const paid = PLANS.flatMap(({ priceId, name }) => (priceId === null ? [] : [{ priceId, name }]));
    control.seedCatalogue(
      paid.map(({ priceId, name }, at) => ({
        priceId,
        productName: name,
        amountMinor: [4_900, 19_900][at] ?? 0,
        currency: 'usd',
        interval: 'month',
      })),
    );
    control.changeSettings({ afterLastFailure: settings.afterLastFailure });
    const { secret } = control.registerWebhook(`${APP_URL}/webhooks/stripe`);
    this.#environment = {
      APP_URL,
      HSX_SECRET: 'a-secret-for-tests-of-32-characters-or-more',
      HUBSPOT_CLIENT_ID: 'client',
      HUBSPOT_CLIENT_SECRET: 'secret',
      STRIPE_SECRET: secretKey,
      STRIPE_WEBHOOK_SECRET: secret,
    };
    control.setFaults(settings.faults);
    this.#restore = this.#takeOverGlobals();
    this.#apps = Array.from({ length: settings.workers }, () => this.#startApp());
  }

  /** Starts a world; one at a time, since it takes over `fetch` and short waits until it is closed. */
  static async start(settings: WorldSettings): Promise<ProofWorld> {
    const started: { world?: ProofWorld } = {};
    const simulators = await startSimulators({
      seed: settings.seed,
      sockets: false,
      deliver: (request) => started.world!.#deliver(request),
      onClockChange: () => started.world?.look(),
    });
    const world = new ProofWorld(settings, { simulators, stores: await openProofStores() });
    started.world = world;
    return world;
  }

  get stripe(): Simulators['stripe'] {
    return this.#simulators.stripe;
  }

  get now(): number {
    return this.#simulators.clock.now();
  }

  truth(): WorldTruth {
    return { now: this.now, customers: this.stripe.truth(), portals: this.facts };
  }

  /** Shows the oracle what has changed since it looked last. */
  look(): void {
    const deeds = this.facts.map(({ isInstalled, grants }) => `${isInstalled} ${grants.length}`);
    const stamp = `${this.now} ${this.stripe.world.state.events.size} ${deeds.join()}`;
    if (stamp === this.#seen) return;
    this.#seen = stamp;
    this.oracle.look(this.truth());
  }

  /** A process that is alive; a dead one is replaced first. */
  app(): MortalApp {
    this.revive();
    return this.#nextApp();
  }

  /** Lets every process die after so many dealings with the world. */
  crash(points: number): void {
    this.hadCrash = true;
    for (const app of this.#apps) app.light(points);
  }

  /** No process dies any more, not even one whose death was under way. */
  putOutFuses(): void {
    for (const app of this.#apps) app.light(Infinity);
  }

  get processes(): readonly MortalApp[] {
    return this.#apps;
  }

  /** Keeps the provider's answers back from one process, once they are given; the function returned lets them through. */
  holdAnswersTo(app: MortalApp): () => void {
    let release: () => void = () => undefined;
    this.#held.set(app, new Promise<void>((resolve) => (release = resolve)));
    return () => {
      this.#held.delete(app);
      release();
    };
  }

  /** Replaces dead processes, as a supervisor does. */
  revive(): void {
    this.deaths += this.#apps.filter((app) => app.isDead).length;
    this.#apps = this.#apps.map((app) => (app.isDead ? this.#startApp() : app));
  }

  /** Does something through a process until one has lived to see it done. */
  async insist(work: (app: MortalApp) => Promise<unknown>): Promise<void> {
    for (;;) {
      const app = this.app();
      await app.run(() => work(app));
      if (!app.isDead) return;
    }
  }

  /** Lets everything under way come to rest. */
  async settle(): Promise<void> {
    await this.#simulators.settle();
    await Promise.all(this.#apps.map((app) => app.idle()));
    this.look();
  }

  /** Lets time pass, in hops, with a tick of every process after each. */
  async wait(durationMs: number): Promise<void> {
    const end = this.now + durationMs;
    await this.settle();
    while (this.now < end) {
      this.#isTimePassing = true;
      await this.#simulators.clock.advanceTo(Math.min(end, this.now + HOP_MS));
      this.#isTimePassing = false;
      await this.tick();
    }
  }

  async tick(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.tick()));
    this.revive();
    await this.settle();
  }

  async row(portalId: string): Promise<Entitlement | null> {
    return (await this.#stores.billing.read(this.key(portalId))).entitlement;
  }

  key(portalId: string) {
    return accountKey(this.#apps[0]!.engine, portalId);
  }

  addSync(portalId: string, id: string): Promise<void> {
    const value = { status: 'active', createdAt: this.now };
    return this.#stores.kv.put(this.#apps[0]!.engine.scope, {
      key: `sync:${portalId}:${id}`,
      value,
      expiresAt: null,
    });
  }

  /** The product's own reconciliation, by a process that lives to see its end. */
  async reconcile(): Promise<ReconcileReport | null> {
    const reports: ReconcileReport[] = [];
    await this.insist(async ({ engine }) => {
      if (!engine.provider) return;
      const wish = { provider: engine.provider, owner: 'proof', checkpoints: this.#stores.kv };
      const result = await reconcile(engine, wish);
      if (result.kind === 'finished') reports.push(result.report);
    });
    return reports.at(-1) ?? null;
  }

  async pausedSyncs(portalId: string): Promise<readonly string[]> {
    const prefix = `sync:${portalId}:`;
    const wish = { prefix, after: null, limit: 100, now: this.now };
    const rows = await this.#stores.kv.list(this.#apps[0]!.engine.scope, wish);
    return rows
      .filter(({ value }) => (value as { status: string }).status === 'paused')
      .map(({ key }) => key.slice(prefix.length));
  }

  /** Every alert of the portal, open or resolved. */
  async alerts(portalId: string): Promise<readonly AlertEntry[]> {
    const { scope } = this.#apps[0]!.engine;
    const query = { state: 'all', portalId, limit: 500 } as const;
    return (await this.#stores.alerts.list(scope, query)).entries;
  }

  /** Whether Stripe still has something to deliver. */
  hasDeliveriesAhead(): boolean {
    return [...this.stripe.world.state.deliveries.values()].some(({ status }) => status === 'waiting');
  }

  async close(): Promise<void> {
    this.#restore();
    await this.#stores.close();
    await this.#simulators.close();
  }

  #startApp(): MortalApp {
    return createMortalApp({
      definition: proofWorker(this.handled),
      config: proofConfig(this.#settings),
      environment: this.#environment,
      stores: this.#stores,
      clock: { now: () => this.now },
      send: (mail) => void this.mails.push(mail),
    });
  }

  /** Hours must not pass while a process works for milliseconds: its leases would be over before it could do anything. */
  async #deliver(request: Request): Promise<Response> {
    const app = this.#nextApp();
    const response = await app.fetch(request);
    if (this.#isTimePassing) await app.idle();
    return response;
  }

  #nextApp(): MortalApp {
    return this.#apps[Math.floor(this.#random() * this.#apps.length)]!;
  }

  /** The processes' `fetch` leads to the simulated provider, its SDK's waits are over at once, and walls show the vendors' time. */
  #takeOverGlobals(): () => void {
    const { fetch, setTimeout } = globalThis;
    const { now } = Date;
    globalThis.fetch = (input, init) => {
      const app = runningProcess.getStore();
      if (!app) return fetch(input, init);
      return app.deal(() => this.#callStripe(app, () => this.stripe.fetch(input, init)));
    };
    const soon = (callback: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]) =>
      (delayMs ?? 0) <= SKIPPED_WAIT_MS
        ? setTimeout(callback, 0, ...args)
        : setTimeout(callback, delayMs, ...args);
    globalThis.setTimeout = Object.assign(soon, setTimeout);
    Date.now = () => this.now; // a delivery tried again hours later is signed anew, hours later
    return () => {
      Date.now = now;
      globalThis.fetch = fetch;
      globalThis.setTimeout = setTimeout;
    };
  }

  async #callStripe(app: MortalApp, call: () => Promise<Response>): Promise<Response> {
    await turns(this.#slowness());
    if (this.isProviderAway) throw new TypeError('fetch failed: no route to host');
    this.look();
    const response = await call();
    this.look();
    await this.#held.get(app);
    await turns(this.#slowness());
    return response;
  }

  /** Most answers take a moment, some ages. */
  #slowness(): number {
    const { slowness } = this.#settings;
    return this.#random() < 0.2 ? slowness * 30 : slowness * this.#random();
  }
}

/** Lets the event loop turn so many times. */
export async function turns(count: number): Promise<void> {
  for (let turn = 1; turn <= count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
