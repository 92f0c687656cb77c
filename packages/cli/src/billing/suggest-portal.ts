import type { AdminPort } from '@hs-x/sdk/admin';
import { CliError } from '../cli-error.js';

/** Does the work; a portal nobody knows becomes an error that names the one that was probably meant. */
export async function suggestingPortals<T>(
  port: AdminPort,
  portalId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { isHsxError } = await import('@hs-x/sdk');
    if (!isHsxError(error, 'NOT_FOUND')) throw error;
    const guess = await likelyPortal(port, portalId);
    if (guess === undefined) throw error;
    throw new CliError({ code: 'PORTAL_UNKNOWN', message: error.message, hint: guess, cause: error });
  }
}

async function likelyPortal(port: AdminPort, portalId: string): Promise<string | undefined> {
  const { didYouMean } = await import('@hs-x/sdk/config');
  const { entries } = await port.call('list', { limit: 500 });
  const meant = didYouMean(
    portalId,
    entries.map((portal) => portal.portalId),
  );
  const portal = entries.find((entry) => entry.portalId === meant);
  if (portal === undefined) return undefined;
  return `Did you mean ${portal.portalId}${portal.adminEmail === '' ? '' : ` (${portal.adminEmail})`}? Search with: hs-x billing list --search <part of an id or address>`;
}
