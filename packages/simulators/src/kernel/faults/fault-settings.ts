/** How badly the network behaves. Probabilities lie between 0 and 1; what is left out never happens. */
export interface FaultSettings {
  /** Same seed, same history, same faults. Default 1. */
  readonly seed?: number;
  /** A delivery comes a second time. */
  readonly duplicate?: number;
  /** A delivery jumps the queue of those that have not left yet. */
  readonly reorder?: number;
  /** With probability `p` a delivery comes up to `maxMs` of virtual time late. */
  readonly delay?: { readonly p: number; readonly maxMs: number };
  /** A delivery is lost for good: never sent, never retried. */
  readonly drop?: number;
  /** Beside a delivery comes a forged one: tampered, and signed with a wrong secret. */
  readonly forge?: number;
  /**
   * Events of one second share `created`, as at Stripe. Default true; false counts the seconds on, so that no two events
   * tie and a failure caused by ties can be told from others.
   */
  readonly sameSecond?: boolean;
  /** An API request is refused with 429. */
  readonly request429?: number;
  /** An API request gets no answer; whether its work was done is drawn as well, half and half. */
  readonly requestTimeout?: number;
  /** The work of an API request is done, and the answer is a 500. */
  readonly error500AfterCommit?: number;
  /** An API request is answered with a 500 before anything was done. */
  readonly error500Before?: number;
}

const probabilities = [
  'duplicate',
  'reorder',
  'drop',
  'forge',
  'request429',
  'requestTimeout',
  'error500AfterCommit',
  'error500Before',
] as const;

/** The faults of which a request can have only one. */
const requestFaults = ['request429', 'requestTimeout', 'error500AfterCommit', 'error500Before'] as const;

/** Checks settings that came over the wire or from a generator; throws a TypeError that names what is wrong. */
export function readFaultSettings(given: unknown): FaultSettings {
  if (!isFields(given)) throw new TypeError('Fault settings must be an object.');
  const known: readonly string[] = ['seed', 'delay', 'sameSecond', ...probabilities];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`There is no fault "${unknown}". Known: ${known.join(', ')}.`);
  }
  if (given.seed !== undefined && !Number.isSafeInteger(given.seed)) refuse('seed', 'a whole number');
  if (given.sameSecond !== undefined && typeof given.sameSecond !== 'boolean') {
    refuse('sameSecond', 'true or false');
  }
  for (const name of probabilities) requireProbability(given[name], name);
  requireDelay(given.delay);
  const settings: FaultSettings = given;
  const sum = requestFaults.reduce((total, name) => total + (settings[name] ?? 0), 0);
  if (sum > 1 + Number.EPSILON * 8) refuse(requestFaults.join(' + '), 'at most 1 together');
  return settings;
}

function requireDelay(delay: unknown): void {
  if (delay === undefined) return;
  if (!isFields(delay) || typeof delay.maxMs !== 'number' || !(delay.maxMs >= 0)) {
    refuse('delay', '{ "p": 0 to 1, "maxMs": ≥ 0 }');
  }
  requireProbability(delay.p, 'delay.p');
}

function requireProbability(value: unknown, name: string): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= 0 && value <= 1)) refuse(name, 'a number from 0 to 1');
}

function refuse(name: string, expected: string): never {
  throw new TypeError(`Fault setting "${name}" must be ${expected}.`);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
