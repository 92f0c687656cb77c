/**
 * One process of the app that can die between any two of its dealings with the world. Every call of a store, a vendor or the mailer is a
 * point where the fuse may end: before it, or after it was done and before anybody heard. What a dead process still had in memory is gone,
 * and nothing it began goes on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { WorkerDefinition } from '@hs-x/sdk';
import { silentLogger } from '@hs-x/sdk';
import type { BillingEngine, Mail } from '@hs-x/sdk/billing';
import type { loadAppConfig } from '@hs-x/sdk/config';
import { composeApp } from '@hs-x/sdk/node';
import type { ProofStores } from './open-proof-stores.js';

/** Which process is running: how the shared `fetch` knows whose call it carries. */
export const runningProcess = new AsyncLocalStorage<MortalApp>();

/** What a process is made of. */
export interface MortalAppOptions {
  readonly definition: WorkerDefinition;
  readonly config: ReturnType<typeof loadAppConfig>;
  readonly environment: Readonly<Record<string, string>>;
  readonly stores: ProofStores;
  readonly clock: { now(): number };
  readonly send: (mail: Mail) => void;
}

/** A process of the app. */
export interface MortalApp {
  readonly isDead: boolean;
  /** The engine, for what operators and people do past HTTP. */
  readonly engine: BillingEngine;
  /** Rejects as a refused connection when the process is or gets dead. */
  fetch(request: Request): Promise<Response>;
  /** Works off what is due; returns at once when the process dies. */
  tick(): Promise<void>;
  /** Runs work as this process; null when it died on the way. */
  run<T>(work: () => Promise<T>): Promise<T | null>;
  /** One dealing with the world. */
  deal<T>(work: () => Promise<T>): Promise<T>;
  /** Lets the process die after so many points more. */
  light(points: number): void;
  /** Waits for what it does in the background. */
  idle(): Promise<void>;
}

/** Starts a process on stores it shares with others. */
export function createMortalApp(options: MortalAppOptions): MortalApp {
  const life = createLife();
  const background = new Set<Promise<unknown>>();
  const { stores } = options;
  const mortal = <T extends object>(port: T): T => mortalPort(port, (work) => life.deal(work));
  const composed = composeApp({
    ...options,
    stores: mortalStores(stores, mortal),
    logger: silentLogger,
    wallClock: { now: () => Date.now() },
    mailer: mortal({ deduplicates: true, send: (mail: Mail) => deliver(options, mail) }),
    background(work) {
      const running = work().catch(() => undefined);
      background.add(running);
      void running.finally(() => background.delete(running));
    },
    vendors: {
      hubspotOrigins: { appOrigin: 'http://hubspot.test', apiOrigin: 'http://hubspot.test' },
      stripeOrigin: 'http://stripe.test',
      httpOrigins: {},
    },
  });
  const run = <T>(work: () => Promise<T>): Promise<T | null> =>
    life.isDead ? Promise.resolve(null) : Promise.race([runningProcess.run(app, work), life.end]);
  const app: MortalApp = {
    get isDead() {
      return life.isDead;
    },
    engine: { ...composed.engine, eventHandlers: null, hasEventHandlers: true, authorHooks: null },
    run,
    deal: (work) => life.deal(work),
    light: (points) => life.light(points),
    async fetch(request) {
      const response = await run(() => composed.app.fetch(request));
      if (response === null) throw new TypeError('fetch failed: connection refused');
      return response;
    },
    async tick() {
      await run(() => composed.app.tick());
    },
    async idle() {
      while (background.size > 0 && !life.isDead) await Promise.race([Promise.all(background), life.end]);
    },
  };
  return app;
}

function deliver({ send }: MortalAppOptions, mail: Mail): Promise<void> {
  send(mail);
  return Promise.resolve();
}

interface Life {
  readonly isDead: boolean;
  /** Resolves at death. */
  readonly end: Promise<null>;
  deal<T>(work: () => Promise<T>): Promise<T>;
  light(points: number): void;
}

function createLife(): Life {
  let pointsLeft = Infinity;
  let isDead = false;
  let die: (value: null) => void = () => undefined;
  const end = new Promise<null>((resolve) => {
    die = resolve;
  });
  /** A point of no return: whoever asks after the end never hears an answer. */
  const pass = async (): Promise<void> => {
    pointsLeft -= 1;
    if (pointsLeft <= 0 && !isDead) {
      isDead = true;
      die(null);
    }
    if (isDead) await new Promise<never>(() => undefined);
  };
  return {
    get isDead() {
      return isDead;
    },
    end,
    light(points) {
      pointsLeft = points;
    },
    async deal(work) {
      await pass();
      try {
        return await work();
      } finally {
        await pass();
      }
    },
  };
}

/** Whatever stores there are, each of their calls is a point. */
function mortalStores(stores: ProofStores, mortal: <T extends object>(port: T) => T): ProofStores {
  const ports = Object.entries(stores as unknown as Record<string, unknown>).map(([name, port]) => [
    name,
    typeof port === 'object' && port !== null ? mortal(port) : () => undefined,
  ]);
  return Object.fromEntries(ports) as ProofStores;
}

function mortalPort<T extends object>(port: T, deal: <R>(work: () => Promise<R>) => Promise<R>): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => deal(() => Reflect.apply(member, target, given) as Promise<unknown>);
    },
  });
}
