/**
 * Puts the app's process on the simulators' clock by replacing the global `Date` before the worker is loaded, so that an author's own
 * `Date.now()` and `new Date()` tell virtual time. Timers, `performance.now()` and signatures keep real time: nothing waits a month.
 */
import { instantOf, type VirtualTime } from './virtual-time.js';

/** The hands of the replaced `Date`. */
export interface VirtualDate {
  /** Moves `Date` to another time. */
  follow(time: VirtualTime): void;
  /** The machine's clock, unix ms. */
  wallNow(): number;
  /** Puts the real `Date` back. */
  restore(): void;
}

/** Replaces the global `Date`. `new Date(value)`, parsing and `instanceof` work as before; only "now" is another. */
export function installVirtualDate(start: VirtualTime): VirtualDate {
  const RealDate = globalThis.Date;
  let time = start;
  const now = (): number => instantOf(time, RealDate.now());
  const virtual: DateConstructor = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(
        target,
        given.length === 0 ? [now()] : given,
        newTarget === virtual ? target : newTarget,
      ) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
  setGlobalDate(virtual);
  return {
    follow: (next) => {
      time = next;
    },
    wallNow: () => RealDate.now(),
    restore: () => setGlobalDate(RealDate),
  };
}

/** The prototype's `constructor` moves along, so that `date.constructor === Date` stays true. */
function setGlobalDate(constructor: DateConstructor): void {
  globalThis.Date = constructor;
  Object.defineProperty(constructor.prototype, 'constructor', {
    value: constructor,
    writable: true,
    configurable: true,
  });
}
