/**
 * Decides what goes wrong, and counts it. Every decision is drawn from the seed and the name of the thing it is about
 * (an event's id, the nth call of a path), never from a shared sequence: one more request somewhere else changes nothing,
 * and a run repeats exactly.
 */
import { createRandom } from '../random.js';
import { readFaultSettings, type FaultSettings } from './fault-settings.js';

/** What happens to one copy of a delivery. */
export interface DeliveryFate {
  /** Virtual milliseconds it comes late. */
  readonly delayMs: number;
  /** Where it jumps to among the waiting: 0 is the front, 1 the back. Undefined: it keeps its place. */
  readonly jumpsTo: number | undefined;
}

/** What happens to a delivery. */
export interface DeliveryFault {
  readonly isDropped: boolean;
  readonly isForged: boolean;
  /** One per copy that is sent; two when it is duplicated, none when it is dropped. */
  readonly copies: readonly DeliveryFate[];
}

/** What happens to an API request. */
export type RequestFate =
  'error_after' | 'error_before' | 'rate_limited' | 'timeout_after' | 'timeout_before';

/** How often each fault happened. */
export interface FaultCounts {
  readonly deliveries: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly delayed: number;
  readonly dropped: number;
  readonly forged: number;
  /** Forged deliveries the app answered with 2xx: anything but 0 is a hole in the app. */
  readonly forgedAccepted: number;
  readonly requests: number;
  readonly rateLimited: number;
  readonly timedOutBefore: number;
  readonly timedOutAfter: number;
  readonly failedBefore: number;
  readonly failedAfter: number;
}

/** The faults of one vendor. */
export interface FaultPlan {
  readonly settings: FaultSettings;
  /** Replaces the plan and starts all counts anew; `{}` means that nothing goes wrong. Throws a TypeError on bad settings. */
  set(settings: FaultSettings): void;
  counts(): FaultCounts;
  /** @param name - What the delivery is about: unique in a run, the same in its repetition. */
  ofDelivery(name: string): DeliveryFault;
  ofRequest(request: { readonly method: string; readonly path: string }): RequestFate | undefined;
  noteForgedAccepted(): void;
}

type Counts = { -readonly [K in keyof FaultCounts]: FaultCounts[K] };

const QUIET: DeliveryFault = {
  isDropped: false,
  isForged: false,
  copies: [{ delayMs: 0, jumpsTo: undefined }],
};

/** Creates a plan in which nothing goes wrong yet. */
export function createFaultPlan(): FaultPlan {
  return new SeededFaultPlan();
}

class SeededFaultPlan implements FaultPlan {
  #settings: FaultSettings = {};
  #isQuiet = true;
  #counts: Counts = noCounts();
  readonly #calls = new Map<string, number>();

  get settings(): FaultSettings {
    return this.#settings;
  }

  set(settings: FaultSettings): void {
    this.#settings = { ...readFaultSettings(settings) };
    this.#isQuiet = Object.keys(settings).every((name) => name === 'seed' || name === 'sameSecond');
    this.#counts = noCounts();
    this.#calls.clear();
  }

  counts(): FaultCounts {
    return { ...this.#counts };
  }

  ofDelivery(name: string): DeliveryFault {
    this.#counts.deliveries += 1;
    if (this.#isQuiet) return QUIET;
    const isForged = this.#happens('forge', this.#settings.forge, name);
    if (isForged) this.#counts.forged += 1;
    if (this.#happens('drop', this.#settings.drop, name)) {
      this.#counts.dropped += 1;
      return { isDropped: true, isForged, copies: [] };
    }
    const copies = [this.#fateOf(name)];
    if (this.#happens('duplicate', this.#settings.duplicate, name)) {
      this.#counts.duplicated += 1;
      copies.push(this.#fateOf(`${name}#2`));
    }
    return { isDropped: false, isForged, copies };
  }

  ofRequest({ method, path }: { readonly method: string; readonly path: string }): RequestFate | undefined {
    this.#counts.requests += 1;
    if (this.#isQuiet) return undefined;
    const call = `${method} ${path}`;
    const nth = (this.#calls.get(call) ?? 0) + 1;
    this.#calls.set(call, nth);
    const {
      request429 = 0,
      requestTimeout = 0,
      error500AfterCommit = 0,
      error500Before = 0,
    } = this.#settings;
    const drawn = this.#draw('request', `${call}#${nth}`);
    const bounds: readonly (readonly [RequestFate, keyof Counts, number])[] = [
      ['rate_limited', 'rateLimited', request429],
      ['timeout_before', 'timedOutBefore', requestTimeout / 2],
      ['timeout_after', 'timedOutAfter', requestTimeout / 2],
      ['error_after', 'failedAfter', error500AfterCommit],
      ['error_before', 'failedBefore', error500Before],
    ];
    let reached = 0;
    for (const [fate, count, share] of bounds) {
      reached += share;
      if (drawn >= reached) continue;
      this.#counts[count] += 1;
      return fate;
    }
    return undefined;
  }

  noteForgedAccepted(): void {
    this.#counts.forgedAccepted += 1;
  }

  #fateOf(name: string): DeliveryFate {
    const { delay, reorder } = this.#settings;
    const isDelayed = this.#happens('delay', delay?.p, name);
    const isReordered = this.#happens('reorder', reorder, name);
    if (isDelayed) this.#counts.delayed += 1;
    if (isReordered) this.#counts.reordered += 1;
    return {
      delayMs: isDelayed ? 1 + Math.floor(this.#draw('delay.ms', name) * (delay?.maxMs ?? 0)) : 0,
      jumpsTo: isReordered ? this.#draw('reorder.to', name) : undefined,
    };
  }

  #happens(kind: string, probability: number | undefined, name: string): boolean {
    return probability !== undefined && probability > 0 && this.#draw(kind, name) < probability;
  }

  #draw(kind: string, name: string): number {
    return createRandom(this.#settings.seed ?? 1, `${kind}/${name}`)();
  }
}

function noCounts(): Counts {
  return {
    deliveries: 0,
    duplicated: 0,
    reordered: 0,
    delayed: 0,
    dropped: 0,
    forged: 0,
    forgedAccepted: 0,
    requests: 0,
    rateLimited: 0,
    timedOutBefore: 0,
    timedOutAfter: 0,
    failedBefore: 0,
    failedAfter: 0,
  };
}
