/**
 * The world of a storm: both vendors, a mail server and many portals in the test's process, and the app in processes that are killed. Time
 * is the simulators'; before it moves on, some process of the app has worked off what was due, so that an outage lasts no longer than the
 * deaths do.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { watch, type FSWatcher } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '@hs-x/sdk/node';
import { startSimulators, type Simulators } from '@hs-x/simulators';
import { Oracle, type PortalFacts, type WorldTruth } from '../proof/oracle.js';
import { PLANS } from '../proof/proof-config.js';
import { freePort } from '../support/free-port.js';
import type { Moment } from './ambush.js';
import { AppUnderFire, type AppsUnderFire, type FireOptions } from './app-under-fire.js';
import { startMailServer, type MailServer } from './mail-server.js';
import { prepareVendors } from './prepare-vendors.js';
import { createRandom, type Random } from './random.js';
import type { MailRoute } from './app-messages.js';
import { sqliteFileIn, type StormDatabase } from './storm-database.js';
import { openStripeGateway, type StripeGateway } from './stripe-gateway.js';

/** What a storm starts from. */
export interface StormSettings {
  readonly seed: number;
  readonly mail: MailRoute['kind'];
  readonly bundleFile: string;
  /** Default: a SQLite file of the storm's own. */
  readonly database?: StormDatabase;
  /** Starts the app. Default: one process. */
  readonly startApps?: (options: FireOptions) => AppsUnderFire;
  /** Happens once in every chapter, while the app is under fire. */
  readonly disturb?: (app: AppsUnderFire) => Promise<void>;
}

/** A portal as its people know it. */
export type Facts = { -readonly [Name in keyof PortalFacts]: PortalFacts[Name] };

/** How an app's rows are found in the database. */
export const SCOPE = { app: 'app', mode: 'test' } as const;

const SYNCS = ['s01', 's02', 's03'];
const FAULTS = { duplicate: 0.3, reorder: 0.2, drop: 0.03, forge: 0.02 };
const FIRST_PORTAL = 700_001;

interface Parts {
  readonly settings: StormSettings;
  readonly folder: string;
  readonly port: number;
  readonly simulators: Simulators;
}

/** A world under fire. */
export class StormWorld {
  readonly random: Random;
  readonly oracle = new Oracle({ plans: PLANS, afterCancel: 'deny', graceDays: 0 });
  readonly facts: Facts[] = [];
  /** Ids of the events the app has answered with 200. */
  readonly acknowledged = new Set<string>();
  /** Deliveries the app answered with 200, repeats included. */
  deliveries = 0;
  readonly database: StormDatabase;
  readonly appUrl: string;
  readonly #parts: Parts;
  #app: AppsUnderFire | undefined;
  #gateway: StripeGateway | undefined;
  #mails: MailServer | undefined;
  #watcher: FSWatcher | undefined;
  #seen = '';

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.random = createRandom(parts.settings.seed);
    this.database = parts.settings.database ?? sqliteFileIn(parts.folder);
    this.appUrl = `http://localhost:${parts.port}`;
  }

  /** Starts a world whose app is up and not under fire yet. */
  static async start(settings: StormSettings): Promise<StormWorld> {
    const started: { world?: StormWorld } = {};
    const simulators = await startSimulators({
      seed: settings.seed,
      deliver: (request) => started.world!.#deliver(request),
      onClockChange: (now) => started.world!.#follow(now),
    });
    const folder = await mkdtemp(join(tmpdir(), 'hs-x-storm-'));
    const world = new StormWorld({ settings, folder, port: await freePort(), simulators });
    started.world = world;
    try {
      await world.#open();
    } catch (error) {
      await world.close();
      throw error;
    }
    return world;
  }

  get stripe(): Simulators['stripe'] {
    return this.#parts.simulators.stripe;
  }

  get hubspot(): Simulators['hubspot'] {
    return this.#parts.simulators.hubspot;
  }

  get app(): AppsUnderFire {
    return this.#app!;
  }

  get mails(): MailServer {
    return this.#mails!;
  }

  get now(): number {
    return this.#parts.simulators.clock.now();
  }

  truth(): WorldTruth {
    return { now: this.now, customers: this.stripe.truth(), portals: this.facts };
  }

  /** Shows the oracle what has changed since it looked last. */
  look(): void {
    const installed = this.facts.filter(({ isInstalled }) => isInstalled).length;
    const stamp = `${this.now} ${this.stripe.world.state.events.size} ${installed}`;
    if (stamp === this.#seen) return;
    this.#seen = stamp;
    this.oracle.look(this.truth());
  }

  /** What the storm has in store besides deaths. */
  async disturb(): Promise<void> {
    await this.#parts.settings.disturb?.(this.app);
  }

  /** Adds a portal that does not know the app yet. */
  addPortal(): void {
    const portalId = FIRST_PORTAL + this.facts.length;
    const portal = { portalId: String(portalId), isInstalled: false, wasInstalled: false };
    this.hubspot.control.createPortal({
      portalId,
      portalName: `Portal ${portalId}`,
      adminEmail: adminOf(portal.portalId),
    });
    this.facts.push({ ...portal, grants: [], syncIds: [] });
  }

  /** Lets people add as many syncs as their rows allow, three at most: a later downgrade has something to pause then. */
  async addSyncs(): Promise<void> {
    const stores = await openStores(this.database.address);
    for (const portal of this.facts) {
      const { portalId } = portal;
      const { entitlement: row } = await stores.billing.read({ ...SCOPE, portalId });
      const isUsable = row?.status === 'active' || row?.status === 'trialing';
      const allowed = PLANS.find(({ name }) => name === row?.plan)?.syncs ?? 0;
      const most = allowed === -1 ? SYNCS.length : Math.min(allowed, SYNCS.length);
      if (!isUsable || portal.syncIds.length >= most) continue;
      for (const id of SYNCS.slice(portal.syncIds.length, most)) {
        const value = { status: 'active', createdAt: this.now };
        await stores.kv.put(SCOPE, { key: `sync:${portalId}:${id}`, value, expiresAt: null });
      }
      portal.syncIds = SYNCS.slice(0, most);
    }
    await stores.close();
  }

  /** From here on deliveries come twice, out of order or never, and forged ones between them. */
  brew(): void {
    this.stripe.control.setFaults({ seed: this.#parts.settings.seed, ...FAULTS });
  }

  /** From here on nothing goes wrong; answers how many forged webhooks were accepted. */
  calm(): number {
    const { forgedAccepted } = this.stripe.control.faultCounts();
    this.stripe.control.setFaults({});
    return forgedAccepted;
  }

  /** Lets time pass on both sides. */
  async wait(durationMs: number): Promise<void> {
    await this.#parts.simulators.clock.advanceBy(durationMs);
    await this.rest();
  }

  /** Lets everything under way on both sides come to rest. */
  async rest(): Promise<void> {
    await this.#parts.simulators.settle();
    await this.#follow(this.now);
    await this.#parts.simulators.settle();
    this.look();
  }

  /** Whether Stripe still has something to deliver. */
  hasDeliveriesAhead(): boolean {
    return [...this.stripe.world.state.deliveries.values()].some(({ status }) => status === 'waiting');
  }

  async close(): Promise<void> {
    await this.#app?.stop();
    this.#watcher?.close();
    this.#gateway?.close();
    this.#mails?.close();
    await this.#parts.simulators.close();
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  async #open(): Promise<void> {
    const { settings, folder, port } = this.#parts;
    const met = (moment: Moment): void => this.#app?.met(moment);
    this.#mails = await startMailServer(settings.mail, met);
    this.#gateway = await openStripeGateway(this.stripe, { look: () => this.look(), met });
    this.#app = (settings.startApps ?? startOne)({
      bundleFile: settings.bundleFile,
      now: () => this.now,
      random: createRandom(settings.seed + 1),
      isFile: this.database.isFile,
      settings: {
        database: this.database.address,
        port,
        stripeOrigin: this.#gateway.origin,
        hubspotOrigin: this.hubspot.origin,
        mail: this.#mails.route,
        environment: prepareVendors(this.#parts.simulators, this.appUrl),
      },
    });
    await this.#app.up();
    this.#watcher = watch(folder, (_event, file) => {
      if (file?.endsWith('-wal')) met('databaseWritten');
    });
  }

  async #follow(now: number): Promise<void> {
    this.look();
    await this.#app?.follow(now);
    this.look();
  }

  async #deliver(request: Request): Promise<Response> {
    const body = await request.clone().text();
    this.look();
    const answering = fetch(request);
    this.app.met('webhookSent');
    const response = await answering;
    if (!response.ok) return response;
    this.deliveries += 1;
    this.acknowledged.add((JSON.parse(body) as { readonly id: string }).id);
    this.app.met('webhookAcknowledged');
    return response;
  }
}

function startOne(options: FireOptions): AppsUnderFire {
  return new AppUnderFire(options);
}

/** Whom the app writes to about a portal. */
export function adminOf(portalId: string): string {
  return `admin@${portalId}.test`;
}
