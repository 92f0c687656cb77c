import type { ProviderCommand } from '../../billing/ports/payment-provider.js';
import { sha256Hex } from '../../kernel/hmac.js';

/** Stripe takes no longer key (docs.stripe.com/api/idempotent_requests, read 2026-11). */
const LONGEST_KEY = 255;
const HASH_DIGITS = 16;

/**
 * The key that makes a write happen once, however often it is tried: made of whose it is, which wish it
 * carries out and what exactly is asked for, so that one key never comes with two sets of parameters.
 *
 * @param attempt - From 1; counts the keys of one wish that are spent. The first has no suffix.
 */
export async function idempotencyKey(command: ProviderCommand, params: object, attempt = 1): Promise<string> {
  const { app, mode, portalId } = command.key;
  const hash = await shortHash(canonicalJson(params));
  const suffix = attempt > 1 ? `:${attempt}` : '';
  const wish = `${mode}:${portalId}:${command.kind}:${command.generation}:${hash}${suffix}`;
  const key = `hsx:${encodeURIComponent(app)}:${wish}`;
  return key.length <= LONGEST_KEY ? key : `hsx:${await shortHash(app)}:${wish}`;
}

async function shortHash(text: string): Promise<string> {
  return (await sha256Hex(text)).slice(0, HASH_DIGITS);
}

/** JSON with keys in order at every depth, so that equal parameters give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
