/** `[hubspot]`: what HubSpot must know of the app, in the words of its project files (platform 2026.09, read 2026-11-20). */

/** HubSpot's versions of its project files that `hs-x build` writes. */
export const HUBSPOT_PLATFORMS = ['2026.09', '2026.03'] as const;
/** Where a card can be shown. */
export const CARD_LOCATIONS = [
  'crm.record.tab',
  'crm.record.sidebar',
  'crm.preview',
  'helpdesk.sidebar',
] as const;

/** One of {@link HUBSPOT_PLATFORMS}. */
export type HubspotPlatform = (typeof HUBSPOT_PLATFORMS)[number];
/** One of {@link CARD_LOCATIONS}. */
export type CardLocation = (typeof CARD_LOCATIONS)[number];

/** The whole table. */
export interface HubspotConfig {
  /** OAuth scopes every portal must grant. Default `["oauth"]`. */
  readonly scopes: readonly string[];
  /** OAuth scopes a portal may leave out. Default none. */
  readonly optional_scopes: readonly string[];
  /** One line on what the app does, shown at install. Default: the app's name. */
  readonly description: string | null;
  /** `marketplace`: anybody may install it; `private`: allow-listed portals. Default `marketplace`. */
  readonly distribution: 'marketplace' | 'private';
  /** Default `2026.09`. */
  readonly platform: HubspotPlatform;
  /** Where the app's users find help; null (default): `[email] from`. */
  readonly support_email: string | null;
  /** The card file of the settings tab, within the app's folder; null (default): none. */
  readonly settings: string | null;
  readonly card: readonly CardConfig[];
  readonly webhook: readonly WebhookConfig[];
}

/** `[[hubspot.card]]`: a card shown in HubSpot. */
export interface CardConfig {
  /** The title people see. */
  readonly name: string;
  /** The card's source, a `.tsx` file within the app's folder, such as `cards/insights.tsx`. */
  readonly file: string;
  /** Default `crm.record.tab`. */
  readonly location: CardLocation;
  /** Record types it is shown on, such as `contacts`; default `["contacts"]`. */
  readonly object_types: readonly string[];
}

/** `[[hubspot.webhook]]`: a change in the CRM the `hubspot.webhook` trigger is told of. */
export interface WebhookConfig {
  /** HubSpot's subscription type, such as `object.creation` or `object.propertyChange`. */
  readonly type: string;
  /** The record type, such as `contact`; null for types that are about no record, such as `contact.privacyDeletion`. */
  readonly object: string | null;
  /** The property, for `object.propertyChange` only. */
  readonly property: string | null;
}
