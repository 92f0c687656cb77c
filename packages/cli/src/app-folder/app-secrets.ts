/**
 * Secrets of an app on this laptop: made once, kept in a file only its owner can read, never printed. They protect nothing of value
 * (the vendors are simulated), but an app must find here what it finds in production.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { CliError } from '../cli-error.js';
import { writeAtomically } from './write-atomically.js';

/** The secrets a running app needs besides the webhook's, which Stripe makes. */
export interface AppSecrets {
  readonly HSX_SECRET: string;
  readonly HUBSPOT_CLIENT_SECRET: string;
  /** `sk_test_…`, the key the simulated Stripe accepts. */
  readonly STRIPE_SECRET: string;
}

const OWNER_ONLY = 0o600;

/** Reads the secrets; the first time they are made. Throws SECRETS_UNREADABLE. */
export function appSecrets(file: string): AppSecrets {
  if (!existsSync(file)) writeAtomically(file, `${JSON.stringify(newSecrets(), undefined, 2)}\n`, OWNER_ONLY);
  chmodSync(file, OWNER_ONLY);
  const known = parse(readFileSync(file, 'utf8'));
  if (isComplete(known)) return known;
  throw new CliError({
    code: 'SECRETS_UNREADABLE',
    message: `${file} does not hold the three secrets hs-x wrote there.`,
    hint: 'Delete the file; the next start makes new ones. Links and cookies of earlier runs end.',
  });
}

/** Fresh secrets, for a run that keeps none. */
function newSecrets(): AppSecrets {
  return {
    HSX_SECRET: randomBytes(32).toString('hex'),
    HUBSPOT_CLIENT_SECRET: randomBytes(16).toString('hex'),
    STRIPE_SECRET: `sk_test_${randomBytes(16).toString('hex')}`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isComplete(value: unknown): value is AppSecrets {
  if (typeof value !== 'object' || value === null) return false;
  const secrets = value as Partial<Record<keyof AppSecrets, unknown>>;
  const { HSX_SECRET, HUBSPOT_CLIENT_SECRET, STRIPE_SECRET } = secrets;
  const areTexts = typeof HSX_SECRET === 'string' && typeof HUBSPOT_CLIENT_SECRET === 'string';
  return areTexts && typeof STRIPE_SECRET === 'string' && STRIPE_SECRET.startsWith('sk_test_');
}
