/** Requests come from commands and over the wire: whatever is wrong with one is said before anything is read. */
import { accountKey, type BillingEngine } from '../../billing/billing-engine.js';
import type { LoadedAccount } from '../../billing/ports/billing-store.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { parsePortalId, type AccountKey, type PortalId } from '../../kernel/ids.js';

const MAX_PAGE = 500;
const DEFAULT_PAGE = 100;

/** A portal id. Throws REQUEST_INVALID. */
export function readPortalId(value: unknown, name = 'portalId'): PortalId {
  const portalId = parsePortalId(value);
  if (portalId) return portalId;
  throw invalid(`${name} was ${shown(value)}; it must be a HubSpot portal id, such as "51200417".`);
}

/** Who does it and why, for the portal's history. Throws REQUEST_INVALID. */
export function readActed(request: { readonly actor?: unknown; readonly reason?: unknown }): {
  readonly actor: string;
  readonly reason: string;
} {
  return {
    actor: readLine(request.actor, { name: 'actor', longest: 200 }),
    reason: readLine(request.reason, { name: 'reason', longest: 500 }),
  };
}

/** One line of text. Throws REQUEST_INVALID. */
export function readLine(value: unknown, { name, longest }: { name: string; longest: number }): string {
  if (
    typeof value === 'string' &&
    /^\P{Cc}+$/u.test(value) &&
    value.trim() !== '' &&
    value.length <= longest
  ) {
    return value.trim();
  }
  throw invalid(`${name} was ${shown(value)}; it must be one line of 1 to ${longest} characters.`);
}

/** How many entries a page holds. Throws REQUEST_INVALID. */
export function readLimit(value: unknown): number {
  if (value === undefined) return DEFAULT_PAGE;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_PAGE)
    return value as number;
  throw invalid(`limit was ${shown(value)}; it must be a whole number from 1 to ${MAX_PAGE}.`);
}

/** One of a closed list of words, or undefined. Throws REQUEST_INVALID. */
export function readChoice<Choice extends string>(
  value: unknown,
  { name, choices }: { readonly name: string; readonly choices: readonly Choice[] },
): Choice | undefined {
  if (value === undefined) return undefined;
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  throw invalid(`${name} was ${shown(value)}; it must be one of ${choices.join(', ')}.`);
}

/** The account of a portal something is known of. Throws NOT_FOUND. */
export async function loadKnown(
  engine: BillingEngine,
  portalId: PortalId,
): Promise<LoadedAccount & { readonly key: AccountKey }> {
  const key = accountKey(engine, portalId);
  const loaded = await engine.store.load(key);
  if (loaded.version > 0) return { ...loaded, key };
  throw new HsxError({
    code: 'NOT_FOUND',
    message: `Nothing is known of portal ${portalId}: the app was never installed there and nobody gave it a grant.`,
    hint: 'Check the id; `hs-x billing list` shows the portals there are.',
  });
}

/** The refusal of a request that is not of the allowed form. */
export function invalid(message: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message,
    hint: 'Correct the request; nothing was changed.',
  });
}

/** What was seen, on one line and not long. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
