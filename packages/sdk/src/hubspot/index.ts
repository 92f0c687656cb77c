/** `@hs-x/sdk/hubspot`: installing an app into a portal, keeping its tokens, and proving that HubSpot is who calls. */
export type { AccountDetails, AccountType } from './account-details.js';
export { authorizeUrl, type AuthorizeWish } from './authorize-url.js';
export type { Fetch } from './call-hubspot.js';
export { checkReturnUrl, type ReturnUrlOptions } from './check-return-url.js';
export { classifyCallback, type Callback } from './classify-callback.js';
export { completeInstall, type InstallCompletion, type InstalledPortal } from './complete-install.js';
export { HUBSPOT_ORIGINS, type HubspotOrigins } from './endpoints.js';
export type { Introspection } from './introspection.js';
export type { IssuedTokens } from './issued-tokens.js';
export {
  createOauthStates,
  type OauthStateClaims,
  type OauthStateOptions,
  type OauthStateRefusal,
  type OauthStates,
} from './oauth-states.js';
export type { InstallTokenStore, LoadedTokens, OnceStore, StoredTokens, TokenWriteResult } from './ports.js';
export { readSignedIdentity, type SignedIdentity } from './read-signed-identity.js';
export { createRequestBudget, type RequestBudget } from './request-budget.js';
export { resealTokens } from './reseal-tokens.js';
export { returnUrlWithState } from './return-url-with-state.js';
export { saveInstalledTokens, type InstalledTokens } from './save-installed-tokens.js';
export type { SignatureRefusal } from './signature-refusal.js';
export {
  createTokenClient,
  type TokenClient,
  type TokenClientOptions,
  type TokenKind,
} from './token-client.js';
export { createTokenSource, type TokenSource, type TokenSourceOptions } from './token-source.js';
export {
  MAX_BATCH_SIZE,
  upsertRecords,
  type RecordUpsert,
  type RefusedRecord,
  type UpsertOutcome,
  type UpsertWish,
} from './upsert-records.js';
export {
  verifyHubspotRequest,
  type SignatureVersion,
  type SignedHubspotRequest,
} from './verify-hubspot-request.js';
