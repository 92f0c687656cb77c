/** The card that a portal's record page shows for the app. */
export interface CardSlot {
  readonly title: string;
  /** Name of the app function the card calls: `POST {appOrigin}/fn/<fn>`. */
  readonly fn: string;
  /** JSON body of that call. Default: `{}`. */
  readonly args?: Readonly<Record<string, unknown>>;
}

/** A workflow action or agent tool that the record page offers as a button. */
export interface InvocableDefinition {
  /** Last part of the address: `/actions/<name>` or `/tools/<name>`. */
  readonly name: string;
  /** Text of the button. Default: the name. */
  readonly label?: string;
  /** Sent as `inputFields`. Default: `{}`. */
  readonly inputFields?: Readonly<Record<string, unknown>>;
}

/**
 * How an install from the Marketplace runs: `plain` opens the redirect URL with `code` and `returnUrl`;
 * `own_sign_in` has the two legs `step=authorize` and `step=finalize`.
 */
export type MarketplaceVariant = 'plain' | 'own_sign_in';

/** One app as its developer configured it in HubSpot. */
export interface DeveloperApp {
  readonly appId: number;
  readonly name: string;
  /** Shown on the Marketplace listing. */
  readonly description: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrls: readonly string[];
  /** Every one must be in the authorize URL's `scope`. */
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
  /** Where signed calls go, without a trailing slash; absent until the app is running. */
  readonly appOrigin?: string;
  readonly card?: CardSlot;
  readonly actions: readonly InvocableDefinition[];
  readonly tools: readonly InvocableDefinition[];
  /** Target of CRM webhooks. Default: `{appOrigin}/webhooks/hubspot`. */
  readonly webhookUrl?: string;
  readonly marketplaceVariant: MarketplaceVariant;
  /** Whether consent and the second leg run in a frame, as HubSpot does for apps with their own sign-in. */
  readonly isMarketplaceFramed: boolean;
  /** When true every refresh answers a new refresh token and kills the old one. HubSpot reserves the right to. */
  readonly rotatesRefreshTokens: boolean;
  /** Whether HubSpot lets the app have the Webhooks Journal's scopes; reports say that not every app gets them. */
  readonly hasJournalAccess: boolean;
}

/** The app every simulator starts with, before a developer configures it. */
export function defaultApp(clientSecret: string): DeveloperApp {
  return {
    appId: 4170001,
    name: 'HubSpot app',
    description: 'Built with HS-X.',
    clientId: '3f6c1d52-8a0b-4a7e-9d21-6b1f4170c001',
    clientSecret,
    redirectUrls: [],
    scopes: ['oauth'],
    optionalScopes: [],
    actions: [],
    tools: [],
    marketplaceVariant: 'plain',
    isMarketplaceFramed: true,
    rotatesRefreshTokens: false,
    hasJournalAccess: true,
  };
}
