/** How features, plans, limits and what belongs to HubSpot are named. Names become types and object keys, so the grammar is narrow. */
import { toSnakeCase } from './did-you-mean.js';

/** What is being named. */
export type NamedThing = 'feature' | 'plan' | 'limit' | 'scope' | 'record type' | 'property';

interface Grammar {
  readonly pattern: RegExp;
  /** Completes "must be …". */
  readonly allowed: string;
  readonly longest: number;
}

/** The form of each kind of name. Scopes, record types and properties are HubSpot's, the others the author's. */
export const NAME_GRAMMARS: Readonly<Record<NamedThing, Grammar>> = {
  feature: {
    pattern: /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/,
    allowed: 'a feature name of lower-case words with dots between them, such as "sync.basic"',
    longest: 100,
  },
  plan: {
    pattern: /^[a-z][a-z0-9_]*$/,
    allowed: 'a plan name of lower-case letters, digits and underscores that begins with a letter',
    longest: 60,
  },
  limit: {
    pattern: /^[a-z][a-z0-9_]*$/,
    allowed: 'a limit name of lower-case letters, digits and underscores that begins with a letter',
    longest: 60,
  },
  scope: {
    pattern: /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    allowed: 'a HubSpot scope, such as "crm.objects.contacts.read"',
    longest: 100,
  },
  'record type': {
    pattern: /^[A-Za-z0-9][\w-]*$/,
    allowed: 'a HubSpot record type, such as "contacts", "contact" or "2-3453932"',
    longest: 100,
  },
  property: {
    pattern: /^[a-z][a-z0-9_]*$/,
    allowed: 'the internal name of a HubSpot property, such as "email"',
    longest: 100,
  },
};

const RESERVED_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** Whether JavaScript itself uses the name, so that a lookup by it could find something that is not ours. */
export function isReservedName(name: string): boolean {
  return RESERVED_NAMES.includes(name);
}

/** Whether the name has the form its kind requires. */
export function isWellFormedName(name: string, thing: NamedThing): boolean {
  const { pattern, longest } = NAME_GRAMMARS[thing];
  return name.length <= longest && pattern.test(name);
}

/** A well-formed name close to the one written (`usesGraphql` → `uses_graphql`); undefined when there is none. */
export function suggestName(name: string, thing: NamedThing): string | undefined {
  const isOurs = thing === 'feature' || thing === 'plan' || thing === 'limit';
  const candidate = isOurs ? toSnakeCase(name.trim()) : name.trim().toLowerCase();
  return candidate !== name && isWellFormedName(candidate, thing) ? candidate : undefined;
}
