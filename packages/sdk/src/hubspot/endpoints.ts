/**
 * Every address of HubSpot that HS-X calls, in one place. Dated APIs live 18 months and families do not move together, so each
 * family has its own version here. Source: HubSpot's public API specifications and OAuth documentation, read 2026-11-20.
 */

/** Where HubSpot is. Only `hs-x dev` and `hs-x demo` pass other origins than {@link HUBSPOT_ORIGINS}. */
export interface HubspotOrigins {
  /** Pages a person sees, such as consent; no trailing slash. */
  readonly appOrigin: string;
  /** The API; no trailing slash. */
  readonly apiOrigin: string;
}

/** HubSpot itself. */
export const HUBSPOT_ORIGINS: HubspotOrigins = {
  appOrigin: 'https://app.hubspot.com',
  apiOrigin: 'https://api.hubapi.com',
};

/** OAuth v1 answers errors from 2027-02-16 on; new listings may not use it since May 2026. */
const OAUTH_VERSION = '2026-09';
const ACCOUNT_INFO_VERSION = '2026-09';
const APP_INSTALLS_VERSION = '2026-09';
const CRM_OBJECTS_VERSION = '2026-09';

/** Paths below {@link HubspotOrigins.apiOrigin}. */
export const HUBSPOT_API_PATHS = {
  token: `/oauth/${OAUTH_VERSION}/token`,
  introspect: `/oauth/${OAUTH_VERSION}/token/introspect`,
  revoke: `/oauth/${OAUTH_VERSION}/token/revoke`,
  accountDetails: `/account-info/${ACCOUNT_INFO_VERSION}/details`,
  externalInstall: `/appinstalls/${APP_INSTALLS_VERSION}/external-install`,
} as const;

/** Where records of one object type are created or updated, up to 100 a call; below {@link HubspotOrigins.apiOrigin}. */
export function batchUpsertPath(objectType: string): string {
  return `/crm/objects/${CRM_OBJECTS_VERSION}/${encodeURIComponent(objectType)}/batch/upsert`;
}
