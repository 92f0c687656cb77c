import type { AppConfig } from '@hs-x/sdk/config';

/** A card as `hs-x dev` shows it. */
export interface DevCard {
  /** The card's place in `hs-x.toml`: names its script in the page. */
  readonly id: string;
  /** The title people see. */
  readonly name: string;
  /** From the app's folder. */
  readonly file: string;
  readonly location: AppConfig['hubspot']['card'][number]['location'] | 'settings';
}

/** HubSpot's name for a record page's object type: the only one whose records `hs-x dev` shows. */
const SHOWN_OBJECT_TYPE = 'contacts';

/** The cards of an app that belong on a contact's page, as declared. */
export function recordCards({ hubspot }: AppConfig): readonly DevCard[] {
  return hubspot.card.flatMap(({ name, file, location, object_types: types }, at) =>
    types.includes(SHOWN_OBJECT_TYPE) ? [{ id: `card-${at}`, name, file, location }] : [],
  );
}

/** The app's settings tab, when it has one. */
export function settingsCards({ app, hubspot }: AppConfig): readonly DevCard[] {
  if (hubspot.settings === null) return [];
  return [{ id: 'settings', name: app.name, file: hubspot.settings, location: 'settings' }];
}
