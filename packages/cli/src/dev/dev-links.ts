import type { StartedDev } from './started-dev.js';

/** An address a person may want to open. */
export interface DevLink {
  readonly label: string;
  readonly url: string;
}

/** A contact every simulated portal has. */
const CONTACT_ID = 101;

/** Where the app is installed. */
export function installLinks({
  appUrl,
  simulators,
}: Pick<StartedDev, 'appUrl' | 'simulators'>): readonly DevLink[] {
  return [
    { label: 'Install the app', url: `${appUrl}/oauth/start` },
    { label: 'Install from the Marketplace', url: `${simulators.hubspot.origin}/marketplace` },
  ];
}

/** A record page with the app's card, for every portal that is open. */
export function recordLinks({
  simulators,
}: Pick<StartedDev, 'simulators'>): readonly (DevLink & { readonly portalId: number })[] {
  const { control, origin } = simulators.hubspot;
  return control
    .portals()
    .filter((portal) => portal.deletedAt === undefined)
    .map(({ portalId, portalName }) => ({
      portalId,
      label: portalName,
      url: `${origin}/contacts/${portalId}/record/0-1/${CONTACT_ID}`,
    }));
}
