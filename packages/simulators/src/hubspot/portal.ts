/** What kind of account a portal is, as account-info reports it. Source: HubSpot account-info spec, read 2026-11-20. */
export type AccountType = 'STANDARD' | 'DEVELOPER_TEST' | 'SANDBOX' | 'APP_DEVELOPER';

/** A person who can sign in to a portal. */
export interface PortalUser {
  readonly userId: number;
  readonly email: string;
  /** Shown instead of a person's name, for example "Portal administrator". */
  readonly roleName: string;
  /** HubSpot lets only Super Admins (or holders of Marketplace access) install apps. */
  readonly isSuperAdmin: boolean;
}

/** One HubSpot account; its `portalId` is the `hub_id` of OAuth. */
export interface Portal {
  readonly portalId: number;
  readonly portalName: string;
  /** The account's website domain. This is not the host of HubSpot's own pages, which is `uiDomain`. */
  readonly hubDomain: string;
  readonly accountType: AccountType;
  readonly uiDomain: string;
  readonly timeZone: string;
  readonly companyCurrency: string;
  readonly dataHostingLocation: 'na1' | 'eu1';
  readonly createdAt: number;
  readonly users: readonly PortalUser[];
  /** Set once the account was closed: refresh tokens then answer `BAD_HUB`. */
  readonly deletedAt?: number;
}
