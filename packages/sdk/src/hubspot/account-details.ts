import type { HubspotBody } from './call-hubspot.js';
import { textField } from './read-fields.js';

const ACCOUNT_TYPES = ['STANDARD', 'DEVELOPER_TEST', 'SANDBOX', 'APP_DEVELOPER'] as const;

/** What kind of account a portal is; `UNKNOWN` for a kind this version does not know. Trial rules depend on it. */
export type AccountType = (typeof ACCOUNT_TYPES)[number] | 'UNKNOWN';

/** What HubSpot says of the account a token belongs to; null where it says nothing. */
export interface AccountDetails {
  readonly accountType: AccountType;
  readonly portalName: string | null;
  /** Host of the account's own pages, such as `app-eu1.hubspot.com`. */
  readonly uiDomain: string | null;
  readonly timeZone: string | null;
  /** ISO 4217 code. */
  readonly companyCurrency: string | null;
}

/** Reads account details. */
export function readAccountDetails(body: HubspotBody): AccountDetails {
  return {
    accountType: ACCOUNT_TYPES.find((type) => type === body.accountType) ?? 'UNKNOWN',
    portalName: textField(body, 'portalName'),
    uiDomain: textField(body, 'uiDomain'),
    timeZone: textField(body, 'timeZone'),
    companyCurrency: textField(body, 'companyCurrency'),
  };
}
