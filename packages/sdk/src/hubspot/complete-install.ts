/**
 * What happens between HubSpot's callback and "installed". Neither the callback nor the token answer says who installed, so
 * introspection decides both portal and person; a `hub_id` elsewhere is not looked at.
 */
import { HsxError, isHsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import type { AccountType } from './account-details.js';
import type { IssuedTokens } from './issued-tokens.js';
import type { TokenClient } from './token-client.js';

/** What an install needs. */
export interface InstallCompletion {
  readonly client: TokenClient;
  /** From a callback that `classifyCallback` accepted and, where it has one, whose state was read. */
  readonly code: string;
}

/** A portal that has just installed the app. */
export interface InstalledPortal {
  readonly portalId: PortalId;
  /** E-mail of the person who installed; null when HubSpot does not say. */
  readonly adminEmail: string | null;
  readonly userId: string | null;
  /** What was consented to. */
  readonly scopes: readonly string[];
  /** `UNKNOWN` when HubSpot could not be asked at the moment. */
  readonly accountType: AccountType;
  /** In the clear: hand them to `saveInstalledTokens`. */
  readonly tokens: IssuedTokens;
}

/**
 * Exchanges the code and learns whose portal it is. Throws OAUTH_REFUSED, INSTALL_REVOKED, HUBSPOT_UNAVAILABLE or
 * HUBSPOT_MISCONFIGURED.
 */
export async function completeInstall({ client, code }: InstallCompletion): Promise<InstalledPortal> {
  const tokens = await client.exchangeCode(code);
  const introspection = await client.introspect(tokens.accessToken, 'access_token');
  if (!introspection.isActive) throw inactiveToken();
  return {
    portalId: introspection.portalId,
    adminEmail: introspection.userEmail,
    userId: introspection.userId,
    scopes: introspection.scopes,
    accountType: await accountTypeOf(client, tokens.accessToken),
    tokens,
  };
}

/** An install is not lost because one reading of account details failed: `UNKNOWN` is treated as an ordinary account. */
async function accountTypeOf(client: TokenClient, accessToken: string): Promise<AccountType> {
  try {
    return (await client.accountDetails(accessToken)).accountType;
  } catch (error) {
    if (isHsxError(error, 'HUBSPOT_UNAVAILABLE')) return 'UNKNOWN';
    throw error;
  }
}

function inactiveToken(): HsxError {
  return new HsxError({
    code: 'OAUTH_REFUSED',
    message: 'HubSpot issued a token and then called it inactive; the install was undone or never finished.',
    hint: 'Start the install again from the install link.',
  });
}
