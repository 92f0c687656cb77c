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

/** The console's page that draws the app's own card in the first portal that is open; null when there is no card or no console. */
export function cardLink(dev: Pick<StartedDev, 'config' | 'consoleUrl' | 'simulators'>): DevLink | null {
  const [record] = recordLinks(dev);
  if (record === undefined || dev.consoleUrl === null || dev.config().hubspot.card.length === 0) return null;
  return { label: 'A record with the card', url: `${dev.consoleUrl}/portals/${record.portalId}/record` };
}

/** HubSpot's record page with a stand-in for the app's card, for every portal that is open. */
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
