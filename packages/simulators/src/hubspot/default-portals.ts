import type { AccountType, Portal } from './portal.js';

const createdAt = Date.UTC(2024, 2, 4, 9, 0, 0);

/** The three portals every simulator starts with: two paying customers' accounts and one developer test account. */
export function defaultPortals(): readonly Portal[] {
  return [
    buildPortal({
      portalId: 51200417,
      portalName: 'Northwind Trading',
      hubDomain: 'northwind-trading.example',
    }),
    buildPortal({
      portalId: 51200583,
      portalName: 'Alder & Finch Interiors',
      hubDomain: 'alder-finch.example',
      timeZone: 'Europe/Dublin',
      companyCurrency: 'EUR',
      dataHostingLocation: 'eu1',
    }),
    buildPortal({
      portalId: 51209900,
      portalName: 'Developer test account',
      hubDomain: 'dev-test-account.example',
      accountType: 'DEVELOPER_TEST',
    }),
  ];
}

/** What a new portal needs; everything else gets a plausible default. */
export interface PortalSeed {
  readonly portalId: number;
  readonly portalName: string;
  /** Default: `portal-<portalId>.example`. */
  readonly hubDomain?: string;
  /** Default: `STANDARD`. */
  readonly accountType?: AccountType;
  /** Default: `UTC`. */
  readonly timeZone?: string;
  /** ISO 4217 code. Default: `USD`. */
  readonly companyCurrency?: string;
  /** Default: `na1`. Refresh tokens of the portal begin with it. */
  readonly dataHostingLocation?: Portal['dataHostingLocation'];
  /** The Super Admin's address. Default: `admin@<hubDomain>`. */
  readonly adminEmail?: string;
}

/** Builds a portal with one Super Admin and one user who may not install apps. */
export function buildPortal(seed: PortalSeed): Portal {
  const hubDomain = seed.hubDomain ?? `portal-${seed.portalId}.example`;
  const dataHostingLocation = seed.dataHostingLocation ?? 'na1';
  return {
    portalId: seed.portalId,
    portalName: seed.portalName,
    hubDomain,
    accountType: seed.accountType ?? 'STANDARD',
    uiDomain: dataHostingLocation === 'eu1' ? 'app-eu1.hubspot.com' : 'app.hubspot.com',
    timeZone: seed.timeZone ?? 'UTC',
    companyCurrency: seed.companyCurrency ?? 'USD',
    dataHostingLocation,
    createdAt,
    users: [
      {
        userId: seed.portalId * 10 + 1,
        email: seed.adminEmail ?? `admin@${hubDomain}`,
        roleName: 'Portal administrator',
        isSuperAdmin: true,
      },
      {
        userId: seed.portalId * 10 + 2,
        email: `sales@${hubDomain}`,
        roleName: 'Sales user',
        isSuperAdmin: false,
      },
    ],
  };
}
