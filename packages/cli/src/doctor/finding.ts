/** What a check says: data, so that a person, a script and a test read the same. */

/** How bad it is. `skipped`: it could not be looked at, and the message says why. */
export type FindingLevel = 'ok' | 'warning' | 'problem' | 'skipped';

/** What checks are about, in the order they are told. */
export const FINDING_GROUPS = [
  'environment',
  'configuration',
  'database',
  'stripe',
  'hubspot',
  'clocks',
  'app',
  'mail',
] as const;

/** One of {@link FINDING_GROUPS}. */
export type FindingGroup = (typeof FINDING_GROUPS)[number];

/** One thing that was looked at. Never holds a secret. */
export interface Finding {
  readonly group: FindingGroup;
  /** The check, such as `stripe.endpoint.events`; stays the same whatever it finds. */
  readonly check: string;
  readonly level: FindingLevel;
  /** One sentence. */
  readonly message: string;
  /** What to do: a command where there is one; null when there is nothing to do. */
  readonly next: string | null;
}

/** Something that was asked for, or why it is not there. */
export type Asked<T> = { readonly value: T } | Unanswered;

/** Why something is not known; `code` as the error had it that said so. */
export interface Unanswered {
  readonly reason: string;
  readonly code?: string;
}

/** A finding that all is well. */
export function fine(check: string, message: string): Finding {
  return { ...named(check), level: 'ok', message, next: null };
}

/** A finding of something that will surprise somebody. */
export function warning(check: string, message: string, next: string | null): Finding {
  return { ...named(check), level: 'warning', message, next };
}

/** A finding of something that is broken. */
export function problem(check: string, message: string, next: string | null): Finding {
  return { ...named(check), level: 'problem', message, next };
}

/** A check that could not be made. */
export function skipped(check: string, reason: string): Finding {
  return { ...named(check), level: 'skipped', message: reason, next: null };
}

/** The first word of a check's name is its group. */
function named(check: string): Pick<Finding, 'group' | 'check'> {
  const group = FINDING_GROUPS.find((each) => check.startsWith(`${each}.`));
  if (group === undefined) throw new TypeError(`The check "${check}" is of no group.`);
  return { group, check };
}
