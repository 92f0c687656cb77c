/**
 * Who calls through `hubspot.fetch`. HubSpot's proxy appends four parameters and signs the address; nothing else about the
 * caller can be believed, and least of all the body, which the extension's code writes. A parameter that appears twice is
 * refused: an extension may put its own `portalId` into the address, and the signature then covers both.
 */
import { HsxError } from '../kernel/hsx-error.js';
import { parsePortalId, type PortalId } from '../kernel/ids.js';

/** The caller as HubSpot vouches for it. */
export interface SignedIdentity {
  readonly portalId: PortalId;
  /** Null when HubSpot did not add it, as for the next two. */
  readonly userId: string | null;
  readonly userEmail: string | null;
  readonly appId: string | null;
}

/** Reads the caller from a query whose signature was verified before. Throws REQUEST_INVALID. */
export function readSignedIdentity(query: URLSearchParams): SignedIdentity {
  const portalId = parsePortalId(only(query, 'portalId'));
  if (portalId === null) {
    throw identityRefused('"portalId" is missing or no whole number of at most 19 digits');
  }
  return {
    portalId,
    userId: only(query, 'userId'),
    userEmail: only(query, 'userEmail'),
    appId: only(query, 'appId'),
  };
}

function only(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  if (values.length > 1)
    throw identityRefused(`"${name}" appears ${values.length} times; HubSpot adds it once`);
  return values[0] === '' ? null : (values[0] ?? null);
}

function identityRefused(reason: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The caller cannot be told from the signed query: ${reason}.`,
    hint: 'Call through hubspot.fetch and leave portalId, userId, userEmail and appId to HubSpot.',
  });
}
