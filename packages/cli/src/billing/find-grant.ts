import type { AdminPort, GrantEntry } from '@hs-x/sdk/admin';

/** A portal's grant by its id; undefined when there is none, or no such portal. */
export async function findGrant(
  port: AdminPort,
  { portalId, grantId }: { readonly portalId: string; readonly grantId: string },
): Promise<GrantEntry | undefined> {
  try {
    const { grants } = await port.call('show', { portalId });
    return grants.find((grant) => grant.grantId === grantId);
  } catch (error) {
    const { isHsxError } = await import('@hs-x/sdk');
    if (isHsxError(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}
